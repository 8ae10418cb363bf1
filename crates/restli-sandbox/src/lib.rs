//! A local server that behaves as the schema of a Rest.li API says, and knows the API by its schema alone.
//!
//! [`Sandbox::start`] serves a [`Described`] API on the loopback address. The road of a request has these stations:
//!
//! 1. the request as sent, no longer tunnelled;
//! 2. the resource, the method and the keys that it is for;
//! 3. gates: protocol, version, token, permission, quota;
//! 4. its query and body beside the schema;
//! 5. the effect on the store, and the data of the answer;
//! 6. the answer: projections, envelopes, headers.

mod answer;
mod auth;
mod behaviour;
mod caller;
mod check;
#[cfg(feature = "cli")]
pub mod cli;
mod clock;
mod described;
mod example;
mod expand;
mod faults;
mod gates;
mod habits;
mod headers;
#[cfg(feature = "data")]
mod kept;
mod keys;
mod locks;
mod log;
mod make;
mod media_type;
mod methods;
mod misplaced;
mod oauth;
mod page;
#[cfg(feature = "data")]
mod persist;
mod places;
mod project;
mod received;
mod refusal;
mod reply;
mod route;
mod samples;
mod sandbox;
mod seed;
mod served;
mod server;
mod service;
mod settings;
mod state;
mod store;
mod strangers;
#[cfg(test)]
mod testing;
mod typed;
mod unread;
mod uploads;
mod webhooks;
mod world;

pub use behaviour::{Act, Behaviour, Moment, Refused};
pub use described::Described;
pub use faults::{Fault, FaultCount, FaultError, Level, Rule, RuleId};
pub use gates::roles::MemberRole;
pub use habits::Habits;
pub use log::Exchange;
pub use oauth::app::{App, Renewals};
pub use oauth::member::Member;
pub use restli_core::Time;
pub use restli_schema::api::Situation;
pub use sandbox::Sandbox;
pub use seed::{Seed, SeedError};
pub use settings::Settings;
pub use webhooks::delivery::{Attempt, Delivery, DeliveryState, Mishap};
pub use webhooks::error::WebhookError;
pub use webhooks::registration::{Registration, Standing};
pub use webhooks::style::{Arrivals, Repeats, Subscriptions, WebhookStyle};

/// Compiles the code blocks of the guide as doctests.
#[cfg(doctest)]
mod guide {
    #[doc = include_str!("../../../docs/sandbox-faults.md")]
    struct Faults;
}
