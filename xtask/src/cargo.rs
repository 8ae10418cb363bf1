//! Cargo and the workspace that the current folder belongs to.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

/// The workspace as `cargo metadata` describes it.
pub(crate) fn metadata(workspace: &Path) -> Result<Value> {
    let output = Command::new(cargo()).args(["metadata", "--no-deps", "--format-version", "1"]).current_dir(workspace).output()?;
    ensure!(output.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&output.stderr).trim_end());
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// The cargo that runs this command.
pub(crate) fn cargo() -> String {
    std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned())
}

/// The folder of the workspace that the current folder belongs to.
///
/// A command that several checkouts share through one target folder works on the checkout it was started in: `cargo xtask` names the
/// folder of this package there, and a command started by itself asks cargo.
pub(crate) fn workspace() -> Result<PathBuf> {
    if let Some(package) = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from).filter(|package| package.ends_with("xtask"))
        && let Some(workspace) = package.parent()
    {
        return Ok(workspace.to_path_buf());
    }
    let output = Command::new(cargo()).args(["locate-project", "--workspace", "--message-format", "plain"]).output()?;
    ensure!(output.status.success(), "cargo locate-project: {}", String::from_utf8_lossy(&output.stderr).trim_end());
    let manifest = PathBuf::from(String::from_utf8(output.stdout)?.trim_end());
    manifest.parent().map(PathBuf::from).context("the manifest of the workspace has no folder")
}

/// The folder of build results.
pub(crate) fn target_folder(workspace: &Path) -> Result<PathBuf> {
    target_of(&metadata(workspace)?)
}

/// The folder of build results of a workspace as `cargo metadata` describes it.
pub(crate) fn target_of(metadata: &Value) -> Result<PathBuf> {
    let folder = metadata.get("target_directory").and_then(Value::as_str).context("cargo metadata names the target folder")?;
    Ok(PathBuf::from(folder))
}

/// Writes a workspace around the two generated crates of an API: a program that depends on the client with some features, and on more.
pub(crate) fn workspace_around(out: &Path, client: &str, features: &[String], more: &str, main: &str) -> Result<()> {
    std::fs::create_dir_all(out.join("program/src"))?;
    std::fs::write(out.join("program/src/main.rs"), main)?;
    std::fs::write(
        out.join("program/Cargo.toml"),
        format!(
            "[package]\nname = \"program\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{client} = {{ path = \"../{client}\", default-features = false, features = {features:?} }}\n{more}"
        ),
    )?;
    let members = format!("[workspace]\nresolver = \"3\"\nmembers = [\"{client}\", \"{client}-macros\", \"program\"]\n");
    std::fs::write(out.join("Cargo.toml"), members)?;
    std::fs::copy(workspace()?.join("Cargo.lock"), out.join("Cargo.lock"))?;
    Ok(())
}
