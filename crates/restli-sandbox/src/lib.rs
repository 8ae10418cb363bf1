//! A local server that behaves as the schema of a Rest.li API says, and knows the API by its schema alone.
//!
//! [`Sandbox::start`] serves an [`Api`](restli_schema::api::Api) on the loopback address. The road of a request has these stations:
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
mod check;
#[cfg(feature = "cli")]
pub mod cli;
mod clock;
mod expand;
mod faults;
mod gates;
mod keys;
mod locks;
mod log;
mod make;
mod methods;
mod project;
mod received;
mod refusal;
mod route;
mod sandbox;
mod server;
mod service;
mod state;
mod store;
#[cfg(test)]
mod testing;
mod unread;

pub use behaviour::{Act, Behaviour, Moment, Refused};
pub use faults::{Fault, FaultCount, FaultError, Level, Rule, RuleId};
pub use log::Exchange;
pub use sandbox::{Sandbox, Settings};

/// Compiles the code blocks of the guide as doctests.
#[cfg(doctest)]
mod guide {
    #[doc = include_str!("../../../docs/sandbox-faults.md")]
    struct Faults;
}
