//! An answer that the schema does not describe.

use std::fmt;

use restli_core::data::DecodeError;

use super::CallInfo;

/// A successful answer that could not be understood.
#[derive(Clone, Debug)]
pub struct DecodeFailure {
    /// The call.
    pub call: CallInfo,
    /// The HTTP status.
    pub status: http::StatusCode,
    /// Where and why.
    pub error: DecodeError,
    /// The headers that support asks for.
    pub request_ids: Vec<(String, String)>,
}

impl fmt::Display for DecodeFailure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {} with an answer that the schema does not describe\n  cause: {}", self.call, self.status, self.error)?;
        out.write_str("\n  remedy: correct the schema, or read the answer as JSON with `Core::raw`")?;
        super::explain::write_ids(out, &self.request_ids)
    }
}
