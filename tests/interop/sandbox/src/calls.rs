//! Valid requests of the sandbox as calls that any client can make: `Case` of `tests/interop/src/case.rs`, with a token.

use bytes::Bytes;
use http::Request;
use restli_core::{Json, ResourceMethod as M};
use restli_schema::url_text;
use serde_json::{Map, json};

/// The call that a request is. `Err` is the reason for which the official clients have no such call.
pub(crate) fn call(operation: &str, request: &Request<Bytes>, token: &str) -> Result<Json, String> {
    let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    let method = header("x-restli-method").and_then(|name| M::ALL.into_iter().find(|method| method.wire_name() == name));
    let Some(method) = method else { return Err("the request names no method of the protocol".to_owned()) };
    let version = header("linkedin-version");
    let base = if version.is_some() { "/rest" } else { "/v2" };
    let Some(path) = request.uri().path().strip_prefix(base).filter(|path| path.starts_with('/')) else {
        return Err(format!("the client writes {base} before every path"));
    };
    let mut query = url_text::parameters(request.uri().query().unwrap_or_default());
    let body: Json = serde_json::from_slice(request.body()).unwrap_or_default();
    let (path, keys) = keys(path);
    let mut case = json!({"name": operation, "method": method.wire_name(), "path": path, "keys": keys, "token": token});
    let mut put = |name: &str, value: Json| {
        if let Some(members) = case.as_object_mut() {
            members.insert(name.to_owned(), value);
        }
    };
    if let Some(version) = version {
        put("version", Json::from(version));
    }
    let ids = query.remove("ids");
    match method {
        M::Get | M::GetAll | M::Delete => {}
        M::BatchGet | M::BatchDelete => put("ids", ids.unwrap_or_default()),
        M::Finder => put("finder", query.remove("q").unwrap_or_default()),
        M::BatchFinder => {
            put("finder", query.remove("bq").unwrap_or_default());
            let criteria = query.iter().find(|(_, value)| value.is_array()).map(|(name, _)| name.clone()).unwrap_or_default();
            put("criteria", json!({"name": criteria, "value": query.remove(&criteria)}));
        }
        M::Create | M::Update => put("entity", body),
        M::BatchCreate => put("entities", body.get("elements").cloned().unwrap_or_default()),
        M::BatchUpdate => {
            put("ids", ids.unwrap_or_default());
            put("entities", values(&body, ""));
        }
        M::PartialUpdate => put("set", body.pointer("/patch/$set").cloned().unwrap_or_else(|| json!({}))),
        M::BatchPartialUpdate => {
            put("ids", ids.unwrap_or_default());
            put("sets", values(&body, "/patch/$set"));
        }
        M::Action => {
            put("action", query.remove("action").unwrap_or_default());
            put("params", body);
        }
    }
    put("query", Json::Object(query));
    Ok(case)
}

/// The values at a path in each of the entities of a batch.
fn values(body: &Json, path: &str) -> Json {
    let entities = body.get("entities").and_then(Json::as_object);
    entities.into_iter().flatten().map(|(_, entity)| entity.pointer(path).cloned().unwrap_or_default()).collect()
}

/// A path with a name in place of each key, and the keys. What is no word is a key.
fn keys(path: &str) -> (String, Map<String, Json>) {
    let mut keys = Map::new();
    let segments = path.split('/').map(|segment| {
        let is_word =
            segment.starts_with(|first: char| first.is_ascii_alphabetic()) && segment.chars().all(|one| one.is_ascii_alphabetic());
        if segment.is_empty() || is_word {
            return segment.to_owned();
        }
        let name = format!("key{}", keys.len());
        let placeholder = format!("{{{name}}}");
        keys.insert(name, url_text::value(segment));
        placeholder
    });
    let path = segments.collect::<Vec<_>>().join("/");
    (path, keys)
}
