//! A call without a whole response.

use std::borrow::Cow;
use std::error::Error as _;
use std::time::Duration;
use std::{fmt, io};

use restli_core::duration;

use super::attempts::Attempts;
use super::headline;
use super::problem::{CallInfo, chain};
use crate::net::NO_RUNTIME;

/// A call that got no whole response.
#[derive(Debug)]
#[non_exhaustive]
pub struct TransportError {
    /// The call.
    pub call: CallInfo,
    /// The point that the call reached.
    pub kind: TransportKind,
    /// `true` if the operation may be sent twice without harm, so that a retry is safe even after the server has seen the request.
    pub repeatable: bool,
    /// The step that took too long before the request was sent.
    awaited: Option<Awaited>,
    source: Option<reqwest::Error>,
}

/// A step before a request is sent that may take long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Awaited {
    Token,
    Counters,
}

/// The point that a call without a whole response reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportKind {
    /// No connection: the server has not seen the request.
    Connect,
    /// The deadline of the call came before the request was sent, or was too near to send it: a token, or an answer of the store of counters,
    /// was not there in time.
    NotBegun,
    /// No response in time.
    Timeout,
    /// No byte of an upload went out for this time, although the source had more.
    Stalled(Duration),
    /// The connection broke before the whole response was there, or what came is no response of HTTP.
    Broken,
    /// The response is not encoded as its headers say.
    Garbled,
    /// The response is larger than this many bytes.
    TooLarge(usize),
    /// The request could not be handed to the HTTP library.
    NotSent,
    /// The call was polled outside a Tokio runtime; nothing was sent.
    NoRuntime,
}

impl fmt::Display for TransportKind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Connect => out.write_str("no connection"),
            Self::NotBegun => out.write_str("not sent in time"),
            Self::Timeout => out.write_str("no answer in time"),
            Self::Stalled(limit) => write!(out, "no byte went out for {}", duration::words(*limit)),
            Self::Broken => out.write_str("no whole answer came"),
            Self::Garbled => out.write_str("the answer is not encoded as its headers say"),
            Self::TooLarge(limit) => write!(out, "the answer is larger than {limit} bytes"),
            Self::NotSent => out.write_str("the request could not be sent"),
            Self::NoRuntime => out.write_str(NO_RUNTIME.0),
        }
    }
}

impl TransportError {
    /// A call that got no whole response, as a double in tests of what handles errors.
    #[must_use]
    pub fn of_kind(call: CallInfo, kind: TransportKind) -> Self {
        Self { kind, repeatable: call.is_repeatable(), call, awaited: None, source: None }
    }

    /// A call that was not sent in time, since a step before that took too long.
    pub(crate) fn not_begun(call: CallInfo, awaited: Awaited) -> Self {
        Self { awaited: Some(awaited), ..Self::of_kind(call, TransportKind::NotBegun) }
    }

    /// An error of the HTTP library. Its URL, which may hold secrets, is dropped.
    pub(crate) fn new(call: CallInfo, error: reqwest::Error) -> Self {
        let kind = if error.is_builder() {
            TransportKind::NotSent
        } else if error.is_connect() {
            TransportKind::Connect
        } else if error.is_timeout() {
            TransportKind::Timeout
        } else if is_garbled(&error) {
            TransportKind::Garbled
        } else {
            TransportKind::Broken
        };
        Self { source: Some(error.without_url()), ..Self::of_kind(call, kind) }
    }

    /// A response of more than `limit` bytes.
    pub(crate) fn too_large(call: CallInfo, limit: usize) -> Self {
        Self::of_kind(call, TransportKind::TooLarge(limit))
    }

    /// A call outside a Tokio runtime.
    pub(crate) fn no_runtime(call: CallInfo) -> Self {
        Self::of_kind(call, TransportKind::NoRuntime)
    }

    /// The error of the HTTP library, whose sources tell more to programs: `downcast_ref::<std::io::Error>`. `Display` holds its text.
    #[must_use]
    pub fn library_error(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_ref().map(|error| error as _)
    }

    /// The text of the HTTP library's error; empty if there is none.
    pub(super) fn reason(&self) -> String {
        self.source.as_ref().map(|error| chain(error)).unwrap_or_default()
    }

    /// The text of the HTTP library's error, or the kind of the failure in words.
    #[cfg(feature = "login")]
    pub(crate) fn told(&self) -> String {
        Some(self.reason()).filter(|reason| !reason.is_empty()).unwrap_or_else(|| self.kind.to_string())
    }

    /// The remedy.
    pub(super) fn remedy(&self) -> Cow<'static, str> {
        let remedy = match self.kind {
            TransportKind::Connect if cfg!(not(feature = "rustls")) => "check the address; `https` needs the cargo feature `rustls`",
            TransportKind::Connect => "check the address and the network; the server has not seen the request",
            TransportKind::NotBegun => match self.awaited {
                Some(Awaited::Token) => "send it again; look at the token endpoint and the store of tokens, or give it a later deadline",
                Some(Awaited::Counters) => "send it again; look at the store of the counters, or give it a later deadline",
                None => "send it again with a later deadline",
            },
            TransportKind::Garbled if self.repeatable => "send it again; if it stays, look for a proxy that changes answers",
            TransportKind::Timeout | TransportKind::Stalled(_) if self.repeatable => "send it again; doing so is harmless",
            TransportKind::Broken if self.repeatable && self.call.is_upload() => {
                "send it again; doing so is harmless. If it stays, ask for a new address, and look for a proxy"
            }
            TransportKind::Broken if self.repeatable => {
                "send it again; doing so is harmless. If it stays, check the base URL, and look for a proxy"
            }
            TransportKind::Timeout | TransportKind::Stalled(_) | TransportKind::Broken | TransportKind::Garbled => {
                return self.call.look_first().into();
            }
            TransportKind::TooLarge(_) if !self.repeatable => {
                return format!("{}. `Builder::max_response_bytes` raises the limit", self.call.look_first()).into();
            }
            TransportKind::TooLarge(_) => "ask for less (a projection, a smaller page), or raise `Builder::max_response_bytes`",
            TransportKind::NotSent => "check the address",
            TransportKind::NoRuntime => NO_RUNTIME.1,
        };
        remedy.into()
    }
}

/// Returns `true` for a body that could not be unpacked: the HTTP library tells it by the kind of an I/O error only.
fn is_garbled(error: &reqwest::Error) -> bool {
    let sources = std::iter::successors(error.source(), |error| (*error).source());
    let mut kinds = sources.filter_map(|error| error.downcast_ref::<io::Error>()).map(io::Error::kind);
    error.is_decode() && kinds.any(|kind| matches!(kind, io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput))
}

impl fmt::Display for TransportError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let remedy = self.remedy();
        let rest = headline::write(out, &self.call.name(), &self.kind.to_string(), &remedy)?;
        self.call.write_line(out)?;
        Attempts::write_line(self.call.attempts.as_ref(), out)?;
        let reason = self.reason();
        if !reason.is_empty() {
            write!(out, "\n  cause: {reason}")?;
        }
        write!(out, "{rest}")
    }
}

impl std::error::Error for TransportError {}
