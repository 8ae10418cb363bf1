//! The loop around the attempts of a call: it asks for room before each, asks the policy after each failure, pays for repetitions, and keeps
//! the deadline.

use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::time::Duration;

use tokio::time::{Instant, sleep, timeout};
use tracing::Span;

use super::retry::{Action, State, decide};
use super::{classify, span};
use crate::error::problem::CallInfo;
use crate::error::{Attempt, Attempts, Error, StopReason, TransportError, TransportKind};
use crate::retry::Retry;
use crate::retry_budget::RetryBudget;

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

/// Sends a call until it succeeds or must not be sent again. Each attempt has what `admit` has taken for it, which may wait until the
/// deadline; `is_whole` tells whether the body can be sent from its first byte.
pub(super) async fn repeat<T, K, A, F>(
    call: &CallInfo,
    limits: &Limits,
    budget: &RetryBudget,
    span: &Span,
    is_whole: impl Fn() -> bool,
    admit: impl Fn(Duration) -> A,
    attempt: impl Fn(K) -> F,
) -> Result<T, Error>
where
    A: Future<Output = Result<K, Error>>,
    F: Future<Output = Result<T, Error>>,
{
    let started = Instant::now();
    let left = || limits.call.saturating_sub(started.elapsed());
    let mut earlier: Vec<Attempt> = Vec::new();
    loop {
        let result = match admit(left()).await {
            Ok(room) => timeout(limits.attempt.min(left()), attempt(room)).await.unwrap_or_else(|_| Err(cut(call))),
            Err(refused) => Err(refused),
        };
        let error = match result {
            Ok(value) => {
                budget.earn();
                return Ok(value);
            }
            Err(error) => error,
        };
        let sent = u32::try_from(earlier.len() + 1).unwrap_or(u32::MAX);
        let state = State { sent, left: left(), repeatable: call.is_repeatable(), whole: is_whole(), chance: chance() };
        let stopped = match decide(&limits.retry, &state, classify::failure(&error)) {
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

/// The error of an attempt that took too long.
fn cut(call: &CallInfo) -> Error {
    Error::transport(TransportError::of_kind(call.clone(), TransportKind::Timeout))
}

/// A random number: the standard library keys each hash map at random.
fn chance() -> u32 {
    u32::try_from(RandomState::new().build_hasher().finish() >> 32).unwrap_or_default()
}

#[cfg(test)]
mod tests;
