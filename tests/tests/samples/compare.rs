//! Requests and answers compared with what the typed client makes of them: the places where they differ.

use std::borrow::Cow;
use std::collections::BTreeSet;

use linkedin::bytes::Bytes;
use linkedin::http::Request;
use restli_core::url;
use restli_schema::api::SampleRequest;
use serde_json::{Map, Value, json};

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
    differences(&self::query(query), &self::query(built.uri().query().unwrap_or_default()), "query", &mut found);
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
    let body = |text: &[u8]| serde_json::from_slice::<Value>(text).unwrap_or_default();
    if tunnelled.is_none() {
        differences(&body(sample.body.as_bytes()), &body(built.body()), "body", &mut found);
    }
    found
}

/// The parts of a path, each as data.
fn path(path: &str) -> Value {
    path.split('/').map(|part| if part.contains('=') { query(part) } else { data(part) }).collect()
}

/// The parameters of a query, each as data. Names of the first version of the protocol lead into lists and records.
fn query(text: &str) -> Value {
    let mut all: Map<String, Value> = Map::new();
    for pair in text.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let (name, value) = (decoded(name), data(value));
        match all.remove(&name) {
            None => all.insert(name, value),
            Some(Value::Array(mut values)) => {
                values.push(value);
                all.insert(name, Value::Array(values))
            }
            Some(one) => all.insert(name, json!([one, value])),
        };
    }
    Value::Object(all)
}

fn data(text: &str) -> Value {
    url::parse(text).unwrap_or_else(|_| Value::from(decoded(text)))
}

fn decoded(text: &str) -> String {
    url::percent_decode(text).map_or_else(|| text.to_owned(), Cow::into_owned)
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
