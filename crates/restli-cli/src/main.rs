//! The binary `restli`: `restli help` lists its commands.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use restli_cli::{Tool, ended};

/// Typed clients for Rest.li APIs.
#[derive(Parser)]
#[command(name = "restli", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    #[command(flatten)]
    Shared(restli_cli::Command),
    /// Serve an API on this machine, as its schema says: a server to try programs on.
    #[cfg(feature = "sandbox")]
    Sandbox(restli_sandbox::cli::OfFolder),
}

fn main() -> ExitCode {
    match Cli::parse().command {
        Command::Shared(command) => ended(restli_cli::run(&command, Tool::Restli)),
        #[cfg(feature = "sandbox")]
        Command::Sandbox(options) => options.serve(),
    }
}
