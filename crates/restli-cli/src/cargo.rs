//! Cargo, as commands ask it.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

/// The workspace as `cargo metadata` describes it.
pub fn metadata(workspace: &Path) -> Result<Value> {
    let output = Command::new(cargo()).args(["metadata", "--no-deps", "--format-version", "1"]).current_dir(workspace).output()?;
    ensure!(output.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&output.stderr).trim_end());
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// The cargo that runs this command.
pub fn cargo() -> String {
    std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned())
}

/// The folder of build results.
pub fn target_folder(workspace: &Path) -> Result<PathBuf> {
    target_of(&metadata(workspace)?)
}

/// The folder of build results of a workspace as `cargo metadata` describes it.
pub(crate) fn target_of(metadata: &Value) -> Result<PathBuf> {
    let folder = metadata.get("target_directory").and_then(Value::as_str).context("cargo metadata names the target folder")?;
    Ok(PathBuf::from(folder))
}
