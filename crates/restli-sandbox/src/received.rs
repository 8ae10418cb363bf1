//! A request as the rules read it: whole, and no longer tunnelled.

use bytes::Bytes;
use http::{HeaderMap, Method};

/// A request, whose path and query are still escaped.
#[derive(Clone, Debug)]
pub(crate) struct Received {
    pub(crate) verb: Method,
    /// The path, without the query.
    pub(crate) path: String,
    /// The query, without the `?`.
    pub(crate) query: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Received {
    /// The value of a header, if it is there and is text.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }
}
