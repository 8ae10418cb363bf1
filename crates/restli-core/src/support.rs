//! Names that the macros of this crate and generated code use. Not part of the public interface: they may change in any release.

pub use serde_core as serde;

pub use crate::data::debug::fmt_debug;
pub use crate::data::eq::eq;
pub use crate::data::sent::check_symbol;
pub use crate::data::serde_bridge::{deserialize, serialize};
pub use crate::data::unknown::unrecognized;
pub use crate::data::value::{Bare, Entries, Field, FieldMuts, FieldRefs, FromText, Items, Record, Table, Union};
pub use crate::json::default_value;
pub use crate::projection::compose::{Composed, Fragment, embedded, room};
pub use crate::urn::union::refused as refused_urn;

/// The result of [`FromText::set_text`].
pub type SetText = Result<(), String>;

/// Copies text, for macro expansions in scopes where `String` may name another type.
pub fn owned(text: &str) -> String {
    text.to_owned()
}

/// The words that may follow a field's name in `record!`.
pub mod mark {
    #![allow(non_upper_case_globals, reason = "the names are the words of the macro")]
    /// Decoding fails without the field.
    pub const required: bool = true;
}
