//! Requests and answers of a login as the log shows them: without secrets.

use bytes::Bytes;
use form_urlencoded::{Serializer, parse};
use http::Response;
use http::header::{HeaderValue, LOCATION};
use serde_json::Value as Json;

use crate::received::Received;

/// The text in place of a secret.
const MASK: &str = "***";

/// A request without the values of secret parameters.
pub(super) fn request(request: &Received) -> Received {
    let is_form = request.header("content-type").is_some_and(|media| media.contains("x-www-form-urlencoded"));
    let body = match std::str::from_utf8(&request.body) {
        Ok("") => String::new(),
        Ok(text) if is_form => pairs(text),
        _ => MASK.to_owned(),
    };
    Received { query: pairs(&request.query), body: Bytes::from(body), ..request.clone() }
}

/// An answer without its tokens, and without the code in the address that it sends a browser to.
pub(super) fn answer(answer: &Response<Bytes>) -> Response<Bytes> {
    let mut shown = answer.clone();
    let address = answer.headers().get(LOCATION).and_then(|address| address.to_str().ok());
    let masked = address.and_then(|address| address.split_once('?')).map(|(page, query)| format!("{page}?{}", pairs(query)));
    if let Some(Ok(masked)) = masked.map(HeaderValue::try_from) {
        shown.headers_mut().insert(LOCATION, masked);
    }
    let Ok(Json::Object(mut members)) = serde_json::from_slice(answer.body()) else { return shown };
    for (_, value) in members.iter_mut().filter(|(name, _)| matches!(name.as_str(), "access_token" | "refresh_token" | "id_token")) {
        *value = MASK.into();
    }
    shown.map(|_| Bytes::from(Json::Object(members).to_string()))
}

fn pairs(text: &str) -> String {
    let is_secret = |name: &str| matches!(name, "client_secret" | "code" | "code_verifier" | "refresh_token" | "token");
    if !parse(text.as_bytes()).any(|(name, _)| is_secret(&name)) {
        return text.to_owned();
    }
    let mut out = Serializer::new(String::new());
    for (name, value) in parse(text.as_bytes()) {
        let value = if is_secret(&name) { MASK } else { &value };
        out.append_pair(&name, value);
    }
    out.finish()
}
