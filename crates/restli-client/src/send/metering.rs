//! The budget of a call's quotas: room is taken before each attempt, and its answer teaches the counters.

use std::time::Duration;

use tokio::time::{Instant, sleep};

use super::budget::{Action, End, Event, Lesson, Standing, State, decide, learn};
use super::retry::Failure;
use super::wire::Received;
use super::{classify, span};
use crate::error::problem::CallInfo;
use crate::error::{Error, QuotaSpent};
use crate::quotas::meter::{Choice, Meter, Metered};
use crate::quotas::{Counter, QuotaLeft, window};
use crate::runtime::Runtime;
use crate::tables::Operation;

/// The room that an attempt has taken; `None` if nothing counts it.
pub(super) type Ticket = Option<Box<Room>>;

/// The room that an attempt has taken in the quotas of its call.
pub(super) struct Room {
    counters: Vec<Counter>,
    quotas: Vec<Standing>,
}

/// Takes room for an attempt, and waits for it as the builder says and the time that is left allows.
pub(super) async fn admit(runtime: &Runtime, call: &CallInfo, left: Duration) -> Result<Ticket, Error> {
    let (Some(meter), Some(operation)) = (runtime.meter(), call.operation) else { return Ok(None) };
    // Boxed, so that the call of a client that does not count holds no room for it.
    Box::pin(room(runtime, meter, operation, call, left)).await
}

async fn room(runtime: &Runtime, meter: &Meter, operation: &Operation, call: &CallInfo, left: Duration) -> Result<Ticket, Error> {
    let started = Instant::now();
    loop {
        let now = runtime.now();
        let metered = meter.of_operation(operation, || runtime.member_name(), now);
        if metered.is_empty() {
            return Ok(None);
        }
        let (quotas, counters): (Vec<_>, Vec<_>) = metered.into_iter().map(|Metered { quota, counter }| (quota, counter)).unzip();
        let taken = meter.take(&counters, now).await?;
        let standings = quotas.into_iter().zip(&counters).zip(taken.counts);
        let quotas: Vec<Standing> = standings.map(|((quota, counter), count)| Standing { quota, limit: counter.limit, count }).collect();
        let left = left.saturating_sub(started.elapsed());
        let event = if taken.granted { Event::Counted } else { Event::Full(meter.choice, left) };
        match decide(&State { quotas: &quotas, now }, event) {
            Action::Send => return Ok(Some(Box::new(Room { counters, quotas }))),
            Action::Wait(wait) => {
                tracing::debug!(wait_ms = span::millis(wait), "the call waits until a quota starts anew");
                sleep(wait).await;
            }
            Action::Refuse(index, wait) => {
                let Some(standing) = quotas.get(index) else { return Ok(None) };
                return Err(Error::Quota(Box::new(QuotaSpent {
                    call: call.clone(),
                    quota: standing.quota,
                    limit: standing.limit,
                    used: standing.count.used,
                    starts_anew: standing.count.end,
                    wait,
                    could_wait: meter.choice == Choice::Wait,
                })));
            }
        }
    }
}

/// Teaches the counters by the end of an attempt. An error that says that a quota is used up, but not until when, learns it from them.
pub(super) async fn settle(runtime: &Runtime, ticket: Ticket, result: &mut Result<Received, Error>) {
    if let (Some(meter), Some(room)) = (runtime.meter(), ticket) {
        Box::pin(teach(runtime, meter, *room, result)).await;
    }
}

async fn teach(runtime: &Runtime, meter: &Meter, room: Room, result: &mut Result<Received, Error>) {
    let now = runtime.now();
    let end = end(runtime, result);
    let lesson = learn(&State { quotas: &room.quotas, now }, end);
    if let (End::Spent(None), Lesson::Raise(_, count), Err(Error::Api(error))) = (end, lesson, &mut *result) {
        error.starts_anew_in(window::until(count.end, now));
    }
    let taught = match lesson {
        Lesson::Nothing => Ok(()),
        Lesson::GiveBack => meter.give_back(&room.counters, now).await,
        Lesson::Raise(index, count) => match room.counters.get(index) {
            Some(counter) => meter.raise(counter, count, now).await,
            None => Ok(()),
        },
    };
    if let Err(error) = taught {
        // The answer is there, and is worth more than the count.
        tracing::warn!("what an answer says about a quota was not kept: {error}");
    }
}

/// The end of an attempt as the counters see it.
fn end(runtime: &Runtime, result: &Result<Received, Error>) -> End {
    match result {
        Ok(received) => End::Answered(QuotaLeft::read(runtime.api(), &received.headers)),
        // Nothing was sent: a hook has set what no header can carry, or a script has no answer.
        Err(Error::Request(_) | Error::Setup(_)) => End::NotDelivered,
        Err(error) => match classify::failure(error) {
            Failure::NotDelivered => End::NotDelivered,
            Failure::QuotaSpent(wait) => End::Spent(wait),
            Failure::Lasting | Failure::Lost | Failure::Refused(_) | Failure::Withheld => {
                error.as_api().map_or(End::Lost, |error| End::Answered(error.quota))
            }
        },
    }
}

#[cfg(test)]
mod tests;
