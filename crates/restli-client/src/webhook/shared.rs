//! The receiver of an app whose programs share a store of events.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, Response};
use restli_core::Time;
use restli_core::data::Unread;
use tokio::runtime::Handle;

use super::delivery::{claimed, new_holder};
use super::receiver::Receiver;
use super::refusal::Refusal;
use super::store::{EventState, EventStore};
use crate::store::StoreError;

/// The time after which an event is free whose handler has died, unless [`SharedReceiver::lease`] says otherwise.
const LEASE: Duration = Duration::from_secs(60);

impl<E> Receiver<E> {
    /// A receiver that keeps the events in a store, for several programs behind one address. What [`Receiver::remember`] has set is of no
    /// meaning then.
    pub fn shared(self, store: impl EventStore) -> SharedReceiver<E> {
        SharedReceiver { receiver: self, store: Arc::new(store), lease: LEASE }
    }
}

/// A [`Receiver`] whose events are in a store. An event belongs to whoever verified it first, of all programs that share the store.
///
/// ```
/// use restli_client::bytes::Bytes;
/// use restli_client::http;
/// use restli_client::webhook::{Refusal, SharedReceiver};
///
/// async fn receive<E: std::fmt::Debug>(receiver: &SharedReceiver<E>, call: &http::Request<Bytes>) -> Result<(), Refusal> {
///     let delivery = receiver.verify(call.headers(), call.body()).await?;
///     println!("{:?}", delivery.event());
///     delivery.accept().await?;
///     Ok(())
/// }
/// ```
pub struct SharedReceiver<E: 'static> {
    receiver: Receiver<E>,
    store: Arc<dyn EventStore>,
    lease: Duration,
}

impl<E> SharedReceiver<E> {
    /// Sets the time after which an event is free whose handler has died, a minute if not set. It is longer than any handler works: the event
    /// of one that goes on for longer may be given to another one beside it.
    #[must_use]
    pub fn lease(self, lease: Duration) -> Self {
        Self { lease, ..self }
    }

    /// Answers a validation, as [`Receiver::challenge`] does.
    ///
    /// # Errors
    /// Those of [`Receiver::challenge`].
    pub fn challenge(&self, query: &str) -> Result<Response<String>, Refusal> {
        self.receiver.challenge(query)
    }

    /// Checks a call as [`Receiver::verify`] does, and claims its events in the store.
    ///
    /// # Errors
    /// The reason to refuse the call, which may be that the store fails.
    pub async fn verify(&self, headers: &HeaderMap, body: &[u8]) -> Result<SharedDelivery<E>, Refusal> {
        let checked = self.receiver.check(headers, body)?;
        let mut claim = SharedClaim {
            store: Arc::clone(&self.store),
            ids: checked.ids(),
            holder: new_holder(),
            until: checked.until,
            now: checked.now,
        };
        let states = claim.take(self.lease).await?;
        let (event, unread) = checked.event(self.receiver.scheme, &states)?;
        Ok(SharedDelivery { event, unread, claim })
    }
}

/// The receiver as one whose events are in the memory of the program. A handler that has died gives them back at once, so that they are
/// free for no other reason.
impl<E> From<Receiver<E>> for SharedReceiver<E> {
    fn from(receiver: Receiver<E>) -> Self {
        let seen = receiver.seen.clone();
        let lease = receiver.max_age;
        receiver.shared(seen).lease(lease)
    }
}

impl<E> fmt::Debug for SharedReceiver<E> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        (out.debug_struct("SharedReceiver"))
            .field("receiver", &self.receiver)
            .field("store", &self.store)
            .field("lease", &self.lease)
            .finish()
    }
}

/// A call that was checked, with its event, which is claimed in a store.
///
/// Until [`accept`](Self::accept) nobody else gets the event. Whoever drops the delivery instead gives the event back soon after; a program that
/// is killed gives it back when its [lease](SharedReceiver::lease) ends.
#[must_use = "an event that is not accepted is taken again when the service repeats it"]
pub struct SharedDelivery<E> {
    event: E,
    unread: Unread,
    claim: SharedClaim,
}

impl<E> SharedDelivery<E> {
    /// The event.
    pub const fn event(&self) -> &E {
        &self.event
    }

    /// Values of the body that could not be read and were left out.
    #[must_use]
    pub const fn unread(&self) -> &Unread {
        &self.unread
    }

    /// Takes the event for good: when it comes again, to whichever program, it is [`Refusal::Replayed`].
    ///
    /// # Errors
    /// The store fails. If the event comes again, it may be taken again.
    pub async fn accept(self) -> Result<E, Refusal> {
        self.claim.keep().await?;
        Ok(self.event)
    }

    /// The event, and the claim that is still to be kept.
    #[cfg(feature = "axum")]
    pub(super) fn into_parts(self) -> (E, SharedClaim) {
        (self.event, self.claim)
    }
}

impl<E: fmt::Debug> fmt::Debug for SharedDelivery<E> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("SharedDelivery").field("event", &self.event).field("unread", &self.unread).finish_non_exhaustive()
    }
}

/// Events in a store that somebody is at work on. Dropped without [`keep`](Self::keep) they are given back.
pub(super) struct SharedClaim {
    store: Arc<dyn EventStore>,
    ids: Vec<String>,
    holder: String,
    until: Time,
    now: Time,
}

impl SharedClaim {
    /// Claims the events, and returns the states of those that are known.
    async fn take(&mut self, lease: Duration) -> Result<Vec<Option<EventState>>, Refusal> {
        if self.ids.is_empty() {
            return Ok(Vec::new());
        }
        let lease = i64::try_from(lease.as_millis()).unwrap_or(i64::MAX);
        let end = Time::from_millis(self.now.as_millis().saturating_add(lease));
        let states = self.store.claim(&self.ids, &self.holder, end, self.now).await.map_err(|error| failed(&error))?;
        self.ids = claimed(std::mem::take(&mut self.ids), &states);
        Ok(states)
    }

    /// Marks the events as accepted, in a task of its own: their work is done, although nobody may wait for the answer any more.
    pub(super) async fn keep(mut self) -> Result<(), Refusal> {
        let keep = async move {
            if !self.ids.is_empty() {
                self.store.accept(&self.ids, self.until, self.now).await.map_err(|error| failed(&error))?;
                self.ids.clear();
            }
            Ok(())
        };
        match Handle::try_current() {
            Ok(runtime) => runtime.spawn(keep).await.unwrap_or_else(|error| Err(failed(&error.into()))),
            Err(_) => keep.await,
        }
    }
}

impl Drop for SharedClaim {
    fn drop(&mut self) {
        let (Ok(runtime), false) = (Handle::try_current(), self.ids.is_empty()) else { return };
        let (store, ids, holder) = (Arc::clone(&self.store), std::mem::take(&mut self.ids), std::mem::take(&mut self.holder));
        runtime.spawn(async move {
            if let Err(error) = store.release(&ids, &holder).await {
                tracing::warn!("the event of a webhook is not given back before its time: {error}");
            }
        });
    }
}

fn failed(error: &StoreError) -> Refusal {
    Refusal::StoreFailed { error: error.to_string() }
}
