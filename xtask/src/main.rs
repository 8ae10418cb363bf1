//! The project's commands: `cargo xtask help` lists them.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command line tool talks to its user")]

mod bench;
mod browser;
mod cargo;
mod changes;
mod coverage;
mod doctor;
mod entries;
mod export;
mod front_door;
mod fuzz;
mod generate;
mod import;
mod interop;
mod mutants;
mod oracle;
mod proofs;
mod properties;
mod random;
mod sandbox;
mod scopes;
mod synth;
mod tidy;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Commands of this workspace.
#[derive(Parser)]
#[command(name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Generate the client and macro crates of an API from its YAML.
    Generate(generate::Options),
    /// Import a schema from Rest.li's own files.
    ///
    /// Ends with 0 where everything was imported, with 3 where a schema was written that loads without parts that were reported, and with 1
    /// otherwise.
    Import(import::Options),
    /// Write a schema in a format of others: Rest.li snapshots, `OpenAPI`, JSON Schema.
    Export(export::Options),
    /// Print the least set of permissions for some operations, or for what a crate calls.
    Scopes(scopes::Options),
    /// Print, for each product, how many operations are described, and on what evidence.
    Coverage(coverage::Options),
    /// Look whether the pinned versions live long enough, and print the changes on the way to later ones.
    ///
    /// Ends with 1 if a pinned version has fewer days left than `--days`.
    Doctor(doctor::Options),
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
    /// Look at the pages of the sandbox in headless Chromium, by chromedriver; skipped where it is not installed.
    Browser(browser::Options),
    /// Take each guard of the sandbox out in turn, and see whether a test notices.
    SandboxMutants(mutants::Options),
    /// Check the rules of the house that a program can: prose, names, length of files, references.
    Tidy(tidy::Options),
}

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Generate(options) => generate::run(&options),
        Command::Import(options) => import::run(&options),
        Command::Export(options) => export::run(&options),
        Command::Scopes(options) => scopes::run(&options),
        Command::Coverage(options) => coverage::run(&options),
        Command::Doctor(options) => doctor::run(&options),
        Command::Synth(options) => synth::run(&options).map(|()| ExitCode::SUCCESS),
        Command::Bench(options) => bench::run(&options).map(|()| ExitCode::SUCCESS),
        Command::Fuzz(options) => fuzz::run(&options),
        Command::Properties(options) => properties::run(&options),
        Command::Oracle(options) => oracle::run(&options),
        Command::Interop(options) => interop::run(&options),
        Command::Sandbox(options) => sandbox::run(&options),
        Command::Browser(options) => browser::run(&options),
        Command::SandboxMutants(options) => mutants::run(&options),
        Command::Tidy(options) => tidy::run(&options),
    };
    result.unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::FAILURE
    })
}
