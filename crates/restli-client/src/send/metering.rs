//! The budget of a call's quotas: room is taken before each attempt, and its answer teaches the counters.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use restli_core::Time;
use tokio::runtime::Handle;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep, timeout};
use tracing::Instrument as _;

use super::budget::{Action, End, Event, Lesson, Standing, State, decide, learn};
use super::queue::Slot;
use super::repeat::Clock;
use super::retry::Failure;
use super::wire::Received;
use super::{classify, queue, span};
use crate::error::problem::{CallInfo, Problem};
use crate::error::{Awaited, Error, QuotaSpent, TransportKind};
use crate::quotas::meter::{Choice, Meter, Metered};
use crate::quotas::{Count, Counter, QuotaLeft, window};
use crate::runtime::Runtime;
use crate::tables::Operation;

/// The room that an attempt has taken; `None` if nothing counts it.
pub(super) type Ticket = Option<Box<Room>>;

/// The longest time that an answer waits for the store of the counters.
const MOMENT: Duration = Duration::from_secs(1);

/// The room that an attempt has taken in the quotas of its call. Dropped before the request went out, it is given back.
pub(super) struct Room {
    runtime: Runtime,
    counters: Vec<Counter>,
    quotas: Vec<Standing>,
    /// `true` if the request went out, the room was given back, or there was none.
    used: bool,
}

impl Room {
    /// Teaches the counters in the background: neither a store that is slow nor a call that is dropped ends that.
    fn teach(&mut self, lesson: Lesson) -> Option<JoinHandle<()>> {
        self.used = true;
        let (runtime, counters, quotas) = (self.runtime.clone(), std::mem::take(&mut self.counters), std::mem::take(&mut self.quotas));
        let task = async move { teach(&runtime, &counters, &quotas, lesson).await };
        Handle::try_current().ok().filter(|_| lesson != Lesson::Nothing).map(|handle| handle.spawn(task.in_current_span()))
    }

    /// Teaches the counters, and waits for it, but no longer than this.
    async fn taught(&mut self, lesson: Lesson, longest: Duration) {
        if let Some(task) = self.teach(lesson)
            && timeout(longest, task).await.is_err()
        {
            tracing::debug!("the store of the counters is slow: the call does not wait for it");
        }
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        if !self.used {
            self.teach(Lesson::GiveBack);
        }
    }
}

/// Takes room for an attempt, and waits for it as the builder says and the deadline of the call allows. A call with a slot of the queue gives it to
/// others while it waits.
pub(super) async fn admit(runtime: &Runtime, call: &CallInfo, clock: &Clock, slot: &mut Slot) -> Result<Ticket, Error> {
    let (Some(meter), Some(operation)) = (runtime.meter(), call.operation) else { return Ok(None) };
    // Boxed, so that the call of a client that does not count holds no room for it.
    Box::pin(room(runtime, meter, operation, call, clock, slot)).await
}

async fn room(
    runtime: &Runtime,
    meter: &Meter,
    operation: &Operation,
    call: &CallInfo,
    clock: &Clock,
    slot: &mut Slot,
) -> Result<Ticket, Error> {
    loop {
        let now = runtime.now();
        let metered = meter.of_operation(operation, || runtime.member_name(), now);
        if metered.is_empty() {
            return Ok(None);
        }
        let is_held = metered.iter().any(|metered| meter.held(&metered.counter, now).is_some());
        let (room, is_granted) = if is_held {
            (clock.before(call, Awaited::Counters, pin!(standing(runtime, metered, now))).await?, false)
        } else {
            clock.before(call, Awaited::Counters, pin!(take(runtime, metered, now))).await?
        };
        let event = if is_granted { Event::Counted } else { Event::Full(meter.choice, clock.left_to_begin()) };
        let quotas = &room.quotas;
        match decide(&State { quotas, now }, event) {
            Action::Send => return Ok(Some(room)),
            Action::Wait(index, wait) => {
                tracing::debug!(wait_ms = span::millis(wait), "the call waits until a quota starts anew");
                let started = Instant::now();
                let has_place = if let Some(turn) = slot {
                    turn.stand_aside(wait).await.is_ok()
                } else {
                    sleep(wait).await;
                    true
                };
                if !has_place || clock.left_to_begin().is_zero() {
                    return refusal(call, quotas, index, wait.saturating_sub(started.elapsed()), has_place);
                }
                if let Some(turn) = slot {
                    queue::come(turn, call, clock).await?;
                }
            }
            Action::Refuse(index, wait) => return refusal(call, quotas, index, wait, meter.choice == Choice::Wait),
        }
    }
}

/// The refusal of a call for which the quota with this index has no room. `could_wait` tells that a later deadline would help.
fn refusal(call: &CallInfo, quotas: &[Standing], index: usize, wait: Duration, could_wait: bool) -> Result<Ticket, Error> {
    let Some(standing) = quotas.get(index) else { return Ok(None) };
    Err(Error::Quota(Box::new(QuotaSpent {
        call: call.clone(),
        quota: standing.quota,
        limit: standing.limit,
        used: standing.count.used,
        held: standing.held.is_some() && !standing.is_full(),
        starts_anew: standing.closed_until().unwrap_or(standing.count.end),
        wait,
        could_wait,
    })))
}

/// Takes room. A store that does not answer at once goes on with what it has begun, in a task of its own, so that room which nobody waits for any
/// more is given back. `true` if it was granted.
async fn take(runtime: &Runtime, metered: Vec<Metered>, now: Time) -> Result<(Box<Room>, bool), Error> {
    let stopped =
        || Error::CounterStore(Box::new(Problem::new("counters of quotas", "the count was stopped", "call again; nothing was sent")));
    let runtime = runtime.clone();
    let mut taking = Box::pin(async move {
        let (quotas, counters): (Vec<_>, Vec<_>) = metered.into_iter().map(|Metered { quota, counter }| (quota, counter)).unzip();
        let taken = runtime.meter().ok_or_else(stopped)?.take(&counters, now).await?;
        let standings = quotas.into_iter().zip(&counters).zip(taken.counts);
        let standing = |((quota, counter), count): ((_, &Counter), _)| Standing { quota, limit: counter.limit, count, held: None };
        let quotas = standings.map(standing).collect();
        Ok((Box::new(Room { runtime: runtime.clone(), counters, quotas, used: !taken.granted }), taken.granted))
    });
    if let Poll::Ready(taken) = poll_fn(|context| Poll::Ready(taking.as_mut().poll(context))).await {
        return taken;
    }
    let (sender, receiver) = oneshot::channel();
    // Room that nobody takes is dropped with the channel.
    tokio::spawn(async move { drop(sender.send(taking.await)) }.in_current_span());
    receiver.await.unwrap_or_else(|_| Err(stopped()))
}

/// The quotas of a call as they stand, where the server holds one back: no room is taken.
async fn standing(runtime: &Runtime, metered: Vec<Metered>, now: Time) -> Result<Box<Room>, Error> {
    let (mut counters, mut quotas) = (Vec::with_capacity(metered.len()), Vec::with_capacity(metered.len()));
    if let Some(meter) = runtime.meter() {
        for Metered { quota, counter } in metered {
            let (count, held) = (meter.count(&counter, now).await?, meter.held(&counter, now));
            quotas.push(Standing { quota, limit: counter.limit, count, held });
            counters.push(counter);
        }
    }
    Ok(Box::new(Room { runtime: runtime.clone(), counters, quotas, used: true }))
}

/// Gives room back that no request has used, and waits for it in the time that the call has left.
pub(super) async fn give_back(ticket: Ticket, left: Duration) {
    if let Some(mut room) = ticket {
        Box::pin(room.taught(Lesson::GiveBack, MOMENT.min(left))).await;
    }
}

/// Uses the room: the request goes out, and counts even if nobody waits for its end.
pub(super) fn use_room(ticket: &mut Ticket) {
    if let Some(room) = ticket {
        room.used = true;
    }
}

/// Teaches the counters by the end of an attempt, and waits for it a moment; of a failure, in the time that the call has left. An error that
/// says that a quota is used up, but not until when, learns it from them.
pub(super) async fn settle(ticket: Ticket, result: &mut Result<Received, Error>, left: Duration) {
    let Some(mut room) = ticket else { return };
    let now = room.runtime.now();
    let end = end(&room.runtime, result);
    let lesson = learn(&State { quotas: &room.quotas, now }, end);
    let until = match lesson {
        Lesson::Raise(_, Count { end, .. }) | Lesson::Hold(_, end) => Some(end),
        Lesson::Nothing | Lesson::GiveBack => None,
    };
    if let (End::Spent(None), Some(until), Err(Error::Api(error))) = (end, until, &mut *result) {
        error.starts_anew_in(window::until(until, now));
    }
    let longest = if result.is_ok() { MOMENT } else { MOMENT.min(left) };
    Box::pin(room.taught(lesson, longest)).await;
}

async fn teach(runtime: &Runtime, counters: &[Counter], quotas: &[Standing], lesson: Lesson) {
    let (Some(meter), now) = (runtime.meter(), runtime.now()) else { return };
    let taught = match lesson {
        Lesson::Nothing => Ok(()),
        Lesson::GiveBack => {
            let taken: Vec<Count> = quotas.iter().map(|standing| standing.count).collect();
            meter.give_back(counters, &taken).await
        }
        Lesson::Hold(index, until) => {
            if let Some(counter) = counters.get(index) {
                meter.hold(counter, until, now);
            }
            Ok(())
        }
        Lesson::Raise(index, count) => match counters.get(index) {
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
            Failure::Lasting | Failure::Lost | Failure::Refused(_) | Failure::Withheld(_) => {
                error.as_api().map_or(End::Lost, |error| End::Answered(error.quota))
            }
        },
    }
}

#[cfg(test)]
mod tests;
