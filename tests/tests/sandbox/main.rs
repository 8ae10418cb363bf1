//! The sandbox of LinkedIn over real sockets: each fault as it is on the wire, and as the client tells it.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

mod answers;
mod failures;
mod raw;
mod rules;
mod wire;

use std::sync::{Arc, OnceLock};

use restli_sandbox::{Rule, Sandbox, Settings};
use restli_schema::api::Api;

/// LinkedIn's API.
fn api() -> Arc<Api> {
    static API: OnceLock<Arc<Api>> = OnceLock::new();
    let load = || restli_schema::load_dir(&restli_testing::workspace().join("schema/linkedin")).expect("the schema of LinkedIn");
    Arc::clone(API.get_or_init(|| Arc::new(load().api)))
}

/// A sandbox with these rules of faults.
async fn sandbox(rules: &[&str]) -> Sandbox {
    let faults = rules.iter().map(|rule| rule.parse::<Rule>().expect("a rule")).collect();
    Sandbox::start(api(), Settings { faults, ..Settings::default() }).await.expect("a loopback port")
}
