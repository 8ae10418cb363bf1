//! Checks one projection against a catalog, and expands it into a struct.
//!
//! A projection names the fields that an answer shall have: `(id, photo~(url))`. The macro `projection!`, the generator and the schema
//! check share this crate, so that a projection means the same to all of them. `restli_core::projection` parses the text; the [`catalog`]
//! holds the names. The crate also has the macro `scopes!`, whose tables stand beside the catalog.

#![cfg_attr(docsrs, feature(doc_cfg))]

mod akin;
#[cfg(feature = "expand")]
mod call;
pub mod catalog;
mod check;
pub mod checked;
#[cfg(feature = "expand")]
mod cursor;
#[cfg(feature = "expand")]
mod declaration;
#[cfg(feature = "expand")]
mod derives;
#[cfg(feature = "expand")]
pub mod editor;
mod embed;
#[cfg(feature = "expand")]
pub mod expand;
#[cfg(feature = "expand")]
mod failure;
#[cfg(feature = "expand")]
mod input;
#[cfg(feature = "expand")]
pub mod macros;
mod problem;
#[cfg(feature = "expand")]
mod projected;
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
#[cfg(feature = "expand")]
mod written;

pub use check::{canonical, check, resolve};
#[cfg(feature = "expand")]
pub use declaration::{Declaration, Paths, docs};
#[cfg(feature = "expand")]
pub use input::Input;
pub use problem::Problem;
#[cfg(feature = "expand")]
pub use tokens::Spans;
