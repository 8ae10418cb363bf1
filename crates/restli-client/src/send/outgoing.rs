//! A request that lacks nothing but the token. It can be sent more than once.

use std::sync::atomic::{AtomicU32, Ordering};

use bytes::Bytes;
use http::{HeaderMap, Method};
use reqwest::Url;

use super::prepare::Prepared;
use super::repeat::Limits;
use crate::error::Error;
use crate::error::problem::CallInfo;
use crate::headers;
use crate::hooks::Seen;
use crate::mask;
use crate::queue::Priority;
use crate::runtime::Runtime;
use crate::source::stream::Streamed;
use crate::tables::VersionFamily;

/// The body of a request.
#[derive(Debug)]
pub(crate) enum Body {
    /// Bytes in memory.
    Bytes(Bytes),
    /// The bytes of an upload.
    Streamed(Box<Streamed>),
}

impl Body {
    /// Returns `true` if the body can be sent from its first byte.
    pub(super) fn is_whole(&self) -> bool {
        match self {
            Self::Bytes(_) => true,
            Self::Streamed(streamed) => streamed.is_whole(),
        }
    }

    /// The bytes, if they are in memory.
    fn in_memory(&self) -> Option<&[u8]> {
        match self {
            Self::Bytes(bytes) => Some(bytes),
            Self::Streamed(streamed) => streamed.in_memory(),
        }
    }
}

/// A request that lacks nothing but the token.
#[derive(Debug)]
pub(crate) struct Outgoing {
    pub(crate) verb: Method,
    pub(crate) url: Url,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Body,
    /// The versions of which the request names one.
    pub(crate) versions: Option<&'static VersionFamily>,
    /// The call in errors and in the span.
    pub(crate) call: CallInfo,
    pub(crate) limits: Limits,
    pub(crate) priority: Priority,
    /// `true` if the request carries the access token.
    pub(crate) authorized: bool,
    /// `true` if the client has an answer of its own for the case that nothing has changed (304).
    pub(crate) revalidates: bool,
    /// `true` if a success without its whole body is of no use.
    pub(crate) needs_body: bool,
    /// The number of requests so far.
    pub(crate) sent: AtomicU32,
}

impl Outgoing {
    /// The request of a call. The URL type of the HTTP library rewrites some targets; a rewritten target would mean something else, so the
    /// request is refused (`docs/protocol.md §12.3`).
    pub(crate) fn of_call(runtime: &Runtime, prepared: Prepared, limits: Limits, priority: Priority) -> Result<Self, Error> {
        let url = prepared.url(runtime)?;
        let Prepared { verb, headers, body, base, call, .. } = prepared;
        Ok(Self {
            verb,
            url,
            headers,
            body: Body::Bytes(body),
            versions: base.and_then(|base| base.versions),
            call,
            limits,
            priority,
            authorized: true,
            revalidates: false,
            needs_body: true,
            sent: AtomicU32::new(0),
        })
    }

    /// The secrets that an answer may repeat, besides the token: of an upload, those of its address and its headers.
    pub(super) fn secrets(&self) -> Vec<String> {
        if matches!(self.body, Body::Bytes(_)) {
            return Vec::new();
        }
        let headers = self.headers.values().filter(|value| value.is_sensitive()).map(headers::text);
        mask::of_address(&self.url).into_iter().chain(headers).collect()
    }

    /// The next request, as its hooks see it.
    pub(super) fn next(&self) -> Seen<'_> {
        let attempt = self.sent.fetch_add(1, Ordering::Relaxed) + 1;
        let (body, trusted) = (self.body.in_memory(), self.authorized);
        Seen { call: &self.call, attempt, verb: &self.verb, url: self.url.as_str(), body, trusted }
    }

    /// The request of one attempt, with these headers and this body.
    pub(super) fn request(&self, headers: HeaderMap, body: reqwest::Body) -> reqwest::Request {
        let mut request = reqwest::Request::new(self.verb.clone(), self.url.clone());
        *request.headers_mut() = headers;
        *request.body_mut() = Some(body);
        request
    }
}
