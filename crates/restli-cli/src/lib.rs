//! The commands for people who work on the schema of an API, in this repository or in their own: a file or folder per command, each with its
//! `Options` and its `run`. The binary `restli` runs them, and so does `cargo xtask` of this repository.

#[cfg(feature = "call")]
mod call;
pub mod cargo;
mod changes;
mod command;
mod coverage;
mod diff;
mod docs;
mod doctor;
mod explain;
mod export;
mod fmt;
mod generate;
pub mod import;
mod lint;
mod lsp;
mod messages;
mod new;
mod paths;
mod same;
#[cfg(feature = "sandbox")]
pub mod sandbox;
mod schemas;
mod scopes;
mod settings;
mod today;
mod tool;
mod used_by;

pub use command::{Command, run};
pub use messages::{Messages, parse};
pub use tool::{Tool, ended};
pub use used_by::in_place_of_rustc;
