//! The two programs that run the commands. They differ in the folder that they work on, and in the name by which messages call them.

use std::fmt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context as _, Result, ensure};

use crate::cargo::cargo;
use crate::messages;

/// A program that runs the commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// The binary `restli`, which works on the workspace of the current folder.
    Restli,
    /// `cargo xtask`, which works on the checkout that its package lies in.
    Xtask,
}

impl fmt::Display for Tool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Restli => "restli",
            Self::Xtask => "cargo xtask",
        })
    }
}

impl Tool {
    /// The folder of the workspace that the program works on.
    ///
    /// `restli` works on the current folder where that belongs to no package.
    ///
    /// A command that several checkouts share through one target folder works on the checkout it was started in: `cargo xtask` names the
    /// folder of its package there, and a command started by itself asks cargo.
    pub fn workspace(self) -> Result<PathBuf> {
        let package = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let package = package.filter(|package| self == Self::Xtask && package.ends_with("xtask"));
        if let Some(workspace) = package.as_deref().and_then(Path::parent) {
            return Ok(workspace.to_path_buf());
        }
        let here = std::env::current_dir().context("cannot read the current folder")?;
        if self == Self::Restli && !here.ancestors().any(|folder| folder.join("Cargo.toml").is_file()) {
            return Ok(here);
        }
        let output = Command::new(cargo())
            .args(["locate-project", "--workspace", "--message-format", "plain"])
            .output()
            .context("cannot run cargo")?;
        ensure!(output.status.success(), "cargo locate-project: {}", String::from_utf8_lossy(&output.stderr).trim_end());
        let manifest = PathBuf::from(String::from_utf8(output.stdout)?.trim_end());
        manifest.parent().map(PathBuf::from).context("the manifest of the workspace has no folder")
    }
}

/// The exit status of a command; an error is printed.
#[must_use]
pub fn ended(result: Result<ExitCode>) -> ExitCode {
    result.unwrap_or_else(|error| {
        messages::fail(&format!("{error:#}"));
        ExitCode::FAILURE
    })
}
