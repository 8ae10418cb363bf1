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
        let repeatable = self.call.operation.is_none_or(|operation| operation.method.is_idempotent());
        out.write_str(if repeatable {
            "\n  remedy: correct the schema, or read the answer as JSON with `Core::raw`"
        } else {
            "\n  remedy: it was carried out, so do not send it again; correct the schema"
        })?;
        super::explain::write_ids(out, &self.request_ids)
    }
}
