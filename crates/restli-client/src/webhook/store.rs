//! The seam between receivers and the home of the events that were seen.

use std::fmt;
use std::sync::Arc;

use restli_core::Time;

use crate::store::StoreFuture;

/// A home of the events that were seen, each under an id: 64 hexadecimal digits, from what tells the event from all others. [`MemoryEvents`]
/// is one for a single program, `SqliteStore` for the processes of a machine, `RedisStore` for several machines.
///
/// A store that is shared shares its events: of all tasks, processes and machines, one at a time is at work on an event. What the store keeps
/// of an event holds until a time that the caller passes; after it, by the time that callers pass, the event is as if it had never come.
///
/// [`MemoryEvents`]: super::MemoryEvents
pub trait EventStore: fmt::Debug + Send + Sync + 'static {
    /// Claims the events that are not known, all in one step, and returns the state of each that is, in the order of the ids. If somebody
    /// else is at work on one of them, nothing is claimed. What the same holder has claimed before is not known: a claim may be repeated.
    fn claim<'a>(&'a self, ids: &'a [String], holder: &'a str, until: Time, now: Time) -> StoreFuture<'a, Vec<Option<EventState>>>;

    /// Marks events as accepted, whoever has claimed them.
    fn accept<'a>(&'a self, ids: &'a [String], until: Time, now: Time) -> StoreFuture<'a, ()>;

    /// Forgets those of the events that this holder has claimed, so that the next attempt is taken.
    fn release<'a>(&'a self, ids: &'a [String], holder: &'a str) -> StoreFuture<'a, ()>;
}

impl<S: EventStore + ?Sized> EventStore for Arc<S> {
    fn claim<'a>(&'a self, ids: &'a [String], holder: &'a str, until: Time, now: Time) -> StoreFuture<'a, Vec<Option<EventState>>> {
        (**self).claim(ids, holder, until, now)
    }

    fn accept<'a>(&'a self, ids: &'a [String], until: Time, now: Time) -> StoreFuture<'a, ()> {
        (**self).accept(ids, until, now)
    }

    fn release<'a>(&'a self, ids: &'a [String], holder: &'a str) -> StoreFuture<'a, ()> {
        (**self).release(ids, holder)
    }
}

/// The state of an event that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventState {
    /// Somebody is at work on it.
    Claimed,
    /// Accepted before.
    Accepted,
}
