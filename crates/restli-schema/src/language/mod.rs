//! The language as data: which keys stand where, what their values look like, what they mean.
//!
//! The structural [check](check()) and the [JSON Schema](json_schema()) are both read off the same tables.

mod check;
mod json_schema;
mod shape;
mod tables;

pub use check::check;
pub(crate) use check::is_long_form;
pub use json_schema::json_schema;
pub use shape::{Choice, Entry, Limit, Shape, Value, Word};
pub use tables::{API, PRODUCT};
