//! The address of a call in documentation.

use restli_schema::api::{Api, Method, Resource, ResourceMethod};

/// The address as a person would write it: `https://…/posts?q=author&author={author}[&sortBy={sortBy}]`.
pub(super) fn address(api: &Api, resource: &Resource, method: &Method, path: &str, alt_key: Option<&str>) -> String {
    let base = &api[resource.base];
    let mut required = Vec::new();
    let mut optional = Vec::new();
    required.extend(method.kind.name_parameter().map(|parameter| format!("{parameter}={}", method.name.wire)));
    required.extend(method.kind.has_ids().then(|| "ids=List(…)".to_owned()));
    required.extend(alt_key.map(|name| format!("altkey={name}")));
    if method.kind != ResourceMethod::Action {
        for param in &method.params {
            let text = format!("{0}={{{0}}}", param.name.wire);
            if param.is_required() { required.push(text) } else { optional.push(text) }
        }
    }
    let mut url = format!("{}{}{path}", base.url, base.path);
    if !method.keys.is_empty() {
        let parts: Vec<String> = method.keys.iter().map(|key| format!("{key}:{{{key}}}")).collect();
        url.extend(["/(", &parts.join(","), ")"]);
    }
    for (index, text) in required.iter().enumerate() {
        url.push(if index == 0 { '?' } else { '&' });
        url.push_str(text);
    }
    for (index, text) in optional.iter().enumerate() {
        let mark = if index == 0 && required.is_empty() { '?' } else { '&' };
        url.push('[');
        url.push(mark);
        url.push_str(text);
        url.push(']');
    }
    url
}
