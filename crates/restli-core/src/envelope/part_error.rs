//! Errors that are parts of a result: of one key, of one created entity, of one element.

use std::fmt;

use crate::data::{Data, DecodeError, Fault};
use crate::error::ErrorResponse;
use crate::{Json, printable};

/// An error that is a part of a result.
#[derive(Debug)]
pub enum PartError<'a> {
    /// The error that the server sent.
    Failed(&'a mut ErrorResponse),
    /// A part that could not be read.
    Undecodable(&'a mut DecodeError),
}

/// The reason for which one key, entity or criterion of a batch has no result.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum KeyError {
    /// The server reported an error for the key.
    Failed {
        /// The HTTP status of this key; servers may leave it out.
        status: Option<i32>,
        /// The error that the server sent; empty if the server sent a status only.
        error: ErrorResponse,
    },
    /// The server gave a result that could not be read.
    Undecodable(DecodeError),
}

impl KeyError {
    pub(super) fn failed(status: Option<i32>, error: Option<ErrorResponse>) -> Self {
        let error = error.unwrap_or_else(ErrorResponse::empty);
        let of_error = error.status().map(i32::from);
        // A status of success beside an error is not that of the error.
        let status = status.filter(|status| is_failure(*status)).or(of_error).or(status);
        Self::Failed { status, error }
    }

    /// The error with the body around its status, if the server sent a status only.
    pub(super) fn or_body(self, body: &Json) -> Self {
        match self {
            Self::Failed { status, error } if error == ErrorResponse::empty() => {
                Self::Failed { status, error: ErrorResponse::from_body(body.to_string().as_bytes()).unwrap_or(error) }
            }
            other => other,
        }
    }

    /// The error as a part of a result.
    pub(super) const fn part(&mut self) -> PartError<'_> {
        match self {
            Self::Failed { error, .. } => PartError::Failed(error),
            Self::Undecodable(error) => PartError::Undecodable(error),
        }
    }

    /// The error of a value that is read as one of several.
    pub(super) fn into_misfit(self) -> DecodeError {
        match self {
            Self::Undecodable(error) => error,
            Self::Failed { error, .. } => DecodeError::of(Fault::Failed, "an error in place of the value", &error.to_string()),
        }
    }

    /// The error with steps in front of the path of what could not be read.
    pub(super) fn at(self, place: impl FnOnce(DecodeError) -> DecodeError) -> Self {
        match self {
            Self::Undecodable(error) => Self::Undecodable(place(error)),
            failed @ Self::Failed { .. } => failed,
        }
    }

    /// The HTTP status of this key, if the server gave one.
    #[must_use]
    pub const fn status(&self) -> Option<i32> {
        match self {
            Self::Failed { status, .. } => *status,
            Self::Undecodable(_) => None,
        }
    }
}

/// Returns `true` for a status that is none of success, a redirect and a number that is no status among them.
pub(super) fn is_failure(status: i32) -> bool {
    !(200..300).contains(&status)
}

/// The id in an element of a batch create as the server gave it, else the path.
#[cold]
pub(super) fn told_in(element: &Json) -> Option<String> {
    let text = |name: &str| match element.get(name)? {
        Json::String(text) => Some(text.clone()).filter(|text| !text.is_empty()),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    };
    text("id").or_else(|| text("location"))
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failed { status: Some(status), error } if error.status().is_none() => write!(f, "{status}: {error}")?,
            Self::Failed { error, .. } => error.fmt(f)?,
            Self::Undecodable(error) => return error.fmt(f),
        }
        match self {
            Self::Failed { error, .. } if error.message().is_none() => told_in(error.as_json()),
            _ => None,
        }
        .map_or(Ok(()), |told| write!(f, "; the same answer names `{}`", printable(&told)))
    }
}

impl std::error::Error for KeyError {}
