//! The YAML schema language: documents with spans, a checked model, diagnostics.
//!
//! [`load_dir`] reads a folder, [`load_texts`] texts in memory. Both give the [`api::Api`] that the files describe, or a
//! [`Report`] of everything that is wrong with them. In between stand three stages, each of which shows all its problems at once:
//!
//! 1. [`document::parse`]: a file becomes a tree of nodes with places;
//! 2. [`language::check()`]: keys and kinds of values are those of the language; the same tables give [`json_schema`];
//! 3. `resolve`: names stand for what they name, rules are inherited, types are complete.

pub mod api;
pub mod catalog;
pub mod diagnostic;
pub mod document;
mod hash;
pub mod language;
pub mod literal;
mod load;
pub mod render;
mod resolve;
pub mod rules;
pub mod rust_names;
pub mod sent;
pub mod source;
pub mod suggest;
#[cfg(test)]
mod tests;
mod types;

pub use language::json_schema;
pub use load::{Loaded, Report, load_dir, load_texts};
