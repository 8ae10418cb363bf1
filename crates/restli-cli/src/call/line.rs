//! Requests of samples as command lines of `restli call`.

use restli_client::core::shell_word;
use restli_schema::api::{ResourceMethod as M, SampleRequest};
use restli_schema::operations::Operation;
use restli_schema::url_text;
use serde_json::Value as Json;

use super::inputs;

/// The arguments of `call` that send the request of a sample.
pub(super) fn of(operation: Operation<'_>, id: &str, request: &SampleRequest) -> Vec<String> {
    let Operation { api, resource, method, .. } = operation;
    let mut line = vec![id.to_owned()];
    let mut add = |option: &str, value: String| line.push(format!("--{option}={value}"));
    let template = restli_schema::requests::template(api, resource, method);
    let keys = inputs::path_keys(operation);
    let given = template.split('/').zip(request.path().split('/')).filter(|(wanted, _)| wanted.starts_with('{')).map(|(_, told)| told);
    for (_, told) in keys.iter().zip(given) {
        add("key", shown(&url_text::key(told)));
    }
    let last = request.path().rsplit('/').next().unwrap_or_default();
    for part in inputs::path_parts(operation) {
        let value = url_text::key(last).get(&part.name.wire).map(shown).unwrap_or_default();
        add("key", format!("{}={value}", part.name.wire));
    }
    for (name, value) in url_text::parameters(request.query()) {
        let paging = || inputs::token_params(operation);
        match name.as_str() {
            "q" | "bq" | "action" => {}
            "altkey" => add("alt-key", shown(&value)),
            "ids" if matches!(method.kind, M::BatchGet | M::BatchDelete) => {
                for id in value.as_array().map_or(std::slice::from_ref(&value), Vec::as_slice) {
                    add("id", shown(id));
                }
            }
            "ids" if method.kind.has_ids() => {}
            "fields" | "projection" => add("fields", of_elements(&raw(request.query(), &name)).to_owned()),
            "start" | "count" if method.params.iter().all(|param| param.name.wire != name) => add(&name, shown(&value)),
            _ if paging().is_some_and(|(token, _)| token == name) => add("page-token", shown(&value)),
            _ if paging().is_some_and(|(_, size)| size == name) => add("count", shown(&value)),
            _ => add("param", format!("{name}={}", shown(&value))),
        }
    }
    if !request.body.is_empty() && !request.is_tunnelled() {
        let body = serde_json::from_str::<Json>(&request.body).map_or_else(|_| request.body.clone(), |body| body.to_string());
        add("body", body);
    }
    line
}

/// A value as an argument.
fn shown(value: &Json) -> String {
    match value {
        Json::String(text) if text.starts_with('"') => value.to_string(),
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// A projection without the envelope around the elements of a page, which comes by itself.
fn of_elements(projection: &str) -> &str {
    projection.strip_prefix("(elements*").and_then(|rest| rest.strip_suffix(')')).unwrap_or(projection)
}

/// The text of a parameter, its escapes undone.
fn raw(query: &str, name: &str) -> String {
    let pair = query.split('&').filter_map(|pair| pair.split_once('=')).find(|(own, _)| *own == name);
    pair.map(|(_, text)| restli_client::core::url::percent_decode(text).map_or_else(|| text.to_owned(), Into::into)).unwrap_or_default()
}

/// Arguments as a shell takes them.
pub(super) fn shell(arguments: &[String]) -> String {
    arguments.iter().map(|one| shell_word(one)).collect::<Vec<_>>().join(" ")
}
