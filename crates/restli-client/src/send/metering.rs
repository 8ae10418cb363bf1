//! The budget of a call's quotas: room is taken before each attempt, and its answer teaches the counters.

use std::time::Duration;

use restli_core::Time;
use tokio::time::{Instant, sleep};

use super::budget::{Action, End, Event, Lesson, Standing, State, decide, learn};
use super::retry::Failure;
use super::wire::Received;
use super::{classify, span};
use crate::error::problem::CallInfo;
use crate::error::{Error, QuotaSpent, TransportKind};
use crate::quotas::meter::{Choice, Meter, Metered};
use crate::quotas::{Count, Counter, QuotaLeft, Taken, window};
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
        let held = held(meter, &metered, now);
        let (quotas, counters): (Vec<_>, Vec<_>) = metered.into_iter().map(|Metered { quota, counter }| (quota, counter)).unzip();
        let taken = match held {
            Some(held) => held,
            None => meter.take(&counters, now).await?,
        };
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

/// The refusal of an attempt on a quota that the server holds back, for which the counters are not asked; `None` if there is none.
fn held(meter: &Meter, metered: &[Metered], now: Time) -> Option<Taken> {
    let until: Vec<Option<Time>> = metered.iter().map(|metered| meter.held(&metered.counter, now)).collect();
    until.iter().any(Option::is_some).then(|| {
        let count = |(until, metered): (&Option<Time>, &Metered)| match until {
            Some(until) => Count::new(metered.counter.limit, *until),
            None => metered.counter.count(None, now),
        };
        Taken::new(false, until.iter().zip(metered).map(count).collect())
    })
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
    let until = match lesson {
        Lesson::Raise(_, Count { end, .. }) | Lesson::Hold(_, end) => Some(end),
        Lesson::Nothing | Lesson::GiveBack => None,
    };
    if let (End::Spent(None), Some(until), Err(Error::Api(error))) = (end, until, &mut *result) {
        error.starts_anew_in(window::until(until, now));
    }
    let taught = match lesson {
        Lesson::Nothing => Ok(()),
        Lesson::GiveBack => {
            let taken: Vec<Count> = room.quotas.iter().map(|standing| standing.count).collect();
            meter.give_back(&room.counters, &taken).await
        }
        Lesson::Hold(index, until) => {
            if let Some(counter) = room.counters.get(index) {
                meter.hold(counter, until, now);
            }
            Ok(())
        }
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
        Err(Error::Transport(error)) if matches!(error.kind, TransportKind::NotSent | TransportKind::NoRuntime) => End::NotDelivered,
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
