//! Every operation of three APIs is answered: LinkedIn's, that of the protocol's test suite, and that which other programs are tried with.
#![allow(clippy::expect_used, clippy::panic, reason = "tests fail by panicking")]

use std::path::Path;

use restli_sandbox::{Described, Sandbox, Seed, Settings, Time};

/// A day on which the versions of the schemas live, 2026-12-01.
const DAY: Time = Time::from_millis(1_796_083_200_000);

/// The failures of the examples of an API, over one world.
async fn failures(folder: &str, world: Seed) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(folder);
    let api = restli_schema::load_dir(&folder).unwrap_or_else(|error| panic!("{}", error.render(false))).api;
    let sandbox =
        Sandbox::start(Described::new(api), Settings { world, starts_at: Some(DAY), ..Settings::default() }).await.expect("a sandbox");
    let token = sandbox.token_for_all();
    let mut failures = Vec::new();
    for operation in sandbox.operations().map(str::to_owned).collect::<Vec<_>>() {
        let Some(request) = sandbox.example(&operation, Some(&token)) else {
            failures.push(format!("{operation}: there is no example"));
            continue;
        };
        let shown = format!("{} {} {}", request.method(), request.uri(), String::from_utf8_lossy(request.body()));
        let answer = sandbox.answer(request);
        if !answer.status().is_success() {
            failures.push(format!("{operation}: {} {}\n    {shown:.300}", answer.status(), String::from_utf8_lossy(answer.body())));
        }
    }
    failures
}

#[tokio::test]
async fn every_operation_of_every_api_answers_its_example_with_success() {
    for folder in ["schema/linkedin", "tests/conformance/schema/testsuite", "tests/interop/schema/interop"] {
        for world in [Seed::Documented, Seed::Empty] {
            let failures = failures(folder, world).await;
            assert!(failures.is_empty(), "{folder}: {} failures:\n{}", failures.len(), failures.join("\n"));
        }
    }
}
