//! The queue of a client's calls: each attempt has a slot while it is in flight.

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;

use tokio::time::timeout;

use super::outgoing::Outgoing;
use crate::error::problem::CallInfo;
use crate::error::{Error, QueueError, QueueErrorKind};
use crate::queue::{Line, NoPlace, Turn};
use crate::runtime::Runtime;
use crate::tables::{Operation, QuotaScope};

/// The turn of an attempt; `None` if the client has no queue.
pub(super) type Slot = Option<Box<Turn>>;

/// Waits for a slot, if the client has a queue.
pub(super) async fn slot(runtime: &Runtime, outgoing: &Outgoing, left: Duration) -> Result<Slot, Error> {
    let Some(line) = runtime.queue() else { return Ok(None) };
    // Boxed, so that the call of a client without a queue holds no room for it.
    Box::pin(turn(runtime, line, outgoing, left)).await.map(Some)
}

async fn turn(runtime: &Runtime, line: &Arc<Line>, outgoing: &Outgoing, left: Duration) -> Result<Box<Turn>, Error> {
    let group = outgoing.call.operation.map(|operation| group(runtime, operation)).unwrap_or_default();
    let mut turn = Box::new(line.join(outgoing.priority, &group));
    come(&mut turn, &outgoing.call, left).await?;
    Ok(turn)
}

/// Waits for a slot until the deadline of the call.
pub(super) async fn come(turn: &mut Turn, call: &CallInfo, left: Duration) -> Result<(), Error> {
    let kind = match timeout(left, turn.come()).await {
        Ok(Ok(())) => return Ok(()),
        Ok(Err(NoPlace)) => QueueErrorKind::Full,
        Err(_) => QueueErrorKind::Deadline(left),
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
