//! A request as a curl command for people: shell-quoted, secrets masked.

use bytes::Bytes;
use http::header::AUTHORIZATION;
use http::{Method, Request};
use restli_core::Json;
use restli_core::url::{self, Context};

use crate::headers::{secrets, shown};
use crate::mask::{STARS, is_secret_name, masked_text};

/// The command, with `Authorization` as its first header. A body that is not text is written as `@FILE`. Stars stand in place of the values of
/// `Authorization` and other sensitive headers, wherever they stand, and of texts beside secret names in query and body. A parameter that is
/// `kept` is no secret, whatever its name.
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
    let target = request.uri().to_string();
    let target = target.split_once('?').map_or_else(|| target.clone(), |(path, query)| format!("{path}?{}", hidden_query(query, kept)));
    quote(&masked_text(target, &known), &mut out);
    let (who, others): (Vec<_>, Vec<_>) = request.headers().iter().partition(|(name, _)| *name == AUTHORIZATION);
    for (name, value) in who.into_iter().chain(others) {
        out.push_str(" \\\n  -H ");
        quote(&format!("{name}: {}", shown(name, value)), &mut out);
    }
    match std::str::from_utf8(request.body()) {
        Ok("") => {}
        Ok(body) => {
            // A tunnelled query stands on a line of its own (`docs/protocol.md §10`).
            let parts: Vec<String> = body.split("\r\n").map(|part| hidden_part(part, kept)).collect();
            out.push_str(" \\\n  --data-raw ");
            quote(&masked_text(parts.join("\r\n"), &known), &mut out);
        }
        Err(_) => out.push_str(" \\\n  --data-binary @FILE"),
    }
    out
}

/// JSON or a query with stars in place of texts beside secret names.
fn hidden_part(part: &str, kept: Option<&str>) -> String {
    let Ok(json) = serde_json::from_str::<Json>(part) else { return hidden_query(part, kept) };
    let mut hidden = json.clone();
    hide(&mut hidden, false);
    // Numbers keep their spelling where nothing is hidden.
    if hidden == json { part.to_owned() } else { hidden.to_string() }
}

fn hide(json: &mut Json, secret: bool) {
    match json {
        Json::String(text) if secret => STARS.clone_into(text),
        Json::Array(items) => items.iter_mut().for_each(|item| hide(item, secret)),
        Json::Object(members) => members.iter_mut().for_each(|(name, value)| hide(value, is_secret_name(name))),
        _ => {}
    }
}

fn hidden_query(query: &str, kept: Option<&str>) -> String {
    let pairs = query.split('&').map(|pair| match pair.split_once('=') {
        Some((name, value)) if value.starts_with(['(', 'L']) && value.ends_with(')') => {
            format!("{name}={}", hidden_data(value, is_secret_name(name)))
        }
        Some((name, _)) if is_secret_name(name) && kept != Some(name) => format!("{name}={STARS}"),
        _ => pair.to_owned(),
    });
    pairs.collect::<Vec<_>>().join("&")
}

/// A record or a list of a query (`docs/protocol.md §3.1`), in which a secret name may stand at any depth.
fn hidden_data(data: &str, mut secret: bool) -> String {
    let (mut out, mut rest) = (String::with_capacity(data.len()), data);
    while let Some((token, from)) = rest.find(['(', ')', ',', ':']).and_then(|end| rest.split_at_checked(end)) {
        let is_value = !token.is_empty() && from.starts_with([')', ',']);
        out.push_str(if secret && is_value { STARS } else { token });
        if from.starts_with(':') {
            secret = is_secret_name(token);
        }
        let (sign, behind) = from.split_at(1);
        out.push_str(sign);
        rest = behind;
    }
    out + rest
}

/// Writes text in single quotes for a POSIX shell, where nothing is special but the quote itself.
fn quote(text: &str, out: &mut String) {
    out.push('\'');
    out.push_str(&text.replace('\'', r"'\''"));
    out.push('\'');
}
