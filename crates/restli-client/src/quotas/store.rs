//! The seam between the budget of quotas and the home of its counters.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use restli_core::Time;

use super::window::{self, SKEW};
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

    /// Takes back one request from each counter, since it was not sent. The counts are those of its take; a counter whose window has another
    /// end by now stays, as does one at zero. A request that is not taken back is the lesser evil: nobody may do it twice.
    fn give_back<'a>(&'a self, counters: &'a [Counter], taken: &'a [Count]) -> StoreFuture<'a, ()>;

    /// Raises a counter to what the server has told: at least as much used as this, in a window that ends then.
    /// [`Counter::raised`] is the rule.
    fn raise<'a>(&'a self, counter: &'a Counter, told: Count, now: Time) -> StoreFuture<'a, ()>;

    /// The count that is kept under a key; `None` if its window has ended, or none has begun.
    fn peek<'a>(&'a self, key: &'a str, now: Time) -> StoreFuture<'a, Option<Count>>;
}

impl<S: CounterStore + ?Sized> CounterStore for Arc<S> {
    fn take<'a>(&'a self, counters: &'a [Counter], now: Time) -> StoreFuture<'a, Taken> {
        (**self).take(counters, now)
    }

    fn give_back<'a>(&'a self, counters: &'a [Counter], taken: &'a [Count]) -> StoreFuture<'a, ()> {
        (**self).give_back(counters, taken)
    }

    fn raise<'a>(&'a self, counter: &'a Counter, told: Count, now: Time) -> StoreFuture<'a, ()> {
        (**self).raise(counter, told, now)
    }

    fn peek<'a>(&'a self, key: &'a str, now: Time) -> StoreFuture<'a, Option<Count>> {
        (**self).peek(key, now)
    }
}

/// The most that every store counts exactly, since a script of Redis calculates in doubles. More is no limit.
const COUNTABLE: u64 = 1 << 53;

/// A counter that a request counts on.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Counter {
    /// The key of the counter.
    pub key: String,
    /// The number of requests in one window.
    pub limit: u64,
    /// The length of a window.
    pub window: Duration,
    /// The end of the window that this request would begin. An open window has its own end.
    pub end: Time,
}

impl Counter {
    /// A counter with the limit and the length of a window, and the end of one that would begin now.
    #[must_use]
    pub fn new(key: impl Into<String>, limit: u64, window: Duration, end: Time) -> Self {
        Self { key: key.into(), limit: limit.min(COUNTABLE), window, end }
    }

    /// The latest end of a window that is open now, with a minute for clocks that differ. A later one was kept by a machine whose clock was
    /// wrong.
    #[must_use]
    pub fn latest_end(&self, now: Time) -> Time {
        window::after(window::after(now, self.window), SKEW)
    }

    /// Returns `true` if a count that the store has kept holds: its window has not ended, and ends no later than one can.
    #[must_use]
    pub fn holds(&self, kept: Count, now: Time) -> bool {
        kept.is_open(now) && kept.end <= self.latest_end(now)
    }

    /// The count as it stands, from what the store has kept.
    #[must_use]
    pub fn count(&self, kept: Option<Count>, now: Time) -> Count {
        kept.filter(|count| self.holds(*count, now)).unwrap_or(Count { used: 0, end: self.end })
    }

    /// The count that the store keeps from now on if the server has told another one; `None` if what is kept stays. An open window gets no
    /// shorter and its count no lower, and a count of a window before it says nothing.
    #[must_use]
    pub fn raised(&self, kept: Option<Count>, told: Count, now: Time) -> Option<Count> {
        match kept.filter(|count| self.holds(*count, now)) {
            _ if !told.is_open(now) => None,
            None => Some(told),
            Some(kept) if told.is_before(kept) => None,
            Some(kept) => Some(Count { used: told.used.max(kept.used), end: told.end.max(kept.end) }),
        }
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

    /// Returns `true` if the window ends so much earlier than another one that it is not the same.
    pub(crate) fn is_before(self, other: Self) -> bool {
        window::after(self.end, SKEW) < other.end
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
