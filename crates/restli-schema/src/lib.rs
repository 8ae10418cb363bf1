//! The YAML schema language: documents with spans, a checked model, diagnostics.
//!
//! [`load_dir`] loads a folder, [`load_texts`] texts in memory. Both return the [`api::Api`] that the files describe, or a
//! [`Report`] of all problems. The pipeline has three stages, each of which reports all its problems at once:
//!
//! 1. [`document::parse`]: a file becomes a tree of nodes with spans;
//! 2. [`language::check()`]: keys and kinds of values are checked against the language tables, which also give [`json_schema`];
//! 3. `resolve`: names are resolved, rules are inherited, types are completed.

mod alike;
pub mod api;
pub mod availability;
pub mod catalog;
pub mod characters;
pub mod client_names;
pub mod constructors;
mod data;
pub mod diagnostic;
pub mod document;
mod file;
pub mod fixes;
mod foreign_types;
pub mod forms;
pub mod hash;
pub mod help;
mod independent;
pub mod language;
pub mod literal;
mod load;
pub mod operations;
mod parsed;
mod parts;
pub mod render;
mod report;
pub mod requests;
mod resolve;
pub mod rules;
pub mod rust_names;
mod samples;
pub mod source;
pub mod suggest;
mod syntax;
#[cfg(test)]
mod tests;
mod types;
pub mod undeclared;
pub mod url_text;
pub mod users;
pub mod uses;
mod work;

pub use data::YamlData;
pub use file::File;
pub use language::{json_schema, json_schema_of};
pub use load::{Loaded, holds_api, load_dir, load_files, load_texts, read_dir};
pub use parsed::Parsed;
pub use report::{LoadError, Report};
pub use types::{Mention, mentions};
