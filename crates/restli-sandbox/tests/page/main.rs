//! The page of a sandbox over a socket: its document, the data that it reads, and who may read them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

mod asked;
mod data;
mod document;
mod faults;
mod guard;
mod reader;
mod tokens;
mod unread;
