//! A call that was checked.

use std::fmt;

use restli_core::data::Unread;

use super::seen::Claim;

/// A call that was checked, with its event.
///
/// Until [`accept`](Self::accept) nobody else gets the event. Whoever drops the delivery instead, by an error, a panic or a timeout, gives the
/// event back: the service is to be answered with a status of failure, and its next attempt is taken.
#[must_use = "an event that is not accepted is taken again when the service repeats it"]
pub struct Delivery<E> {
    pub(super) event: E,
    pub(super) unread: Unread,
    pub(super) claim: Claim,
}

impl<E> Delivery<E> {
    /// The event.
    pub const fn event(&self) -> &E {
        &self.event
    }

    /// Values of the body that could not be read and were left out.
    #[must_use]
    pub const fn unread(&self) -> &Unread {
        &self.unread
    }

    /// Takes the event for good: when it comes again it is [`Refusal::Replayed`](super::Refusal::Replayed).
    pub fn accept(self) -> E {
        self.claim.keep();
        self.event
    }
}

impl<E: fmt::Debug> fmt::Debug for Delivery<E> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Delivery").field("event", &self.event).field("unread", &self.unread).finish_non_exhaustive()
    }
}
