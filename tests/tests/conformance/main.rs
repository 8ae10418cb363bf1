//! Rest.li's own test suite for clients, byte for byte, through a generated client.
//!
//! `conformance/suite/` holds the suite, `conformance/schema/` what `cargo xtask import` makes of its schemas, and
//! `conformance/crates/` the client that `cargo xtask generate` makes of that. The client is then asked for every request of
//! the suite, and given every response.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

mod by_hand;
mod calls;
mod data;
mod message;
mod row;
mod schema;
mod suite;
mod wire;

use restli_schema::api::Api;

/// A schema folder below `conformance/`.
fn load(folder: &str) -> Api {
    let folder = restli_testing::workspace().join("tests/conformance").join(folder);
    restli_schema::load_dir(&folder).unwrap_or_else(|error| panic!("{}", error.render(false))).api
}

/// Compares with `tests/snapshots/conformance/NAME.snap`.
fn snapshot(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(restli_testing::workspace().join("tests/snapshots/conformance"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}
