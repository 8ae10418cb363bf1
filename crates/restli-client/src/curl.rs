//! A request as a curl command for people: shell-quoted, secrets masked.

use std::borrow::Cow;

use bytes::Bytes;
use http::header::AUTHORIZATION;
use http::{Method, Request, Uri};
use restli_core::url::{self, Context};
use restli_core::{Json, shell_word};

use crate::headers::{secrets, shown};
use crate::mask::{STARS, is_secret_name, masked_text};

/// The command, with `Authorization` as its first header. A body that is not text is written as `@FILE`. Stars stand in place of the values of
/// `Authorization` and other sensitive headers, wherever they stand, of what stands beside secret names in path, query and body, and of text that
/// may name a secret and cannot be taken apart. A parameter that is `kept` is no secret, whatever its name.
pub(crate) fn curl(request: &Request<Bytes>, kept: Option<&str>) -> String {
    let mut known = secrets(request.headers());
    let encoded: Vec<String> = known.iter().map(|secret| url::encode_str(secret, Context::Query)).collect();
    known.extend(encoded);
    let mut out = String::from("curl");
    if request.method() != Method::GET {
        out.push_str(" -X ");
        out.push_str(request.method().as_str());
    }
    out.push(' ');
    out.push_str(&shell_word(&masked_text(target(request.uri(), kept), &known)));
    let (who, others): (Vec<_>, Vec<_>) = request.headers().iter().partition(|(name, _)| *name == AUTHORIZATION);
    for (name, value) in who.into_iter().chain(others) {
        out.push_str(" \\\n  -H ");
        out.push_str(&shell_word(&format!("{name}: {}", shown(name, value))));
    }
    match std::str::from_utf8(request.body()) {
        Ok("") => {}
        Ok(body) => {
            // A tunnelled query stands on a line of its own (`docs/protocol.md §10`).
            let parts: Vec<String> = body.split("\r\n").map(|part| hidden_part(part, kept)).collect();
            out.push_str(" \\\n  --data-raw ");
            out.push_str(&shell_word(&masked_text(parts.join("\r\n"), &known)));
        }
        Err(_) => out.push_str(" \\\n  --data-binary @FILE"),
    }
    out
}

fn target(uri: &Uri, kept: Option<&str>) -> String {
    let mut out = match (uri.scheme_str(), uri.authority()) {
        (Some(scheme), Some(authority)) => format!("{scheme}://{authority}"),
        _ => String::new(),
    };
    let segments: Vec<String> = uri.path().split('/').map(|segment| hidden_value(segment, false)).collect();
    out.push_str(&segments.join("/"));
    if let Some(query) = uri.query() {
        out.push('?');
        out.push_str(&hidden_query(query, kept));
    }
    out
}

/// JSON or a query with stars in place of what stands beside secret names.
fn hidden_part(part: &str, kept: Option<&str>) -> String {
    let Ok(json) = serde_json::from_str::<Json>(part) else { return hidden_query(part, kept) };
    let mut hidden = json.clone();
    hide(&mut hidden, false);
    // Numbers keep their spelling where nothing is hidden.
    if hidden == json { part.to_owned() } else { hidden.to_string() }
}

fn hide(json: &mut Json, secret: bool) {
    match json {
        Json::String(_) | Json::Number(_) if secret => *json = STARS.into(),
        Json::Array(items) => items.iter_mut().for_each(|item| hide(item, secret)),
        Json::Object(members) => members.iter_mut().for_each(|(name, value)| hide(value, secret || is_secret_name(name))),
        _ => {}
    }
}

fn hidden_query(query: &str, kept: Option<&str>) -> String {
    let pairs = query.split('&').map(|pair| match pair.split_once('=') {
        Some((name, _)) if kept == Some(name) => pair.to_owned(),
        Some((name, _)) if names_secret(name) => STARS.to_owned(),
        Some((name, value)) => format!("{name}={}", hidden_value(value, is_name_of_secret(name))),
        None => hidden_value(pair, false),
    });
    pairs.collect::<Vec<_>>().join("&")
}

/// A value of a query, or a segment of a path: a record or a list (`docs/protocol.md §3.1`), or any other text.
fn hidden_value(value: &str, secret: bool) -> String {
    // Of what only looks like a record, nobody can say where a name or a value ends.
    let is_data = value.ends_with(')') && url::parse(value).is_ok_and(|json| json.is_object() || json.is_array());
    if is_data { hidden_data(value, secret) } else { hidden_text(value, secret).to_owned() }
}

fn hidden_text(text: &str, secret: bool) -> &str {
    if secret || names_secret(text) { STARS } else { text }
}

/// A record or a list, in which a secret name may stand at any depth. What is inside a secret is secret.
fn hidden_data(data: &str, secret: bool) -> String {
    let (mut out, mut rest) = (String::with_capacity(data.len()), data);
    let (mut outer, mut secret) = (vec![secret], secret);
    while let Some((token, from)) = rest.find(['(', ')', ',', ':']).and_then(|end| rest.split_at_checked(end)) {
        let is_value = !token.is_empty() && from.starts_with([')', ',']);
        out.push_str(if is_value { hidden_text(token, secret) } else { token });
        let (sign, behind) = from.split_at(1);
        match sign {
            "(" => outer.push(secret),
            ":" => secret |= is_name_of_secret(token),
            "," => secret = outer.last().is_some_and(|outer| *outer),
            _ => {
                outer.pop();
                secret = outer.last().is_some_and(|outer| *outer);
            }
        }
        out.push_str(sign);
        rest = behind;
    }
    out + rest
}

/// Returns `true` for the name of a secret, however often it is percent-encoded.
fn is_name_of_secret(name: &str) -> bool {
    meant(name).is_none_or(|name| is_secret_name(&name))
}

/// Returns `true` for a text that may hold the name of a secret and the secret, such as a record or JSON.
fn names_secret(text: &str) -> bool {
    meant(text).is_none_or(|text| text.contains([':', '=', '"', '%']) && is_secret_name(&text))
}

/// The text without its escapes, of which some may stand below others; `None` for a `%` that begins none.
fn meant(text: &str) -> Option<Cow<'_, str>> {
    let mut text = url::percent_decode(text)?;
    while let Some(Cow::Owned(below)) = url::percent_decode(&text) {
        text = below.into();
    }
    Some(text)
}
