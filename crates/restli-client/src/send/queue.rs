//! The queue of a client's calls: each attempt has a slot while it is in flight.

use std::fmt::Write as _;
use std::sync::Arc;

use tokio::time::{Instant, timeout};

use super::outgoing::Outgoing;
use super::repeat::Clock;
use crate::error::problem::CallInfo;
use crate::error::{Error, QueueError, QueueErrorKind};
use crate::queue::{Line, NoPlace, Turn};
use crate::runtime::Runtime;
use crate::tables::{Operation, QuotaScope};

/// The turn of an attempt; `None` if the client has no queue.
pub(super) type Slot = Option<Box<Turn>>;

/// Waits for a slot, if the client has a queue.
pub(super) async fn slot(runtime: &Runtime, outgoing: &Outgoing, clock: &Clock) -> Result<Slot, Error> {
    let Some(line) = runtime.queue() else { return Ok(None) };
    // Boxed, so that the call of a client without a queue holds no room for it.
    Box::pin(turn(runtime, line, outgoing, clock)).await.map(Some)
}

async fn turn(runtime: &Runtime, line: &Arc<Line>, outgoing: &Outgoing, clock: &Clock) -> Result<Box<Turn>, Error> {
    let group = outgoing.call.operation.map(|operation| group(runtime, operation)).unwrap_or_default();
    let mut turn = Box::new(line.join(outgoing.priority, &group));
    come(&mut turn, &outgoing.call, clock).await?;
    Ok(turn)
}

/// Waits for a slot while an attempt may begin before the deadline of the call.
pub(super) async fn come(turn: &mut Turn, call: &CallInfo, clock: &Clock) -> Result<(), Error> {
    clock.begin(call)?;
    let started = Instant::now();
    let kind = match timeout(clock.left_to_begin(), turn.come()).await {
        Ok(Ok(())) if !clock.left_to_begin().is_zero() => return Ok(()),
        Ok(Err(NoPlace)) => QueueErrorKind::Full,
        Ok(Ok(())) | Err(_) => QueueErrorKind::Deadline(started.elapsed()),
    };
    let limits = turn.limits();
    Err(Error::Queue(Box::new(QueueError::new(call.clone(), kind, limits.concurrency, limits.waiting))))
}

/// The group of a call: its quotas, of the member each of its own; without quotas, its resource.
fn group(runtime: &Runtime, operation: &Operation) -> String {
    if let Some(meter) = runtime.meter() {
        let counted = meter.of_operation(operation, || runtime.member_name(), runtime.now());
        if !counted.is_empty() {
            return counted.into_iter().map(|metered| metered.counter.key).collect::<Vec<_>>().join(" ");
        }
    }
    let mut group = String::new();
    for quota in operation.quotas {
        let _ = match quota.scope {
            QuotaScope::Member => write!(group, "{}/{} ", quota.name, runtime.member_name()),
            _ => write!(group, "{} ", quota.name),
        };
    }
    if group.is_empty() { operation.id.rsplit_once('.').map_or(operation.id, |(resource, _)| resource).to_owned() } else { group }
}
