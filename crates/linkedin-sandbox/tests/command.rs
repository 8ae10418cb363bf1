//! The command that has a running sandbox tell an event.
#![cfg(feature = "cli")]
#![allow(clippy::expect_used, reason = "tests fail by panicking")]

use std::process::{Command, Output};

use linkedin_sandbox::{Sandbox, settings};

fn trigger(sandbox: &Sandbox, arguments: &[&str]) -> Output {
    let url = sandbox.base_url();
    let port = url.rsplit(':').next().expect("a port");
    let mut command = Command::new(env!("CARGO_BIN_EXE_linkedin-sandbox"));
    command.arg("trigger").args(arguments).args(["--port", port]).output().expect("the program runs")
}

#[tokio::test(flavor = "multi_thread")]
async fn event_that_nobody_hears_of_is_an_error() {
    let sandbox = Sandbox::start(linkedin_sandbox::api(), settings()).await.expect("a sandbox");
    for (arguments, words) in [
        (&["LEAD_ACTION"][..], "nobody subscribes to LEAD_ACTION: start the sandbox with `--webhook ADDRESS`, or subscribe an address\n"),
        (&["LEAD"], "the API has no event `LEAD`, but "),
        (&["LEAD_ACTION", "--body", "/no/such/file"], "--body: /no/such/file: "),
        (&["LEAD_ACTION", "--mishap", "thrice"], "error: invalid value 'thrice'"),
    ] {
        let output = trigger(&sandbox, arguments);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success() && said.starts_with(words), "{said}");
    }
}
