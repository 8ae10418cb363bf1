//! Webhooks of a sandbox over a socket: the challenge, the calls and their repetitions, what goes wrong on purpose.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

mod calls;
mod data;
mod desk;
mod receiver;
mod validations;
