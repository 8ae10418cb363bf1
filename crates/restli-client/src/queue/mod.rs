//! The queue of a client's calls, which it has by choice (`docs/quotas.md`).

mod line;
mod turns;

pub(crate) use self::line::{Line, NoPlace, Turn};

/// A queue of calls, given to [`Builder::queue`](crate::Builder::queue): so many calls are in flight at a time, and so many wait for their turn.
///
/// Calls of a higher [`Priority`] go first, and calls of one priority in turn: one of each group that counts on the same quotas. A call that
/// waits for a quota that is used up keeps no other call waiting. `docs/quotas.md` has the whole rule.
///
/// ```
/// use restli_client::Queue;
///
/// let queue = Queue::of(8).waiting(500);
/// # let _ = queue;
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct Queue {
    pub(crate) concurrency: usize,
    pub(crate) waiting: usize,
}

impl Queue {
    /// A queue that lets so many calls be in flight at a time; zero counts as one.
    pub const fn of(concurrency: usize) -> Self {
        Self { concurrency: if concurrency == 0 { 1 } else { concurrency }, waiting: 1000 }
    }

    /// Sets the most calls that wait, be it for their turn or for a quota. One more fails at once. The default is 1000.
    pub const fn waiting(self, at_most: usize) -> Self {
        Self { waiting: at_most, ..self }
    }
}

/// The priority of a call in the [`Queue`] of its client, which [`Request::priority`](crate::Request::priority) sets. The one that goes first is the
/// least.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Priority {
    /// Somebody waits for the answer.
    Interactive,
    /// The priority of a call that has no other.
    #[default]
    Normal,
    /// Work that can wait: after other calls, but never behind them for ever.
    Background,
}
