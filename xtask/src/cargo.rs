//! The checkout that a command works on, and workspaces of programs to measure and try.

use std::path::{Path, PathBuf};

use anyhow::Result;
use restli_cli::Tool;
pub(crate) use restli_cli::cargo::{cargo, target_folder};

/// The folder of the checkout.
pub(crate) fn workspace() -> Result<PathBuf> {
    Tool::Xtask.workspace()
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
