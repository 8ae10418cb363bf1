//! The commands for people who work on the schema of an API, in this repository or in their own: a file or folder per command, each with its
//! `Options` and its `run`. The binary `restli` runs them, and so does `cargo xtask` of this repository.

pub mod cargo;
mod command;
mod coverage;
mod docs;
mod doctor;
mod export;
mod generate;
pub mod import;
mod schemas;
mod scopes;
mod tool;

pub use command::{Command, run};
pub use tool::{Tool, ended};
