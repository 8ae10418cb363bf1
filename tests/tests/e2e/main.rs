//! The client at the sandbox: every call of the integration guide and of what replaced it, the exact bytes sent, and the typed answer.
//!
//! The bytes are in `tests/snapshots/e2e/`, one file per area.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]
#![allow(deprecated, reason = "the calls of the guide are tested too, and several of them are retired")]

mod content;
mod desk;
mod errors;
mod login;
mod media;
mod organizations;
mod profile;
mod reading;
mod requests;
mod sandbox;
mod secrets;
mod spans;
mod ugc;

use linkedin::Client;
use linkedin::core::Time;
use restli_testing::{DAY_MILLIS, TOKEN};

/// The smallest thing that is a PNG: signature and header, one pixel.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89";

/// The day on which all tests take place.
const DAY: Time = Time::from_millis(DAY_MILLIS);

/// A client that is never to send anything.
fn offline() -> Client {
    Client::builder().token(TOKEN).build().expect("a client")
}

/// Compares with `tests/snapshots/e2e/NAME.snap`.
fn snapshot(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(restli_testing::workspace().join("tests/snapshots/e2e"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}
