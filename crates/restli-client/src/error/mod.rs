//! What can go wrong, each with its cause and what to do about it (`DESIGN.md §5`).

mod answer;
mod decode;
pub(crate) mod explain;
mod permission;
mod transport;

use std::fmt;

pub use self::answer::ApiError;
pub use self::decode::DecodeFailure;
pub use self::permission::MissingPermission;
pub use self::transport::{TransportError, TransportKind};
use crate::media::MediaError;
use crate::oauth::OAuthError;
use crate::tables::Operation;

/// Why a call, an upload or a login failed. `Display` says what happened, why, and what to do.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The client could not be built.
    Setup(Box<Problem>),
    /// A request could not be built.
    Request(Box<Problem>),
    /// A projection cannot be said in the style of the endpoint.
    Projection(Box<Problem>),
    /// The token is known to lack a permission, so nothing was sent.
    Permission(Box<MissingPermission>),
    /// No answer came, or not a whole one.
    Transport(Box<TransportError>),
    /// The server answered with an error.
    Api(Box<ApiError>),
    /// The server answered with something that the schema does not describe.
    Decode(Box<DecodeFailure>),
    /// Pages that lead nowhere.
    Paging(Box<Problem>),
    /// Bytes that break a media rule.
    Media(Box<MediaError>),
    /// An upload address that bytes and token must not go to.
    Upload(Box<Problem>),
    /// A step of the login failed.
    OAuth(Box<OAuthError>),
}

impl Error {
    /// The HTTP status, if the server answered.
    #[must_use]
    pub fn status(&self) -> Option<http::StatusCode> {
        match self {
            Self::Api(error) => Some(error.status),
            Self::Decode(error) => Some(error.status),
            Self::OAuth(error) => error.status,
            _ => None,
        }
    }

    /// The answer, if the server answered with an error.
    #[must_use]
    pub fn as_api(&self) -> Option<&ApiError> {
        match self {
            Self::Api(error) => Some(error),
            _ => None,
        }
    }

    pub(crate) fn setup(about: &str, what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::Setup(Box::new(Problem::new(about, what, remedy)))
    }

    pub(crate) fn upload(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::Upload(Box::new(Problem::new("upload", what, remedy)))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Setup(problem) | Self::Request(problem) | Self::Projection(problem) | Self::Paging(problem) | Self::Upload(problem) => {
                problem.fmt(out)
            }
            Self::Permission(error) => error.fmt(out),
            Self::Transport(error) => error.fmt(out),
            Self::Api(error) => error.fmt(out),
            Self::Decode(error) => error.fmt(out),
            Self::Media(error) => error.fmt(out),
            Self::OAuth(error) => error.fmt(out),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Transport(error) => error.source(),
            _ => None,
        }
    }
}

/// What is wrong, with what, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What it is about: an operation or a part of the client.
    pub about: String,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub remedy: String,
}

impl Problem {
    pub(crate) fn new(about: &str, what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { about: about.to_owned(), what: what.into(), remedy: remedy.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}\n  remedy: {}", self.about, self.what, self.remedy)
    }
}

/// The call that an error is about.
#[derive(Clone, Debug)]
pub struct CallInfo {
    /// The operation; none for a raw call.
    pub operation: Option<&'static Operation>,
    /// The HTTP verb.
    pub verb: http::Method,
    /// The path, without the query.
    pub path: String,
}

impl fmt::Display for CallInfo {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.operation {
            Some(operation) => write!(out, "{} ({} {})", operation.id, self.verb, self.path),
            None => write!(out, "{} {}", self.verb, self.path),
        }
    }
}

/// Longest excerpt of an answer in a message, in characters.
const EXCERPT: usize = 300;

/// The beginning of a text, on one line.
pub(crate) fn excerpt(text: &str) -> String {
    let mut out = String::new();
    let mut left = EXCERPT;
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()) {
        let pad = usize::from(!out.is_empty());
        let length = word.chars().count();
        if length + pad > left {
            if pad == 1 && left > 0 {
                out.push(' ');
                left -= 1;
            }
            out.extend(word.chars().take(left));
            out.push('…');
            break;
        }
        if pad == 1 {
            out.push(' ');
        }
        out.push_str(word);
        left -= length + pad;
    }
    out
}
