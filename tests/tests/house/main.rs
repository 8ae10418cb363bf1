//! The shape of the house: crates depend on each other as `ARCHITECTURE.md` draws it, no files of a crate use each other in a circle,
//! and every snapshot has its test.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

mod arrows;
mod circles;
mod front_door;
mod names;
mod reach;
mod snapshots;
mod tree;
mod uses;

use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// The packages of the workspace as `cargo metadata` describes them.
fn packages(workspace: &Path) -> Vec<Value> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version", "1"])
        .current_dir(workspace)
        .output()
        .expect("cargo metadata");
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    metadata["packages"].as_array().expect("packages").clone()
}
