//! No answer, or not a whole one.

use std::fmt;

use super::CallInfo;

/// A call that got no whole answer.
#[derive(Debug)]
pub struct TransportError {
    /// The call.
    pub call: CallInfo,
    /// How far it got.
    pub kind: TransportKind,
    /// Sending it again does no harm, wherever it broke.
    pub repeatable: bool,
    pub(crate) source: Option<reqwest::Error>,
}

/// How far a call got that has no whole answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportKind {
    /// No connection: the server has not seen the request.
    Connect,
    /// No answer in time.
    Timeout,
    /// The connection broke before the whole answer was there.
    Broken,
    /// The answer is larger than this many bytes.
    TooLarge(usize),
    /// The request could not be handed to the HTTP library.
    NotSent,
}

impl TransportError {
    pub(crate) fn new(call: CallInfo, repeatable: bool, error: reqwest::Error) -> Self {
        let kind = if error.is_builder() {
            TransportKind::NotSent
        } else if error.is_connect() {
            TransportKind::Connect
        } else if error.is_timeout() {
            TransportKind::Timeout
        } else {
            TransportKind::Broken
        };
        Self { call, kind, repeatable, source: Some(error.without_url()) }
    }

    /// What the HTTP library says, innermost last.
    fn reason(&self) -> String {
        let mut out = String::new();
        let mut next = self.source();
        while let Some(error) = next {
            let text = error.to_string();
            if !text.is_empty() && !out.ends_with(&text) {
                out.push_str(if out.is_empty() { "" } else { ": " });
                out.push_str(&text);
            }
            next = error.source();
        }
        out
    }

    pub(crate) fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_ref().map(|error| error as _)
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: ", self.call)?;
        let maybe_done = "it may have been carried out: look before you send it again";
        let again = "send it again; doing so is harmless";
        let (what, remedy) = match self.kind {
            TransportKind::Connect if cfg!(not(feature = "rustls")) => {
                ("no connection".to_owned(), "check the address; `https` needs the cargo feature `rustls`")
            }
            TransportKind::Connect => {
                ("no connection".to_owned(), "check the address and the network; the server has not seen the request")
            }
            TransportKind::Timeout => ("no answer in time".to_owned(), if self.repeatable { again } else { maybe_done }),
            TransportKind::Broken => {
                ("the connection broke before the whole answer was there".to_owned(), if self.repeatable { again } else { maybe_done })
            }
            TransportKind::TooLarge(limit) => (
                format!("the answer is larger than {limit} bytes"),
                "ask for less (a projection, a smaller page), or raise `Builder::max_response_bytes`",
            ),
            TransportKind::NotSent => ("the request could not be sent".to_owned(), "check the address"),
        };
        out.write_str(&what)?;
        let reason = self.reason();
        if !reason.is_empty() {
            write!(out, "\n  cause: {reason}")?;
        }
        write!(out, "\n  remedy: {remedy}")
    }
}
