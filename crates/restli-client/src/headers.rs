//! Names and values of headers (`docs/protocol.md §1`).

use std::borrow::Cow;

use http::header::{AUTHORIZATION, CONTENT_LENGTH, HOST, TRANSFER_ENCODING};
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::mask::{STARS, is_secret_name};
use crate::tables::ApiInfo;

/// The version of the protocol, on every request.
pub(crate) const PROTOCOL: HeaderName = HeaderName::from_static("x-restli-protocol-version");
/// The name of the Rest.li method.
pub(crate) const METHOD: HeaderName = HeaderName::from_static("x-restli-method");
/// The verb of a tunnelled request.
pub(crate) const OVERRIDE: HeaderName = HeaderName::from_static("x-http-method-override");
/// The key of a created entity.
pub(crate) const ID: HeaderName = HeaderName::from_static("x-restli-id");
/// `true` if the body is an error, whatever the status says.
pub(crate) const ERROR: HeaderName = HeaderName::from_static("x-restli-error-response");
/// The content type of everything but unstructured data.
pub(crate) const JSON: HeaderValue = HeaderValue::from_static("application/json");
/// The accepted content type of unstructured data.
pub(crate) const ANY: HeaderValue = HeaderValue::from_static("*/*");

/// Parses a header; the value of a header that carries secrets is marked sensitive. The error does not repeat the value.
pub(crate) fn parse(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), String> {
    let parsed = name.parse::<HeaderName>().map_err(|_| format!("`{name}` is not a header name"))?;
    let mut value = value.parse::<HeaderValue>().map_err(|_| format!("the value of `{name}` cannot be sent in a header"))?;
    value.set_sensitive(is_secret(&parsed));
    Ok((parsed, value))
}

/// Returns `true` for the name of a header that carries secrets.
pub(crate) fn is_secret(name: &HeaderName) -> bool {
    is_secret_name(name.as_str())
}

/// The secrets that a request carries in its headers: the values, and the words in them.
pub(crate) fn secrets(headers: &HeaderMap) -> Vec<String> {
    let secret = headers.iter().filter(|(name, value)| value.is_sensitive() || is_secret(name));
    let values: Vec<String> = secret.map(|(_, value)| text(value)).collect();
    let words = values.iter().flat_map(|value| value.split([' ', ';', ',', '=']));
    words.map(str::to_owned).chain(values.iter().cloned()).collect()
}

/// Parses a header that a caller adds to calls. The error is the problem and its remedy.
pub(crate) fn added(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), (String, &'static str)> {
    let (name, value) = parse(name, value).map_err(|what| (what, "use visible ASCII characters"))?;
    match name {
        HOST => Err((format!("`{name}` follows from the address"), "set the address with `Builder::base_url`")),
        CONTENT_LENGTH | TRANSFER_ENCODING => Err((format!("`{name}` follows from the body"), "leave it out")),
        _ => Ok((name, value)),
    }
}

/// The first value of a header whose name is text. Of the few headers of a response, a look at each is cheaper than a hash of the name.
pub(crate) fn named<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h HeaderValue> {
    headers.iter().find(|(known, _)| known.as_str().eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

/// Replaces headers by others of the same names. All values of a name are kept.
pub(crate) fn replace(headers: &mut HeaderMap, others: &HeaderMap) {
    for name in others.keys() {
        for (index, value) in others.get_all(name).iter().enumerate() {
            if index == 0 {
                headers.insert(name, value.clone());
            } else {
                headers.append(name, value.clone());
            }
        }
    }
}

/// A header value as text: UTF-8, or else Latin-1 (`docs/protocol.md §14`, question 2).
pub(crate) fn words(value: &HeaderValue) -> Cow<'_, str> {
    match std::str::from_utf8(value.as_bytes()) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => value.as_bytes().iter().copied().map(char::from).collect(),
    }
}

/// A header value as text that outlives it.
pub(crate) fn text(value: &HeaderValue) -> String {
    words(value).into_owned()
}

/// A header value for people: stars in place of secrets. Of `Authorization` the scheme is shown.
pub(crate) fn shown(name: &HeaderName, value: &HeaderValue) -> String {
    if name != AUTHORIZATION {
        return if value.is_sensitive() { STARS.to_owned() } else { text(value) };
    }
    text(value).split_once(' ').map_or_else(|| STARS.to_owned(), |(scheme, _)| format!("{scheme} {STARS}"))
}

/// The key of a created entity, as it was sent: from `X-RestLi-Id`, else from another header that the API names for it. An empty text is a
/// key if no header has another.
pub(crate) fn created_id(api: &ApiInfo, headers: &HeaderMap) -> Option<String> {
    let others = api.created_id_headers.iter().filter_map(|name| named(headers, name));
    let mut told = headers.get(ID).into_iter().chain(others).map(text).peekable();
    let first = told.peek().cloned();
    told.find(|key| !key.is_empty()).or(first)
}

/// Names and values of the response headers that the support of the API asks for.
pub(crate) fn request_ids(api: &ApiInfo, headers: &HeaderMap) -> Vec<(String, String)> {
    let found = api.request_id_headers.iter().filter_map(|name| Some(((*name).to_owned(), text(named(headers, name)?))));
    found.collect()
}
