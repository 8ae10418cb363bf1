//! Parameters of the page's own requests, which are plain forms.

use restli_core::url;

use crate::received::Received;

/// The text of a parameter.
pub(super) fn text(request: &Received, name: &str) -> Option<String> {
    let pairs = request.query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.filter(|(known, _)| *known == name).find_map(|(_, text)| url::percent_decode(text).map(std::borrow::Cow::into_owned))
}

/// The number in a parameter; zero without one.
pub(super) fn number(request: &Received, name: &str) -> u64 {
    text(request, name).and_then(|text| text.parse().ok()).unwrap_or_default()
}
