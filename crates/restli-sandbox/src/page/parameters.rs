//! Parameters of the page's own requests, which are plain forms.

use bytes::Bytes;
use http::Request;
use restli_core::url;

use super::reply::Refused;

/// Refuses a request with parameters other than these, or with one of them twice.
pub(super) fn check(request: &Request<Bytes>, known: &[&str]) -> Result<(), Refused> {
    let names: Vec<&str> = pairs(request).map(|(name, _)| name).collect();
    let path = request.uri().path();
    let told = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
    if let Some(name) = names.iter().find(|name| !known.contains(name)) {
        return Err(Refused::wrong(format!("`{name}` is no parameter of {path}: it has {told}")));
    }
    match known.iter().find(|name| names.iter().filter(|told| told == name).count() > 1) {
        Some(name) => Err(Refused::wrong(format!("`{name}` stands twice in the query of {path}"))),
        None => Ok(()),
    }
}

fn pairs(request: &Request<Bytes>) -> impl Iterator<Item = (&str, &str)> {
    let pieces = request.uri().query().unwrap_or_default().split('&').filter(|piece| !piece.is_empty());
    pieces.map(|piece| piece.split_once('=').unwrap_or((piece, "")))
}

/// The text of a parameter.
pub(super) fn text(request: &Request<Bytes>, name: &str) -> Option<String> {
    pairs(request)
        .find(|(known, _)| *known == name)
        .map(|(_, text)| url::percent_decode(text).map_or_else(|| text.to_owned(), std::borrow::Cow::into_owned))
}

/// The number in a parameter; zero without one.
pub(super) fn number(request: &Request<Bytes>, name: &str) -> Result<u64, Refused> {
    let told = text(request, name);
    let read = |text: &String| text.parse().map_err(|_| Refused::wrong(format!("`{name}` is `{text}`, and not a number")));
    told.as_ref().map_or(Ok(0), read)
}
