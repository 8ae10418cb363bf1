//! Parameters of the page's own requests, which are plain forms.

use bytes::Bytes;
use http::Request;
use restli_core::url;

/// The text of a parameter.
pub(super) fn text(request: &Request<Bytes>, name: &str) -> Option<String> {
    let pairs = request.uri().query().unwrap_or_default().split('&').filter_map(|pair| pair.split_once('='));
    pairs.filter(|(known, _)| *known == name).find_map(|(_, text)| url::percent_decode(text).map(std::borrow::Cow::into_owned))
}

/// The number in a parameter; zero without one.
pub(super) fn number(request: &Request<Bytes>, name: &str) -> u64 {
    text(request, name).and_then(|text| text.parse().ok()).unwrap_or_default()
}
