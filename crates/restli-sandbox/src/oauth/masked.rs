//! Requests and answers as the log shows them: without the secrets of a login.

use bytes::Bytes;
use form_urlencoded::{Serializer, parse};
use http::Response;
use http::header::{HeaderValue, LOCATION};
use serde_json::Value as Json;

use crate::received::Received;

/// The text in place of a secret.
const MASK: &str = "***";

/// Parameters whose values are secrets.
const SECRETS: [&str; 4] = ["access_token", "client_secret", "code_verifier", "refresh_token"];

/// Parameters whose values are secrets in a login, and anything elsewhere.
const OF_LOGIN: [&str; 2] = ["code", "token"];

/// A request without the values of secret parameters; `None` if it has none. Forms are those of a login, wherever they are sent. `token` is a
/// parameter with an access token.
pub(super) fn request(request: &Received, is_login: bool, token: Option<&str>) -> Option<Received> {
    let is_form = request.header("content-type").is_some_and(|media| media.contains("x-www-form-urlencoded"));
    let query = masked(&request.query, is_login, token);
    let body = match std::str::from_utf8(&request.body) {
        Ok("") => None,
        Ok(text) if is_form => masked(text, true, token),
        _ => is_login.then(|| MASK.to_owned()),
    };
    let (query, body) = match (query, body) {
        (None, None) => return None,
        (query, body) => (query.unwrap_or_else(|| request.query.clone()), body.map_or_else(|| request.body.clone(), Bytes::from)),
    };
    Some(Received { query, body, ..request.clone() })
}

/// An answer without its tokens, and without the code in the address that it sends a browser to.
pub(super) fn answer(answer: &Response<Bytes>) -> Response<Bytes> {
    let mut shown = answer.clone();
    let address = answer.headers().get(LOCATION).and_then(|address| address.to_str().ok());
    let masked = address
        .and_then(|address| address.split_once('?'))
        .and_then(|(page, query)| Some(format!("{page}?{}", masked(query, true, None)?)));
    if let Some(Ok(masked)) = masked.map(HeaderValue::try_from) {
        shown.headers_mut().insert(LOCATION, masked);
    }
    let Ok(Json::Object(mut members)) = serde_json::from_slice(answer.body()) else { return shown };
    for (_, value) in members.iter_mut().filter(|(name, _)| matches!(name.as_str(), "access_token" | "refresh_token" | "id_token")) {
        *value = MASK.into();
    }
    shown.map(|_| Bytes::from(Json::Object(members).to_string()))
}

/// Parameters without the values of secret ones; `None` if there are none.
fn masked(text: &str, is_login: bool, token: Option<&str>) -> Option<String> {
    let is_secret = |name: &str| SECRETS.contains(&name) || is_login && OF_LOGIN.contains(&name) || token == Some(name);
    if text.is_empty() || !parse(text.as_bytes()).any(|(name, _)| is_secret(&name)) {
        return None;
    }
    let mut out = Serializer::new(String::new());
    for (name, value) in parse(text.as_bytes()) {
        let value = if is_secret(&name) { MASK } else { &value };
        out.append_pair(&name, value);
    }
    Some(out.finish())
}
