//! The attempts of a call that failed.

use std::fmt;
use std::time::Duration;

use http::StatusCode;

use restli_core::duration;

/// The attempts of a call that failed, and the reason why there was no further one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Attempts {
    /// The attempts before the last one, whose failure is the error itself.
    pub earlier: Vec<Attempt>,
    /// The reason why the call was not sent again.
    pub stopped: StopReason,
}

/// An attempt that failed, after which the call was sent again.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Attempt {
    /// The HTTP status, if there was a response.
    pub status: Option<StatusCode>,
    /// The failure in words: `503 Service Unavailable`, `no connection`.
    pub what: String,
    /// The pause after it.
    pub pause: Duration,
}

/// The reason why a call that failed was not sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StopReason {
    /// The failure does not pass by itself.
    Lasting,
    /// The server may have carried out the call, which may not be sent twice.
    NotRepeatable,
    /// The body comes from a reader, which was read.
    SourceSpent,
    /// The policy allows no more attempts.
    Attempts,
    /// The next attempt would begin after the deadline of the call.
    Deadline,
    /// The server asks for a wait that ends after the deadline of the call.
    Wait(Duration),
    /// A quota is used up.
    Quota,
    /// The queue of the client had no place, or no turn before the deadline.
    Queue,
    /// Too many calls of this client fail: the repetitions that its successful calls pay for are used up.
    Budget,
}

impl Attempts {
    /// The number of attempts.
    #[must_use]
    pub fn count(&self) -> usize {
        self.earlier.len() + 1
    }

    /// Returns `true` if a message tells of the attempts: there were several, or there would have been if not for a limit.
    fn is_told(&self) -> bool {
        !self.earlier.is_empty() || matches!(self.stopped, StopReason::Wait(_) | StopReason::Quota | StopReason::Budget)
    }

    /// Writes the line of a message, if there is anything to tell.
    pub(super) fn write_line(attempts: Option<&Self>, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        attempts.filter(|attempts| attempts.is_told()).map_or(Ok(()), |attempts| write!(out, "\n  attempts: {attempts}"))
    }
}

/// Writes the failures before the last one, and the reason: `3 (first 503 Service Unavailable, then no connection); stopped: …`.
impl fmt::Display for Attempts {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.count())?;
        for (index, attempt) in self.earlier.iter().enumerate() {
            write!(out, "{}{}", if index == 0 { " (first " } else { ", then " }, attempt.what)?;
        }
        let end = if self.earlier.is_empty() { "" } else { ")" };
        write!(out, "{end}; stopped: {}", self.stopped)
    }
}

impl fmt::Display for StopReason {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lasting => out.write_str("this does not pass by itself"),
            Self::NotRepeatable => out.write_str("it may have been carried out"),
            Self::SourceSpent => out.write_str("the reader of the bytes can be read once"),
            Self::Attempts => out.write_str("the retry policy allows no more"),
            Self::Deadline => out.write_str("the deadline of the call has come"),
            Self::Wait(wait) => write!(out, "the wait of {} would outlast the deadline of the call", duration::words(*wait)),
            Self::Quota => out.write_str("the quota is used up"),
            Self::Queue => out.write_str("the queue has no turn for it"),
            Self::Budget => out.write_str("too many calls of this client fail"),
        }
    }
}
