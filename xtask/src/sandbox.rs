//! `cargo xtask sandbox`: serves LinkedIn's API on this machine.

use std::process::{Command, ExitCode};

use anyhow::Result;
use clap::Args;

use crate::cargo::{cargo, workspace};

/// Options of `sandbox`.
#[derive(Args)]
pub(crate) struct Options {
    /// Options of the binary, which `--help` after `--` lists: `cargo xtask sandbox -- --seed demo`.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    rest: Vec<String>,
}

pub(crate) fn run(options: &Options) -> Result<ExitCode> {
    let mut command = Command::new(cargo());
    command.args(["run", "--quiet", "--package", "linkedin-sandbox", "--"]).args(&options.rest).current_dir(workspace()?);
    Ok(if command.status()?.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
