//! `cargo xtask browser`: the pages of the sandbox and of the reference site in a browser (`tests/browser`).

use std::path::PathBuf;
use std::process::{Command, ExitCode};

use anyhow::Result;
use clap::Args;

use crate::cargo::{cargo, workspace};

/// Options of `browser`.
#[derive(Args)]
pub(crate) struct Options {
    /// The folder for pictures of the pages, light and dark, wide and narrow.
    #[arg(long, value_name = "FOLDER")]
    shots: Option<PathBuf>,
    /// Check nothing, and write the picture of the reference site that the README shows.
    #[arg(long, value_name = "FILE", conflicts_with = "shots")]
    picture: Option<PathBuf>,
}

pub(crate) fn run(options: &Options) -> Result<ExitCode> {
    let mut command = Command::new(cargo());
    command.args(["run", "--quiet", "--package", "restli-browser", "--manifest-path"]).arg(workspace()?.join("Cargo.toml")).arg("--");
    for (option, path) in [("--shots", &options.shots), ("--picture", &options.picture)] {
        if let Some(path) = path {
            command.arg(option).arg(path);
        }
    }
    Ok(if command.status()?.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
