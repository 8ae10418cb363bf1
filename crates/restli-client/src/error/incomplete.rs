//! A list of which some elements could not be read.

use std::fmt;

use super::DecodeFailure;
use crate::received::RawResponse;

/// A list of which some elements could not be read; without them it would seem complete (`docs/reading.md`).
pub struct Incomplete {
    /// The call, and the first element that could not be read.
    pub failure: DecodeFailure,
    pub(crate) response: RawResponse,
}

impl fmt::Display for Incomplete {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.failure.fmt(out)?;
        out.write_str("\n  to go on without what could not be read: `Incomplete::partial`, or `send_full` instead of `await`")
    }
}

impl fmt::Debug for Incomplete {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Incomplete").field("failure", &self.failure).finish_non_exhaustive()
    }
}

impl std::error::Error for Incomplete {}
