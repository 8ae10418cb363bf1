//! The sandbox of LinkedIn over real sockets: each fault as it is on the wire, and as the client tells it.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

mod answers;
mod client;
mod failures;
mod legal;
mod raw;
mod ruled;
mod rules;
mod wire;

use linkedin_sandbox::api;
use restli_sandbox::{Rule, Sandbox, Settings, Time};

/// A day on which the version of the requests lives, 2026-12-01.
const DAY: Time = Time::from_millis(1_796_083_200_000);

/// LinkedIn's settings on that day.
fn settings() -> Settings {
    Settings { starts_at: Some(DAY), ..linkedin_sandbox::settings() }
}

/// A sandbox with these rules of faults, over the documented world. Behaviours of LinkedIn stand aside: what goes wrong is a fault.
async fn sandbox(rules: &[&str]) -> Sandbox {
    let faults = rules.iter().map(|rule| rule.parse::<Rule>().expect("a rule")).collect();
    start(Settings { faults, behaviours: Vec::new(), ..settings() }).await
}

async fn start(settings: Settings) -> Sandbox {
    Sandbox::start(api(), settings).await.expect("a loopback port")
}
