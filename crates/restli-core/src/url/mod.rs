//! URL data (`docs/protocol.md §3`): the text form `List(..)`, `(k:v)` of values in paths, queries, headers and body keys.

mod coerce;
mod decimal;
mod escape;
mod query;
mod reader;
mod writer;

pub use escape::{Context, percent_decode, write_str};
pub use query::{Pair, Query, QueryError, query, read_query};
pub use reader::{MAX_DEPTH, parse, read};
pub use writer::write;

pub(crate) use coerce::from_text;
pub(crate) use escape::is_escaped;
pub(crate) use query::room;
pub(crate) use writer::simple;
