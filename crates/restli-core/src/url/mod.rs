//! URL data (`docs/protocol.md §3`): the text form `List(..)`, `(k:v)` of values in paths, queries, headers and body keys.

mod coerce;
mod decimal;
mod escape;
mod reader;
mod unescaped;
mod writer;

/// Longest query that travels in a URL, in bytes; a longer one travels in the body (`docs/protocol.md §10`).
pub const LONGEST_QUERY: usize = 4000;

pub use escape::{Context, encode_str, percent_decode};
pub use reader::{MAX_DEPTH, parse, read};
pub use writer::{distinct, to_string};

pub(crate) use coerce::from_text;
pub(crate) use escape::is_escaped;
pub(crate) use unescaped::read_unescaped;
pub(crate) use writer::{room, simple, write};
