//! Requests and answers as text: a first line, headers, an empty line, a body.

use restli_core::ResourceMethod;
use serde_json::Value;

use super::places;
use crate::api::{SampleAnswer, SampleRequest};
use crate::characters;
use crate::requests::article;

/// The first flaw of a text, with its place in bytes.
pub(super) struct Flaw {
    pub(super) at: usize,
    pub(super) message: String,
    pub(super) help: &'static str,
}

/// The verbs of the protocol.
const VERBS: &[&str] = &["GET", "POST", "PUT", "DELETE"];

/// The media type of a query that is sent as a body.
const FORM: &str = "application/x-www-form-urlencoded";

/// Reads a request.
pub(super) fn request(text: &str) -> Result<SampleRequest, Flaw> {
    let Parts { first, headers, body, body_at } = parts(text)?;
    let words: Vec<&str> = first.split(' ').collect();
    let [verb, target, "HTTP/1.1"] = words.as_slice() else {
        let message = format!("`{first}` is no first line of a request");
        return Err(Flaw { at: 0, message, help: "write `GET /path?query HTTP/1.1`" });
    };
    if !VERBS.contains(verb) || !target.starts_with('/') {
        let message = format!("`{verb} {target}` is no verb of the protocol with a path");
        return Err(Flaw { at: 0, message, help: "write `GET`, `POST`, `PUT` or `DELETE`, and a path that begins with `/`" });
    }
    let request = SampleRequest { verb: (*verb).to_owned(), target: (*target).to_owned(), headers, body: body.to_owned() };
    let kind = request.header("Content-Type").unwrap_or_default();
    let is_json = kind.starts_with("application/json");
    if body.is_empty() && (is_json || kind == FORM) {
        let what = if is_json { "the body" } else { "the query in the body" };
        return Err(Flaw { at: body_at, message: format!("{what} is missing"), help: "write it after an empty line" });
    }
    if is_json || (kind.is_empty() && !body.is_empty()) {
        json(body, body_at)?;
    }
    Ok(request)
}

/// Refuses a request that cannot be one of a method of this kind, most likely that of another method.
pub(super) fn fits(request: SampleRequest, kind: ResourceMethod) -> Result<SampleRequest, Flaw> {
    let verb = request.header("X-HTTP-Method-Override").unwrap_or(&request.verb);
    let said = request.header("X-RestLi-Method");
    let message = if verb != kind.http_verb() {
        format!("the request is sent with `{verb}`, {} with `{}`", article(kind), kind.http_verb())
    } else if let Some(said) = said.filter(|said| !said.eq_ignore_ascii_case(kind.wire_name())) {
        format!("the request says that it is a {}, not {}", said.to_ascii_lowercase(), article(kind))
    } else {
        return Ok(request);
    };
    Err(Flaw { at: 0, message, help: "correct the request, or name the file after the method that it calls" })
}

/// Reads an answer.
pub(super) fn answer(text: &str) -> Result<SampleAnswer, Flaw> {
    let Parts { first, headers, body, body_at } = parts(text)?;
    let status = first.strip_prefix("HTTP/1.1 ").and_then(|rest| rest.get(..3)?.parse().ok()).filter(|status| (100..600).contains(status));
    if status.is_none() {
        let message = format!("`{first}` is no first line of an answer");
        return Err(Flaw { at: 0, message, help: "write `HTTP/1.1 201 Created`" });
    }
    if !body.is_empty() {
        json(body, body_at)?;
    }
    Ok(SampleAnswer { status, headers, body: body.to_owned() })
}

/// Reads JSON that begins at a place of the file.
pub(super) fn json(text: &str, at: usize) -> Result<Value, Flaw> {
    let value = serde_json::from_str(text).map_err(|error| {
        let before: usize = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
        let at = at + before + error.column().saturating_sub(1);
        let told = error.to_string();
        let told = told.split_once(" at line ").map_or(told.as_str(), |(told, _)| told);
        Flaw { at, message: format!("the sample is no JSON: {told}"), help: "write the JSON that is on the wire" }
    })?;
    if let Some((second, name)) = places::repeated(text) {
        return Err(Flaw { at: at + second, message: format!("the member `{name}` stands twice in one object"), help: "remove one" });
    }
    Ok(value)
}

/// The parts of a request or answer.
struct Parts<'t> {
    first: &'t str,
    headers: Vec<(String, String)>,
    body: &'t str,
    /// The place of the body.
    body_at: usize,
}

fn parts(text: &str) -> Result<Parts<'_>, Flaw> {
    let mut at = 0;
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().unwrap_or_default();
    visible(first, at)?;
    at += first.len();
    let mut headers = Vec::new();
    for line in lines {
        visible(line, at)?;
        let shown = line.trim_end();
        if shown.is_empty() {
            at += line.len();
            break;
        }
        if shown.starts_with(['{', '[']) {
            let message = "no empty line stands between the headers and the body".to_owned();
            return Err(Flaw { at, message, help: "write an empty line before the body" });
        }
        let Some((name, value)) = shown.split_once(':') else {
            let message = format!("`{shown}` is no header");
            return Err(Flaw { at, message, help: "write `Name: value`, and an empty line before the body" });
        };
        headers.push((name.trim().to_owned(), value.trim().to_owned()));
        at += line.len();
    }
    let body = text.get(at..).unwrap_or_default();
    let body_at = at + body.len() - body.trim_start().len();
    Ok(Parts { first: first.trim_end(), headers, body: body.trim(), body_at })
}

/// Refuses a line with a character that nobody sees.
fn visible(line: &str, start: usize) -> Result<(), Flaw> {
    let Some((at, one)) = characters::first(line) else { return Ok(()) };
    let (message, help) = characters::told(one);
    Err(Flaw { at: start + at, message, help })
}
