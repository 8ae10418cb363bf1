//! Reasons to refuse a call to a webhook.

use std::fmt;
use std::time::Duration;

use http::{Response, StatusCode};
use restli_core::data::DecodeError;
use restli_core::{Time, duration};

use crate::error::headline;
use crate::error::problem::excerpt;

/// The reason to refuse a call to a webhook. Its text says what happened and what to do; it holds neither secrets nor the body.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Refusal {
    /// The call has no signature.
    Unsigned {
        /// The header of the signature.
        header: &'static str,
    },
    /// The header is there, and holds no signature.
    MalformedSignature {
        /// The header of the signature.
        header: &'static str,
        /// The fault.
        what: &'static str,
    },
    /// None of the secrets makes the signature.
    WrongSecret {
        /// The number of secrets that were tried.
        tried: usize,
    },
    /// The signature is that of the same JSON, written differently: the body is not as it was sent.
    Reserialized {
        /// The form that was signed.
        form: &'static str,
    },
    /// The body is shorter than what was sent.
    Truncated {
        /// The number of bytes.
        received: usize,
        /// The number of bytes that `Content-Length` announces, if it is there.
        announced: Option<u64>,
    },
    /// The body is compressed, so that neither its signature nor its event can be read.
    Compressed {
        /// The value of `Content-Encoding`, or the form that the first bytes show.
        coding: String,
    },
    /// The signature is right, and the body is none of an event.
    Unreadable(Box<DecodeError>),
    /// The call is for an app whose secret the receiver does not have, or is signed by another app.
    WrongApp {
        /// The app, as the call names it.
        app: Option<String>,
    },
    /// The event is too old.
    Stale {
        /// The time of the event.
        time: Time,
        /// The age up to which events are taken.
        max_age: Duration,
    },
    /// The event came before, and was accepted.
    Replayed,
    /// The event came before, and somebody is at work on it.
    InProgress,
    /// The store of a [`SharedReceiver`](super::SharedReceiver) fails, so that nobody knows whether the event came before.
    StoreFailed {
        /// The failure, in the words of the store.
        error: String,
    },
    /// The validation has no challenge that may be signed.
    MalformedChallenge {
        /// The parameter of the challenge.
        parameter: &'static str,
        /// The fault.
        what: &'static str,
    },
}

impl Refusal {
    /// The status to answer with: one of success for an event that was accepted before, since the service would only send it again.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Unsigned { .. }
            | Self::MalformedSignature { .. }
            | Self::WrongSecret { .. }
            | Self::Reserialized { .. }
            | Self::Truncated { .. } => StatusCode::UNAUTHORIZED,
            Self::Compressed { .. } => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::WrongApp { .. } | Self::Stale { .. } => StatusCode::FORBIDDEN,
            Self::Unreadable(_) | Self::MalformedChallenge { .. } => StatusCode::BAD_REQUEST,
            Self::Replayed => StatusCode::OK,
            Self::InProgress | Self::StoreFailed { .. } => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// The answer to the service: the status alone, since the text is for the log.
    #[must_use]
    pub fn response(&self) -> Response<String> {
        let mut response = Response::new(String::new());
        *response.status_mut() = self.status();
        response
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (state, remedy) = match self {
            Self::Unsigned { header } => (
                format!("the call has no header `{header}`, so that anybody may have sent it"),
                "refuse it; if every call lacks the header, let the proxy before this server pass it on",
            ),
            Self::MalformedSignature { header, what } => {
                (format!("the header `{header}` {what}"), "refuse it; if every call is like this, look whether a proxy changes the header")
            }
            Self::WrongSecret { tried } => {
                let secrets = if *tried == 1 { "the secret".to_owned() } else { format!("none of the {tried} secrets") };
                let verb = if *tried == 1 { "does not make" } else { "makes" };
                let remedy = "refuse it; if every call is like this, compare the secret with that of the developer portal, add the previous one \
                              while it is exchanged, and make sure that the body is as it was received";
                (format!("{secrets} {verb} the signature of the call"), remedy)
            }
            Self::Reserialized { form } => (
                format!("the signature is that of the same JSON {form}: the body was parsed and written anew after it was sent"),
                "hand over the bytes as they were received, not JSON that a framework or a proxy has read",
            ),
            Self::Truncated { received, announced: Some(announced) } => {
                (format!("the body has {received} bytes, `Content-Length` announces {announced}"), TRUNCATED)
            }
            Self::Truncated { received, announced: None } => {
                (format!("the body has {received} bytes and ends in the middle of its JSON"), TRUNCATED)
            }
            Self::Compressed { coding } => (
                format!("the body is compressed by `{}`", excerpt(coding)),
                "have the framework, or the proxy before this server, undo the compression, and hand over the bytes that come out of it",
            ),
            Self::Unreadable(error) => (
                format!("the call is signed, and its body is none of an event: {error}"),
                "keep the body: the schema does not know this form of the event",
            ),
            Self::WrongApp { app: Some(app) } => (
                format!("the call is for the app `{app}`, or signed by another one"),
                "refuse it; if the app is one of yours, add its secret with `Receiver::child_app`",
            ),
            Self::WrongApp { app: None } => (
                "the call names no app, and the receiver has secrets of named apps only".to_owned(),
                "give the secret of the app itself to `Receiver::new`",
            ),
            Self::Stale { time, max_age } => (
                format!("the event is of {time}, more than {} ago", duration::words(*max_age)),
                "refuse it; if every event is too old, set the clock of this machine, or allow more with `Receiver::max_age`",
            ),
            Self::Replayed => ("the event came before and was accepted".to_owned(), "answer with a status of success and do nothing"),
            Self::InProgress => (
                "the event came before and is being worked on".to_owned(),
                "answer with status 503: the service sends it again, and it is taken if the work has failed by then",
            ),
            Self::StoreFailed { error } => (
                format!("the store of events fails: {error}"),
                "answer with status 503: the service sends the event again; look whether the store can be reached",
            ),
            Self::MalformedChallenge { parameter, what } => (
                format!("the parameter `{parameter}` of the validation {what}"),
                "answer with status 400: signing any text would let others forge calls",
            ),
        };
        let rest = headline::write(out, "webhook", &state, remedy)?;
        write!(out, "{rest}")
    }
}

const TRUNCATED: &str = "read the whole body before it is checked, and raise the limit of its size";

impl std::error::Error for Refusal {}
