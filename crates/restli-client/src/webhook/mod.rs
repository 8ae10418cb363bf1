//! Webhooks: the validation of an address, and the check of the calls to it.
//!
//! A service validates an address by a challenge, and signs each call with a secret that it shares with the app. A receiver answers the one
//! and checks the other: over the bytes as they came, in constant time, with each of the secrets, since a secret that is being exchanged for
//! another is still in use. What it gives back is typed, not too old, and not known from an earlier call.
//!
//! The names of headers, parameters and fields are data ([`Scheme`]), and so are the events ([`EventInfo`]), which the generated client has
//! as a table. Nothing here opens a port: the functions take what every framework has, the query of a GET, and the headers and the bytes of
//! a POST. The receiver itself needs the feature `webhooks`; with the feature `axum` there is a router that answers the calls by it.

mod info;

#[cfg(feature = "webhooks")]
mod body;
#[cfg(feature = "webhooks")]
mod challenge;
#[cfg(feature = "webhooks")]
mod checked;
#[cfg(feature = "webhooks")]
mod delivery;
#[cfg(feature = "webhooks")]
mod forms;
#[cfg(feature = "webhooks")]
mod memory;
#[cfg(feature = "webhooks")]
mod receiver;
#[cfg(feature = "webhooks")]
mod refusal;
#[cfg(feature = "axum")]
mod router;
#[cfg(feature = "webhooks")]
mod secrets;
#[cfg(feature = "webhooks")]
mod shared;
#[cfg(feature = "webhooks")]
mod signature;
#[cfg(feature = "webhooks")]
mod store;

pub use info::{EventInfo, ReadEvent, Scheme, read};

#[cfg(feature = "axum")]
#[cfg_attr(docsrs, doc(cfg(feature = "axum")))]
pub use router::router;
#[cfg(feature = "webhooks")]
pub use {
    delivery::Delivery,
    memory::MemoryEvents,
    receiver::Receiver,
    refusal::Refusal,
    shared::{SharedDelivery, SharedReceiver},
    store::{EventState, EventStore},
};
