//! The project's commands: those of `restli`, and those that are about this checkout. `cargo xtask help` lists them.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command line tool talks to its user")]

mod bench;
mod browser;
mod cargo;
mod editor;
mod fuzz;
mod interop;
mod mutants;
mod oracle;
mod properties;
mod sandbox;
mod synth;
mod tidy;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use restli_cli::{Messages, Tool, ended};

/// Commands of this workspace.
#[derive(Parser)]
#[command(name = "cargo xtask")]
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
    /// Write a synthetic schema, the same for the same seed.
    Synth(synth::Options),
    /// Measure the generator or what it generates.
    Bench(bench::Options),
    /// Try every reader of outside input on a flood of inputs; keeps what breaks one, and fails.
    Fuzz(fuzz::Options),
    /// Check the promises of the generator on random schemas: what passes the check generates, compiles and sends what was meant.
    Properties(properties::Options),
    /// Compile programs against clients of before and after changes of schemas: what `diff` says of Rust is what the compiler says.
    Oracle(oracle::Options),
    /// Set our client beside, and against, other implementations, as far as this machine has them.
    Interop(interop::Options),
    /// Serve LinkedIn's API on this machine, as its schema says: a server to try programs on.
    Sandbox(sandbox::Options),
    /// Look at the pages of the sandbox and of the reference site in headless Chromium, by chromedriver; skipped where it is not installed.
    Browser(browser::Options),
    /// Ask rust-analyzer to complete and explain words inside `projection!`; skipped where it is not installed.
    Editor,
    /// Take each guard of the sandbox out in turn, and see whether a test notices.
    SandboxMutants(mutants::Options),
    /// Check the rules of the house that a program can: prose, names, length of files, references.
    Tidy(tidy::Options),
}

fn main() -> ExitCode {
    if let Some(code) = restli_cli::in_place_of_rustc() {
        return code;
    }
    let Cli { command, messages } = restli_cli::parse();
    messages.choose();
    let result = match command {
        Command::Shared(command) => restli_cli::run(&command, Tool::Xtask),
        Command::Synth(options) => synth::run(&options).map(|()| ExitCode::SUCCESS),
        Command::Bench(options) => bench::run(&options).map(|()| ExitCode::SUCCESS),
        Command::Fuzz(options) => fuzz::run(&options),
        Command::Properties(options) => properties::run(&options),
        Command::Oracle(options) => oracle::run(&options),
        Command::Interop(options) => interop::run(&options),
        Command::Sandbox(options) => sandbox::run(&options),
        Command::Browser(options) => browser::run(&options),
        Command::Editor => editor::run(),
        Command::SandboxMutants(options) => mutants::run(&options),
        Command::Tidy(options) => tidy::run(&options),
    };
    ended(result)
}
