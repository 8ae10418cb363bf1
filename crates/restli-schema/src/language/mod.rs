//! The language as data: its keys with their places, values and meanings.
//!
//! The structural [check](check()) and the [JSON Schema](json_schema()) are derived from the same tables.

mod check;
mod foreign;
mod foreign_keys;
mod foreign_types;
mod hints;
mod json_schema;
mod kinds;
mod limits;
mod lists;
mod names;
mod notation;
mod numbers;
mod places;
mod plain;
mod punctuation;
mod shape;
mod synonyms;
mod tables;
mod twice;
mod unfit;
mod walk;
mod words;

pub use check::check;

pub(crate) use hints::JOINS;
pub use json_schema::{json_schema, json_schema_of};
pub(crate) use kinds::is_long_form;
pub use kinds::is_map_key;
pub use notation::{
    ERROR_CODE, Notation, is_dots, is_entity_type, is_error_code, is_in_url, is_reason, is_segment, is_urn_namespace, is_wire_name,
};
pub(crate) use numbers::meant as number_meant;
pub use shape::{Choice, Entry, Limit, NameOf, Shape, Value, Word};
pub use tables::{API, INLINE_UNION, PRODUCT};
pub use walk::{Met, Step, walk};
