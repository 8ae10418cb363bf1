//! Projections (`docs/protocol.md §5`): one tree for the `fields` mask and for the `projection` with decorations.
//!
//! A projection is written once, in the decorated language, and sent in the style that an endpoint accepts. A part that a style cannot
//! express is an error with its position. The tree is untyped.

mod apply;
mod build;
mod check;
pub(crate) mod compose;
mod error;
mod lexeme;
mod mask;
mod merge;
#[doc(hidden)]
pub mod misplaced;
mod path;
mod print;
mod select;
mod tree;
mod written;

pub use check::{CheckError, Mismatch};
pub use error::{StyleError, SyntaxError};
pub use lexeme::{Lexeme, LexemeKind, lexemes};
pub use mask::parse_mask;
pub use path::parse_path;
pub use select::{Projected, Select, Selection, Styles, narrow};
pub use tree::{Decoration, Item, Name, Projection, Range};

/// The deepest nesting of parentheses in a projection.
pub const MAX_DEPTH: usize = 32;
