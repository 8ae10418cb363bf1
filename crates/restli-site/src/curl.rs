//! A request of a sample as a command for the shell. The token is a variable of it.

use restli_schema::api::{Base, SampleRequest};

use crate::json;

/// The command that sends a request to a base.
pub(crate) fn command(base: &Base, request: &SampleRequest, needs_token: bool) -> String {
    let url = format!("{}{}", base.url, request.target);
    let mut parts = vec!["curl".to_owned()];
    if url.contains(['[', ']', '{', '}']) {
        parts.push("--globoff".to_owned());
    }
    if request.verb != "GET" {
        parts.push(format!("-X {}", quoted(&request.verb)));
    }
    parts.push(quoted(&url));
    if needs_token {
        parts.push("-H \"Authorization: Bearer $TOKEN\"".to_owned());
    }
    for (name, value) in request.headers.iter().filter(|(name, _)| !name.eq_ignore_ascii_case("authorization")) {
        parts.push(format!("-H {}", quoted(&format!("{name}: {value}"))));
    }
    let media_type = request.header("Content-Type").unwrap_or_default();
    if request.body.is_empty() {
        parts.extend((!media_type.is_empty()).then(|| "--data-binary @FILE".to_owned()));
    } else {
        let is_json = media_type.starts_with("application/json");
        parts.push(format!("--data-raw {}", quoted(&if is_json { json::laid_out(&request.body) } else { request.body.clone() })));
    }
    parts.join(" \\\n  ")
}

/// A text that the shell takes as it is.
fn quoted(text: &str) -> String {
    let is_plain = |one: char| one.is_ascii_alphanumeric() || "-_./:=,@%+".contains(one);
    if !text.is_empty() && text.chars().all(is_plain) { text.to_owned() } else { format!("'{}'", text.replace('\'', r"'\''")) }
}
