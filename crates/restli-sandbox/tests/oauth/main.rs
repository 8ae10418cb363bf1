//! OAuth 2.0 and OpenID Connect over a socket, as clients speak them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

mod consents;
mod door;
mod habits;
mod identities;
mod library;
mod renewals;
mod tokens;
