//! The project's commands: those of `restli`, and those that are about this checkout. `cargo xtask help` lists them.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command line tool talks to its user")]

mod bench;
mod browser;
mod cargo;
mod fuzz;
mod interop;
mod mutants;
mod properties;
mod sandbox;
mod synth;
mod tidy;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use restli_cli::{Tool, ended};

/// Commands of this workspace.
#[derive(Parser)]
#[command(name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    #[command(flatten)]
    Shared(restli_cli::Command),
    /// Write a synthetic schema, the same for the same seed.
    Synth(synth::Options),
    /// Measure the generator or what it generates.
    Bench(bench::Options),
    /// Try every reader of outside input on a flood of inputs; keeps what breaks one, and fails.
    Fuzz(fuzz::Options),
    /// Check the promises of the generator on random schemas: what passes the check generates, compiles and sends what was meant.
    Properties(properties::Options),
    /// Set our client beside, and against, other implementations, as far as this machine has them.
    Interop(interop::Options),
    /// Serve LinkedIn's API on this machine, as its schema says: a server to try programs on.
    Sandbox(sandbox::Options),
    /// Look at the pages of the sandbox and of the reference site in headless Chromium, by chromedriver; skipped where it is not installed.
    Browser(browser::Options),
    /// Take each guard of the sandbox out in turn, and see whether a test notices.
    SandboxMutants(mutants::Options),
    /// Check the rules of the house that a program can: prose, names, length of files, references.
    Tidy(tidy::Options),
}

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Shared(command) => restli_cli::run(&command, Tool::Xtask),
        Command::Synth(options) => synth::run(&options).map(|()| ExitCode::SUCCESS),
        Command::Bench(options) => bench::run(&options).map(|()| ExitCode::SUCCESS),
        Command::Fuzz(options) => fuzz::run(&options),
        Command::Properties(options) => properties::run(&options),
        Command::Interop(options) => interop::run(&options),
        Command::Sandbox(options) => sandbox::run(&options),
        Command::Browser(options) => browser::run(&options),
        Command::SandboxMutants(options) => mutants::run(&options),
        Command::Tidy(options) => tidy::run(&options),
    };
    ended(result)
}
