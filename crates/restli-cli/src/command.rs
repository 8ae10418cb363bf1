//! The commands.

use std::process::ExitCode;

use anyhow::Result;
use clap::Subcommand;

#[cfg(feature = "call")]
use crate::call;
use crate::{Tool, coverage, diff, docs, doctor, explain, export, fmt, generate, import, lint, lsp, new, scopes};

/// A command with its options.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Generate the client and macro crates of an API from its YAML.
    ///
    /// Ends with 1 if the schema has a problem, which is shown, or, with `--check`, if a file is out of date.
    Generate(generate::Options),
    /// Begin something: an API, a product, a resource, a finder, a type.
    ///
    /// Nothing is written unless the schema loads with it, and no byte around it changes. Ends with 1 if nothing was written.
    New(new::Options),
    /// Import a schema from Rest.li's own files.
    ///
    /// Ends with 0 where everything was imported, with 3 where a schema was written that loads without parts that were reported, and with 1
    /// otherwise.
    Import(import::Options),
    /// Write a schema in a format of others: Rest.li snapshots, `OpenAPI`, JSON Schema.
    Export(export::Options),
    /// Explain a code, a name, an address, an error as it came, or a line of curl: cause, remedy, permissions, quota, versions, users.
    Explain(explain::Options),
    /// Look for what a schema could say better: missing documentation and evidence, leftovers, odd names.
    ///
    /// Ends with 1 if something breaks a lint that `--deny` names.
    Lint(lint::Options),
    /// Lay the YAML of a schema out in one way, with its comments, and without a change of what it says.
    ///
    /// A file that cannot be laid out so is left as it is, and told. Ends with 1 if `--check` finds a file that would change, and with 3 if a
    /// file is no YAML.
    Fmt(fmt::Options),
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
    /// Serve an editor with diagnostics, completion, definitions, hover, rename and code actions for the YAML (language server protocol).
    ///
    /// The server speaks over standard input and output, and an editor starts it: docs/editors.md has the settings.
    Lsp(lsp::Options),
    /// Print the changes between two states of a schema, each with a verdict for clients on the wire and one for programs in Rust.
    ///
    /// Ends with 0 where nothing is denied, with 1 where `--deny` hits a change, and with 3 where a side cannot be read or is empty.
    Diff(diff::Options),
    /// Call an operation of an API, as its schema says: the answer is JSON.
    ///
    /// Ends with 0 where the service answered, with 3 where it refused or did not answer, and with 1 where nothing was sent.
    #[cfg(feature = "call")]
    Call(Box<call::Options>),
}

/// Runs a command for a program.
pub fn run(command: &Command, tool: Tool) -> Result<ExitCode> {
    match command {
        Command::Generate(options) => generate::run(options, tool),
        Command::New(options) => new::run(options, tool),
        Command::Import(options) => import::run(options),
        Command::Export(options) => export::run(options, tool),
        Command::Explain(options) => explain::run(options, tool),
        Command::Lint(options) => lint::run(options, tool),
        Command::Fmt(options) => fmt::run(options, tool),
        Command::Docs(options) => docs::run(options, tool),
        Command::Scopes(options) => scopes::run(options, tool),
        Command::Coverage(options) => coverage::run(options, tool),
        Command::Doctor(options) => doctor::run(options, tool),
        Command::Lsp(options) => lsp::run(options),
        Command::Diff(options) => diff::run(options, tool),
        #[cfg(feature = "call")]
        Command::Call(options) => call::run(options, tool),
    }
}
