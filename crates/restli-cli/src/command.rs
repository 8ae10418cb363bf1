//! The commands.

use std::process::ExitCode;

use anyhow::Result;
use clap::Subcommand;

use crate::{Tool, coverage, docs, doctor, export, generate, import, scopes};

/// A command with its options.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Generate the client and macro crates of an API from its YAML.
    Generate(generate::Options),
    /// Import a schema from Rest.li's own files.
    ///
    /// Ends with 0 where everything was imported, with 3 where a schema was written that loads without parts that were reported, and with 1
    /// otherwise.
    Import(import::Options),
    /// Write a schema in a format of others: Rest.li snapshots, `OpenAPI`, JSON Schema.
    Export(export::Options),
    /// Write the reference site of an API: static pages, to be opened from the disk or published.
    ///
    /// Ends with 0 where the site is written, and with 1 where the schema has errors or a file cannot be written.
    Docs(docs::Options),
    /// Print the least set of permissions for some operations, or for what a crate calls.
    Scopes(scopes::Options),
    /// Print, for each product, how many operations are described, and on what evidence.
    Coverage(coverage::Options),
    /// Look whether the pinned versions live long enough, and print the changes on the way to later ones.
    ///
    /// Ends with 1 if a pinned version has fewer days left than `--days`.
    Doctor(doctor::Options),
}

/// Runs a command for a program.
pub fn run(command: &Command, tool: Tool) -> Result<ExitCode> {
    match command {
        Command::Generate(options) => generate::run(options, tool),
        Command::Import(options) => import::run(options),
        Command::Export(options) => export::run(options, tool),
        Command::Docs(options) => docs::run(options, tool),
        Command::Scopes(options) => scopes::run(options, tool),
        Command::Coverage(options) => coverage::run(options, tool),
        Command::Doctor(options) => doctor::run(options, tool),
    }
}
