//! Requests and answers compared with what the typed client makes of them: the places where they differ.

use std::collections::BTreeSet;

use linkedin::bytes::Bytes;
use linkedin::http::Request;
use restli_schema::api::SampleRequest;
use restli_schema::url_text::{key, parameters};
use serde_json::{Value, json};

/// Headers that say something else than the version or the form of the answer.
const HEADERS: &[&str] = &["Content-Type", "X-RestLi-Method", "X-Restli-Protocol-Version", "Linkedin-Version"];

/// The differences of a typed call from the request of a sample, one line each.
pub(crate) fn request(sample: &SampleRequest, built: &Request<Bytes>) -> Vec<String> {
    let tunnelled = sample.header("X-HTTP-Method-Override");
    let mut found = Vec::new();
    let verb = tunnelled.unwrap_or(&sample.verb);
    if verb != built.method().as_str() {
        found.push(format!("verb: {verb} is {}", built.method()));
    }
    let (path, query) = sample.target.split_once('?').unwrap_or((&sample.target, ""));
    let query = if tunnelled.is_some() { &sample.body } else { query };
    differences(&self::path(path), &self::path(built.uri().path()), "path", &mut found);
    let (told, own) = (Value::Object(parameters(query)), Value::Object(parameters(built.uri().query().unwrap_or_default())));
    let told = if sample.header("X-Restli-Protocol-Version") == Some("1.0.0") { listed(told, &own) } else { told };
    differences(&told, &own, "query", &mut found);
    for name in HEADERS.iter().filter(|_| tunnelled.is_none()) {
        let own = built.headers().get(*name).and_then(|value| value.to_str().ok());
        match (sample.header(name), own) {
            (Some(told), None) => found.push(format!("header {name}: {told} is not sent")),
            (Some(told), Some(own)) if !name.ends_with("Version") && !told.eq_ignore_ascii_case(own) => {
                found.push(format!("header {name}: {told} is {own}"));
            }
            _ => {}
        }
    }
    if tunnelled.is_none() {
        differences(&body(sample.body.as_bytes()), &body(built.body()), "body", &mut found);
    }
    found
}

/// The parts of a path, each as data.
fn path(path: &str) -> Value {
    path.split('/').map(key).collect()
}

/// A body, the keys of a batch written in one way: the first version of the protocol has `name=value&other=value`.
fn body(text: &[u8]) -> Value {
    let mut body = serde_json::from_slice::<Value>(text).unwrap_or_default();
    if let Some(entities) = body.get_mut("entities").and_then(Value::as_object_mut) {
        let complex = |name: &str| name.starts_with('(') || name.contains('=');
        let named =
            std::mem::take(entities).into_iter().map(|(name, value)| (if complex(&name) { key(&name).to_string() } else { name }, value));
        *entities = named.collect();
    }
    body
}

/// A list for each single value that stands where the other side has a list: the first version of the protocol writes both alike.
fn listed(told: Value, own: &Value) -> Value {
    match (told, own) {
        (Value::Object(members), Value::Object(others)) => {
            members.into_iter().map(|(name, told)| (name.clone(), listed(told, others.get(&name).unwrap_or(&Value::Null)))).collect()
        }
        (told, Value::Array(_)) if !told.is_array() => json!([told]),
        (told, _) => told,
    }
}

/// The places at which two values differ.
fn differences(told: &Value, own: &Value, place: &str, found: &mut Vec<String>) {
    match (told, own) {
        (Value::Object(members), Value::Object(others)) => {
            let names: BTreeSet<&String> = members.keys().chain(others.keys()).collect();
            for name in names {
                let inside = format!("{place}.{name}");
                match (members.get(name), others.get(name)) {
                    (Some(told), Some(own)) => differences(told, own, &inside, found),
                    (Some(_), None) => found.push(format!("{inside}: is not sent")),
                    (None, _) => found.push(format!("{inside}: is sent, and not in the sample")),
                }
            }
        }
        (Value::Array(items), Value::Array(others)) if items.len() == others.len() => {
            for (index, (told, own)) in items.iter().zip(others).enumerate() {
                differences(told, own, &format!("{place}.{index}"), found);
            }
        }
        _ if same(told, own) => {}
        _ => found.push(format!("{place}: {told} is {own}")),
    }
}

/// The places of an answer that the typed client loses or changes.
pub(crate) fn lost(told: &Value, own: &Value, place: &str, found: &mut Vec<String>) {
    match (told, own) {
        (Value::Null, _) => {}
        (Value::Object(members), Value::Object(others)) => {
            for (name, told) in members {
                let inside = if place.is_empty() { name.clone() } else { format!("{place}.{name}") };
                match others.get(name) {
                    Some(own) => lost(told, own, &inside, found),
                    None if told.is_null() => {}
                    None => found.push(format!("{inside}: is lost")),
                }
            }
        }
        (Value::Array(items), Value::Array(others)) if items.len() == others.len() => {
            for (index, (told, own)) in items.iter().zip(others).enumerate() {
                lost(told, own, &format!("{place}.{index}"), found);
            }
        }
        _ if same(told, own) => {}
        _ => found.push(format!("{place}: {told} is {own}")),
    }
}

/// Returns whether two values are equal; `5` and `5.0` are.
fn same(one: &Value, other: &Value) -> bool {
    one == other || one.as_f64().is_some_and(|number| one.is_number() && other.as_f64() == Some(number))
}
