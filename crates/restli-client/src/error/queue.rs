//! A call that the queue of its client has no turn for.

use std::fmt;
use std::time::Duration;

use restli_core::duration;

use super::attempts::Attempts;
use super::headline;
use super::problem::CallInfo;
use crate::tables::Operation;

/// A call that was not sent since the [`Queue`](crate::Queue) of its client had no place, or no turn in time.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct QueueError {
    /// The call.
    pub call: CallInfo,
    /// The reason.
    pub kind: QueueErrorKind,
    /// The number of calls that may be in flight at a time.
    pub concurrency: usize,
    /// The number of calls that may wait.
    pub waiting: usize,
}

/// The reason why the queue of a client had no turn for a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum QueueErrorKind {
    /// As many calls wait as may, or the call had to give its place to one of a higher priority or of a smaller group.
    Full,
    /// The deadline of the call came before its turn, or was too near then to send it, after a wait of this time.
    Deadline(Duration),
}

impl QueueError {
    /// A refusal of an operation, as a double in tests of what handles errors.
    ///
    /// ```
    /// use restli_client::{Error, Operation, QueueError, QueueErrorKind};
    ///
    /// fn double(get: &'static Operation) -> Error {
    ///     Error::Queue(Box::new(QueueError::of(get, QueueErrorKind::Full)))
    /// }
    /// ```
    #[must_use]
    pub fn of(operation: &'static Operation, kind: QueueErrorKind) -> Self {
        Self::new(CallInfo::of(operation), kind, 1, 0)
    }

    pub(crate) const fn new(call: CallInfo, kind: QueueErrorKind, concurrency: usize, waiting: usize) -> Self {
        Self { call, kind, concurrency, waiting }
    }

    /// The remedy: another time, another deadline, or a larger queue.
    pub(super) const fn remedy(&self) -> &'static str {
        match self.kind {
            QueueErrorKind::Full => "make calls more slowly, or let more wait (`Queue::waiting`)",
            QueueErrorKind::Deadline(_) => {
                "give it a later deadline (`Retry::deadline`) or a higher priority, or let more be in flight (`Queue::of`)"
            }
        }
    }
}

impl fmt::Display for QueueErrorKind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Full => out.write_str("not sent, the queue is full"),
            Self::Deadline(waited) => write!(out, "not sent, its turn did not come within {}", duration::words(*waited)),
        }
    }
}

impl fmt::Display for QueueError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rest = headline::write(out, &self.call.name(), &self.kind.to_string(), self.remedy())?;
        self.call.write_line(out)?;
        Attempts::write_line(self.call.attempts.as_ref(), out)?;
        write!(out, "\n  queue: {} in flight, {} waiting at most{rest}", self.concurrency, self.waiting)
    }
}

impl std::error::Error for QueueError {}
