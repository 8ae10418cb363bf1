//! The parts of a result that is a list. What is done with them is compiled once for all results.

use super::PartError;
use crate::data::{DecodeError, Fault};

/// A result that is a list: some of its parts may be lost or be errors.
pub trait Parts {
    /// Goes through the elements that could not be read, if the result would seem complete without them.
    fn each_lost(&self, _each: &mut dyn FnMut(&DecodeError)) {}

    /// The number of outcomes, if each belongs to one of what was sent by its place.
    fn by_place(&self) -> Option<usize> {
        None
    }

    /// Goes through the errors that are parts of the result, such as those of the keys of a batch.
    fn each_error(&mut self, each: &mut dyn FnMut(PartError<'_>));

    /// The error of a result that has no outcome for some of the keys that were sent for a change; `keys` are those keys as in a query, joined by
    /// commas (`docs/protocol.md §7.2`).
    fn unanswered(&self, _status: u16, _keys: &str) -> Option<DecodeError> {
        None
    }
}

impl dyn Parts + '_ {
    /// The error of a list whose outcomes belong to what was sent by their places, and whose length is another (`docs/protocol.md §7.3, §7.4`).
    pub fn miscounted(&self, sent: usize) -> Option<DecodeError> {
        let came = self.by_place().filter(|came| *came != sent)?;
        let outcomes = if came == 1 { "outcome" } else { "outcomes" };
        let what = format!("{came} {outcomes} of {sent} that were asked for, so nothing tells which belongs to which");
        Some(DecodeError::of(Fault::Miscounted, what, "").in_field("elements"))
    }
}
