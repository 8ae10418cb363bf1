//! The binary `restli`: `restli help` lists its commands.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use restli_cli::{Messages, Tool, ended};

/// Typed clients for Rest.li APIs.
#[derive(Parser)]
#[command(name = "restli", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    messages: Messages,
}

#[derive(Subcommand)]
enum Command {
    #[command(flatten)]
    Shared(restli_cli::Command),
    /// Serve an API on this machine, as its schema says: a server to try programs on.
    #[cfg(feature = "sandbox")]
    Sandbox(restli_cli::sandbox::Options),
}

fn main() -> ExitCode {
    if let Some(code) = restli_cli::in_place_of_rustc() {
        return code;
    }
    let Cli { command, messages } = restli_cli::parse();
    messages.choose();
    ended(match command {
        Command::Shared(command) => restli_cli::run(&command, Tool::Restli),
        #[cfg(feature = "sandbox")]
        Command::Sandbox(options) => restli_cli::sandbox::run(options, Tool::Restli),
    })
}
