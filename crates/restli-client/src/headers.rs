//! Names and values of headers (`docs/protocol.md §1`).

use http::{HeaderMap, HeaderName, HeaderValue};

use crate::tables::ApiInfo;

/// The version of the protocol, on every request.
pub(crate) const PROTOCOL: HeaderName = HeaderName::from_static("x-restli-protocol-version");
/// The name of the method.
pub(crate) const METHOD: HeaderName = HeaderName::from_static("x-restli-method");
/// The verb of a tunnelled request.
pub(crate) const OVERRIDE: HeaderName = HeaderName::from_static("x-http-method-override");
/// The key of what was created.
pub(crate) const ID: HeaderName = HeaderName::from_static("x-restli-id");
/// The body is an error, whatever the status says.
pub(crate) const ERROR: HeaderName = HeaderName::from_static("x-restli-error-response");
/// The content type of everything but unstructured data.
pub(crate) const JSON: HeaderValue = HeaderValue::from_static("application/json");
/// Whatever there is: unstructured data.
pub(crate) const ANY: HeaderValue = HeaderValue::from_static("*/*");

/// A header value as text: UTF-8, or else Latin-1 (`docs/protocol.md §14`, question 2).
pub(crate) fn text(value: &HeaderValue) -> String {
    match std::str::from_utf8(value.as_bytes()) {
        Ok(text) => text.to_owned(),
        Err(_) => value.as_bytes().iter().copied().map(char::from).collect(),
    }
}

/// The headers that support asks for, as far as the answer has them.
pub(crate) fn request_ids(api: &ApiInfo, headers: &HeaderMap) -> Vec<(String, String)> {
    let found = api.request_id_headers.iter().filter_map(|name| Some(((*name).to_owned(), text(headers.get(*name)?))));
    found.collect()
}
