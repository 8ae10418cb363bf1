//! The address of a call for people.

use restli_schema::api::{Api, Method, Resource, ResourceMethod};

/// The address as a person would write it: `https://…/posts?q=author&author={author}[&sortBy={sortBy}]`.
pub(super) fn address(api: &Api, resource: &Resource, method: &Method, path: &str, alt_key: Option<&str>) -> String {
    use ResourceMethod as M;
    let base = &api[resource.base];
    let mut required = Vec::new();
    let mut optional = Vec::new();
    match method.kind {
        M::Finder => required.push(format!("q={}", method.name.wire)),
        M::BatchFinder => required.push(format!("bq={}", method.name.wire)),
        M::Action => required.push(format!("action={}", method.name.wire)),
        M::BatchGet | M::BatchUpdate | M::BatchPartialUpdate | M::BatchDelete => required.push("ids=List(…)".to_owned()),
        _ => {}
    }
    required.extend(alt_key.map(|name| format!("altkey={name}")));
    if method.kind != M::Action {
        for param in &method.params {
            let text = format!("{0}={{{0}}}", param.name.wire);
            if param.optional || param.default.is_some() { optional.push(text) } else { required.push(text) }
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
