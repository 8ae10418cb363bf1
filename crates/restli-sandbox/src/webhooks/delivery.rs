//! Deliveries: a body for an address, with the calls that were made.

use std::time::Duration;

use bytes::Bytes;
use restli_core::Time;

use crate::faults::Fault;

/// An event on its way to an address.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Delivery {
    /// The number of the delivery, from 1.
    pub number: u64,
    /// The event.
    pub event: String,
    /// The address.
    pub address: String,
    /// The body, as it is signed and sent.
    pub body: Bytes,
    /// The signature in the header.
    pub signature: String,
    /// The number of the delivery that this one repeats.
    pub repeats: Option<u64>,
    /// The thing that goes wrong on purpose.
    pub mishap: Option<Mishap>,
    /// The calls so far.
    pub attempts: Vec<Attempt>,
    /// The end of the delivery.
    pub state: DeliveryState,
    /// The time of the next call.
    pub next: Option<Time>,
    pub(crate) is_called: bool,
}

/// The state of a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeliveryState {
    /// Another call follows.
    Waiting,
    /// The address accepted the event.
    Delivered,
    /// No call was accepted, and none follows.
    Dropped,
}

/// A call about an event.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Attempt {
    /// The time of the call.
    pub time: Time,
    /// The time that the answer took.
    pub took: Duration,
    /// The status of the answer, or the reason why there is none.
    pub outcome: Result<u16, String>,
}

/// A thing that goes wrong with a delivery on purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mishap {
    /// The event comes again after it was accepted.
    Twice,
    /// The event comes a minute later, after those that follow.
    Reordered,
    /// Another secret signs.
    WrongSecret,
    /// The event is two days old.
    Stale,
}

impl Mishap {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Twice, Self::Reordered, Self::WrongSecret, Self::Stale];

    /// The name: `wrong_secret`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Twice => "twice",
            Self::Reordered => "reordered",
            Self::WrongSecret => "wrong_secret",
            Self::Stale => "stale",
        }
    }

    /// The mishap that the faults of webhooks bring about, of those that are met.
    pub(crate) fn of_faults(meets: impl Fn(Fault) -> bool) -> Option<Self> {
        let faults = [(Fault::WebhookTwice, Self::Twice), (Fault::WebhookReordered, Self::Reordered)];
        faults.into_iter().find(|(fault, _)| meets(*fault)).map(|(_, mishap)| mishap)
    }

    /// The mishap of a name.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }
}

impl DeliveryState {
    /// The state in a word: `DELIVERED`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Waiting => "WAITING",
            Self::Delivered => "DELIVERED",
            Self::Dropped => "DROPPED",
        }
    }
}
