//! A list or batch that lacks a part of what was asked for.

use std::fmt;

use restli_core::data::Unread;

use super::DecodeFailure;
use super::problem::excerpt;
use crate::received::RawResponse;

/// The most places behind the first that the text of the error names.
const NAMED: usize = 5;

/// A list of which some elements could not be read, or a batch without outcomes of some keys; it would seem complete (`docs/reading.md`).
pub struct Incomplete {
    /// The call, and the first fault.
    pub failure: DecodeFailure,
    pub(crate) lost: Unread,
    pub(crate) response: RawResponse,
}

impl Incomplete {
    /// The faults: how many they are, and places and faults of the first 100.
    #[must_use]
    pub const fn lost(&self) -> &Unread {
        &self.lost
    }

    /// The cause: the first fault, and the number of others.
    pub(super) fn cause(&self) -> String {
        match self.lost.count() {
            0 | 1 => self.failure.error.to_string(),
            count => format!("{} (and {} more)", self.failure.error, count - 1),
        }
    }
}

impl fmt::Display for Incomplete {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.failure.fmt(out)?;
        let others = self.lost.problems().get(1..).unwrap_or_default();
        if !others.is_empty() {
            let named: Vec<String> = others.iter().take(NAMED).map(|fault| excerpt(fault.path())).collect();
            write!(out, "\n  also lost: {}", named.join(", "))?;
            let more = self.lost.count() - 1 - named.len();
            if more > 0 {
                write!(out, " and {more} more; `Incomplete::lost` has their faults")?;
            }
        }
        out.write_str("\n  to go on with what came: `Incomplete::partial`, or `send_full` instead of `await`")
    }
}

impl fmt::Debug for Incomplete {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Incomplete").field("failure", &self.failure).finish_non_exhaustive()
    }
}

impl std::error::Error for Incomplete {}
