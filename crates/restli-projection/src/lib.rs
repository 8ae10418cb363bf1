//! One projection, checked against a catalog and expanded into a struct.
//!
//! The macro, the generator, the schema check and the sandbox all come here, so that a projection means one thing.
//! Text and lexemes are read by `restli_core::projection`; what a name is, the [`catalog`] says. The macro `scopes!`, whose tables stand
//! beside the catalog, is here too: `scopes`.

pub mod catalog;
mod check;
pub mod checked;
#[cfg(feature = "expand")]
mod compose;
#[cfg(feature = "expand")]
mod cursor;
mod embed;
#[cfg(feature = "expand")]
pub mod expand;
#[cfg(feature = "expand")]
mod failure;
#[cfg(feature = "expand")]
pub mod macros;
mod problem;
#[cfg(feature = "expand")]
mod recover;
#[cfg(feature = "expand")]
pub mod scopes;
#[cfg(feature = "expand")]
mod selectable;
pub mod suggest;
pub mod text;
#[cfg(feature = "expand")]
mod tokens;

pub use check::{check, sent};
pub use problem::Problem;
