//! An upload that cannot begin, go on or end.

use std::fmt;

use super::problem::Problem;

/// An upload that cannot begin, go on or end, for a reason that no answer of a server tells.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UploadError {
    /// The kind of the problem.
    pub kind: UploadErrorKind,
    /// The URN of the medium, once the server has given one and all bytes have arrived: its state can be asked for later.
    pub medium: Option<String>,
    /// The problem and its remedy.
    pub problem: Problem,
}

/// The kind of the problem of an upload.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum UploadErrorKind {
    /// An address to which bytes and token must not be sent.
    Address,
    /// A source that cannot be read, or not to its end.
    Source,
    /// A file that has changed since the upload began.
    Changed,
    /// A journal that cannot be kept, is in use by somebody else, or belongs to another upload.
    Journal,
    /// An answer of the server that the upload cannot follow.
    Answer,
    /// A medium that the server could not process.
    ProcessingFailed,
    /// A medium that the server has not processed in the time that was given.
    NotAvailable,
}

impl UploadError {
    /// The problem of an upload, with its remedy.
    #[must_use]
    pub fn new(kind: UploadErrorKind, what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { kind, medium: None, problem: Problem::new("upload", what, remedy) }
    }

    /// Adds the URN of the medium.
    #[must_use]
    pub fn with_medium(self, urn: impl Into<String>) -> Self {
        Self { medium: Some(urn.into()), ..self }
    }
}

impl fmt::Display for UploadError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.problem.fmt(out)
    }
}

impl std::error::Error for UploadError {}
