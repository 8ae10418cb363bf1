//! A response that does not fit the schema.

use std::fmt;

use restli_core::data::DecodeError;

use super::explain;
use super::problem::CallInfo;

/// A successful response that could not be decoded.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct DecodeFailure {
    /// The call.
    pub call: CallInfo,
    /// The HTTP status.
    pub status: http::StatusCode,
    /// The place in the response, and the reason.
    pub error: DecodeError,
    /// The value of `Content-Type`.
    pub content_type: Option<String>,
    /// The value of `Content-Encoding`: a body that is still compressed is no JSON.
    pub content_encoding: Option<String>,
    /// Names and values of the headers that the support of the API asks for.
    pub request_ids: Vec<(String, String)>,
}

impl DecodeFailure {
    /// The remedy.
    pub(super) fn remedy(&self) -> &'static str {
        if self.call.is_repeatable() {
            "correct the schema, or read the answer as JSON with `Runtime::raw`"
        } else {
            "it was carried out, so do not send it again; correct the schema"
        }
    }
}

impl fmt::Display for DecodeFailure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {} with an answer that the schema does not describe\n  cause: {}", self.call, self.status, self.error)?;
        if let Some(encoding) = &self.content_encoding {
            write!(out, "\n  content: compressed by `{encoding}`; the cargo feature `gzip` reads gzip")?;
        } else if let Some(media_type) = self.content_type.as_ref().filter(|media_type| !media_type.contains("json")) {
            write!(out, "\n  content: {media_type}")?;
        }
        write!(out, "\n  remedy: {}", self.remedy())?;
        explain::write_ids(out, &self.request_ids)
    }
}

impl std::error::Error for DecodeFailure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.error)
    }
}
