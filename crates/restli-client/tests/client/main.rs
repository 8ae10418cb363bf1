//! The runtime against hand-written tables and a small server on this machine.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test that cannot go on may stop")]

#[cfg(feature = "blocking")]
mod blocking;
mod building;
mod cache;
mod counters;
#[cfg(any(feature = "redis", feature = "sqlite"))]
mod counters_shared;
mod errors;
mod faults;
mod headlines;
mod homes;
mod hooks;
#[cfg(feature = "openid")]
mod identity;
mod kinds;
mod login;
mod login_recordings;
mod native;
mod pages;
mod permissions;
mod projections;
mod queue;
mod quotas;
mod recordings;
mod requests;
mod retries;
mod routes;
mod scopes;
mod scripts;
mod secrets;
mod spans;
mod tables;
mod tokens;
mod uploads;
mod versions;
#[cfg(feature = "webhooks")]
mod webhook;
