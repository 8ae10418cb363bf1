//! Parameters of the page's own requests, which are plain forms.

use bytes::Bytes;
use http::Request;
use restli_core::url;

use super::reply::Refused;

/// The text of a parameter.
pub(super) fn text(request: &Request<Bytes>, name: &str) -> Option<String> {
    let mut pairs = request.uri().query().unwrap_or_default().split('&').filter_map(|pair| pair.split_once('='));
    pairs
        .find(|(known, _)| *known == name)
        .map(|(_, text)| url::percent_decode(text).map_or_else(|| text.to_owned(), std::borrow::Cow::into_owned))
}

/// The number in a parameter; zero without one.
pub(super) fn number(request: &Request<Bytes>, name: &str) -> Result<u64, Refused> {
    let told = text(request, name);
    let read = |text: &String| text.parse().map_err(|_| Refused::wrong(format!("`{name}` is `{text}`, and not a number")));
    told.as_ref().map_or(Ok(0), read)
}
