//! The loop around the attempts of a call: it asks the policy after each failure, and pays for repetitions. The clock of the call keeps the
//! deadline.

use std::future::poll_fn;
use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::pin::Pin;
use std::task::Poll;
use std::time::Duration;

use tokio::time::{Instant, sleep, timeout};
use tracing::Span;

use super::retry::{Action, State, decide};
use super::{classify, span};
use crate::error::problem::CallInfo;
use crate::error::{Attempt, Attempts, Awaited, Error, StopReason, TransportError, TransportKind};
use crate::retry::Retry;
use crate::retry_budget::RetryBudget;

/// The least time before the deadline of a call in which an attempt is begun: a request that is cut as soon as it is out uses up a quota, and
/// nobody knows how it ended.
const FLOOR: Duration = Duration::from_millis(100);

/// A time that no call takes, and that can be added to the present.
const NEVER: Duration = Duration::from_secs(100 * 365 * 24 * 60 * 60);

/// The limits of a call.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    pub(crate) retry: Retry,
    /// The longest time for one attempt, response included.
    pub(crate) attempt: Duration,
    /// The longest time for the call, all attempts and pauses included.
    pub(crate) call: Duration,
}

impl Limits {
    /// The limits of a call by a policy; without a deadline of its own, the call has the time of one attempt.
    pub(crate) fn of_call(retry: Retry, attempt: Duration) -> Self {
        Self { retry, attempt, call: retry.limit().unwrap_or(attempt) }
    }
}

/// The clock of a call, which runs from its first station on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clock {
    started: Instant,
    limits: Limits,
}

impl Clock {
    pub(super) fn start(limits: Limits) -> Self {
        Self { started: Instant::now(), limits }
    }

    /// The time until the deadline of the call.
    pub(super) fn left(&self) -> Duration {
        self.limits.call.saturating_sub(self.started.elapsed())
    }

    /// The time in which an attempt may still begin: until the floor before the deadline, or a tenth of the call's time if that is less.
    pub(super) fn left_to_begin(&self) -> Duration {
        self.left().saturating_sub(FLOOR.min(self.limits.call / 10))
    }

    /// Refuses to begin an attempt that would be cut at once.
    pub(super) fn begin(&self, call: &CallInfo) -> Result<(), Error> {
        if self.left_to_begin().is_zero() { Err(late(call, TransportKind::NotBegun)) } else { Ok(()) }
    }

    /// The result of a step before the request is sent. If it is not there while an attempt may begin, nothing was sent.
    pub(super) async fn before<T>(
        &self,
        call: &CallInfo,
        awaited: Awaited,
        mut step: Pin<&mut impl Future<Output = Result<T, Error>>>,
    ) -> Result<T, Error> {
        // A step that need not wait costs no timer.
        if let Poll::Ready(result) = poll_fn(|context| Poll::Ready(step.as_mut().poll(context))).await {
            return result;
        }
        let in_time = timeout(self.left_to_begin(), step).await;
        in_time.unwrap_or_else(|_| Err(Error::transport(TransportError::not_begun(call.clone(), awaited))))
    }

    /// The end of an exchange with the server that begins now: of the time of an attempt, and not behind the deadline.
    pub(super) fn attempt_end(&self) -> Instant {
        Instant::now() + self.limits.attempt.min(self.left()).min(NEVER)
    }
}

/// Sends a call until it succeeds or must not be sent again. `is_whole` tells whether the body can be sent from its first byte.
pub(super) async fn repeat<T, F>(
    call: &CallInfo,
    clock: &Clock,
    budget: &RetryBudget,
    span: &Span,
    is_whole: impl Fn() -> bool,
    attempt: impl Fn() -> F,
) -> Result<T, Error>
where
    F: Future<Output = Result<T, Error>>,
{
    let mut earlier: Vec<Attempt> = Vec::new();
    loop {
        let error = match attempt().await {
            Ok(value) => {
                budget.earn();
                return Ok(value);
            }
            Err(error) => error,
        };
        let sent = u32::try_from(earlier.len() + 1).unwrap_or(u32::MAX);
        let state = State { sent, left: clock.left_to_begin(), repeatable: call.is_repeatable(), whole: is_whole(), chance: chance() };
        let stopped = match decide(&clock.limits.retry, &state, classify::failure(&error)) {
            Action::Again(pause) if budget.spend() => {
                let failed = Attempt::of(&error, pause);
                tracing::debug!(sent, pause_ms = span::millis(pause), failure = failed.what, "the call is sent again after a pause");
                earlier.push(failed);
                span::resent(span, sent);
                sleep(pause).await;
                continue;
            }
            Action::Again(_) => StopReason::Budget,
            Action::Stop(reason) => reason,
        };
        return Err(error.attempted(Attempts { earlier, stopped }));
    }
}

/// The error of a step that took too long.
pub(super) fn late(call: &CallInfo, kind: TransportKind) -> Error {
    Error::transport(TransportError::of_kind(call.clone(), kind))
}

/// A random number: the standard library keys each hash map at random.
fn chance() -> u32 {
    u32::try_from(RandomState::new().build_hasher().finish() >> 32).unwrap_or_default()
}

#[cfg(test)]
mod tests;
