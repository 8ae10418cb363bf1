//! The seam between the budget of quotas and the home of its counters.

use std::fmt;
use std::sync::Arc;

use restli_core::Time;

use crate::store::StoreFuture;

/// A home of counters, each under a key that names a quota and the app or member whose requests it counts.
/// [`MemoryCounters`](super::MemoryCounters) is one.
///
/// A store that is shared shares its counters: of all tasks, processes and machines that take at once, no more get a request than the limits
/// allow. A counter whose window has ended, by the time that the caller passes, is as if it had never been, and a store may forget it.
pub trait CounterStore: fmt::Debug + Send + Sync + 'static {
    /// Counts one request on each of these counters if all of them have room, else on none, in one step that nobody can come between.
    /// [`Taken::of`] is the rule.
    fn take<'a>(&'a self, counters: &'a [Counter], now: Time) -> StoreFuture<'a, Taken>;

    /// Takes back one request from each counter whose window is open, since it was not sent.
    fn give_back<'a>(&'a self, counters: &'a [Counter], now: Time) -> StoreFuture<'a, ()>;

    /// Sets a counter to what the server has told: at least as much used as this, in a window that ends then. A higher count stays, since
    /// the server may not have seen what is on its way.
    fn raise<'a>(&'a self, key: &'a str, told: Count, now: Time) -> StoreFuture<'a, ()>;

    /// The count of a counter; `None` if its window has ended, or none has begun.
    fn peek<'a>(&'a self, key: &'a str, now: Time) -> StoreFuture<'a, Option<Count>>;
}

impl<S: CounterStore + ?Sized> CounterStore for Arc<S> {
    fn take<'a>(&'a self, counters: &'a [Counter], now: Time) -> StoreFuture<'a, Taken> {
        (**self).take(counters, now)
    }

    fn give_back<'a>(&'a self, counters: &'a [Counter], now: Time) -> StoreFuture<'a, ()> {
        (**self).give_back(counters, now)
    }

    fn raise<'a>(&'a self, key: &'a str, told: Count, now: Time) -> StoreFuture<'a, ()> {
        (**self).raise(key, told, now)
    }

    fn peek<'a>(&'a self, key: &'a str, now: Time) -> StoreFuture<'a, Option<Count>> {
        (**self).peek(key, now)
    }
}

/// A counter that a request counts on.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Counter {
    /// The key of the counter.
    pub key: String,
    /// The number of requests in one window.
    pub limit: u64,
    /// The end of the window that this request would begin. An open window has its own end.
    pub end: Time,
}

impl Counter {
    /// A counter with the limit and the end of a window that would begin now.
    #[must_use]
    pub fn new(key: impl Into<String>, limit: u64, end: Time) -> Self {
        Self { key: key.into(), limit, end }
    }

    /// The count as it stands, from what the store has kept.
    #[must_use]
    pub fn count(&self, kept: Option<Count>, now: Time) -> Count {
        kept.filter(|count| count.is_open(now)).unwrap_or(Count { used: 0, end: self.end })
    }
}

/// The count of a counter in its window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Count {
    /// The number of requests that were taken.
    pub used: u64,
    /// The end of the window.
    pub end: Time,
}

impl Count {
    /// A count in a window that ends at a time.
    #[must_use]
    pub const fn new(used: u64, end: Time) -> Self {
        Self { used, end }
    }

    /// Returns `true` as long as the window has not ended.
    #[must_use]
    pub fn is_open(self, now: Time) -> bool {
        now < self.end
    }
}

/// The answer to a take.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Taken {
    /// `true` if the request was counted and may be sent.
    pub granted: bool,
    /// The counts behind the take, in the order of the counters.
    pub counts: Vec<Count>,
}

impl Taken {
    /// An answer as a store that counts in a place of its own reports it.
    #[must_use]
    pub const fn new(granted: bool, counts: Vec<Count>) -> Self {
        Self { granted, counts }
    }

    /// The answer to a take from what the store has kept, in the order of the counters. The store keeps the counts if they are granted.
    #[must_use]
    pub fn of(counters: &[Counter], kept: impl IntoIterator<Item = Option<Count>>, now: Time) -> Self {
        let mut counts: Vec<Count> = counters.iter().zip(kept).map(|(counter, kept)| counter.count(kept, now)).collect();
        let granted = counters.iter().zip(&counts).all(|(counter, count)| count.used < counter.limit);
        if granted {
            for count in &mut counts {
                count.used += 1;
            }
        }
        Self { granted, counts }
    }
}
