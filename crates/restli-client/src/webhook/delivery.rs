//! A call that was checked.

use std::fmt;
use std::hash::{BuildHasher as _, Hasher as _, RandomState};

use restli_core::Time;
use restli_core::data::Unread;

use super::memory::MemoryEvents;
use super::store::EventState;

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

/// Events that somebody is at work on. Dropped without [`keep`](Self::keep) they are forgotten, so that the next attempt is taken.
pub(super) struct Claim {
    seen: MemoryEvents,
    ids: Vec<String>,
    holder: String,
    until: Time,
}

impl Claim {
    /// Claims events, and returns the states of those that are known.
    pub(super) fn of(seen: MemoryEvents, ids: Vec<String>, until: Time, now: Time) -> (Self, Vec<Option<EventState>>) {
        let holder = new_holder();
        let states = seen.claim_now(&ids, &holder, until, now);
        (Self { seen, ids: claimed(ids, &states), holder, until }, states)
    }

    /// Marks the events as accepted.
    fn keep(mut self) {
        self.seen.accept_now(&std::mem::take(&mut self.ids), self.until);
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        self.seen.release_now(&self.ids, &self.holder);
    }
}

/// A name that no other delivery has, on whatever machine.
pub(super) fn new_holder() -> String {
    let random = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", random(), random())
}

/// The ids of the events that a store has given, by the states of all: none if somebody else is at work on one.
pub(super) fn claimed(ids: Vec<String>, states: &[Option<EventState>]) -> Vec<String> {
    if states.contains(&Some(EventState::Claimed)) {
        return Vec::new();
    }
    ids.into_iter().zip(states).filter(|(_, state)| state.is_none()).map(|(id, _)| id).collect()
}
