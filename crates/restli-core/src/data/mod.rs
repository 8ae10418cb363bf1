//! The data model (`docs/protocol.md §4`): values, and what reads and writes them.

mod bytes;
mod error;
mod fields;
mod impls;
mod macros;
mod same;
mod serde_bridge;
mod show;
mod slot;
mod unknown;

pub use bytes::{Bytes, Fixed, to_latin1};
pub use error::DecodeError;
pub(crate) use fields::{Fields, start_over};
pub use same::same;
pub use serde_bridge::{deserialize, serialize};
pub use show::show;
pub use slot::{Entries, Field, Fill, FromText, Items, Record, Slot, Slots, SlotsMut, Table, Union, View};
pub(crate) use unknown::stands_beside;

/// What [`FromText::set_text`] answers, for the macros.
#[doc(hidden)]
pub type SetText = Result<(), String>;

/// Text to keep, for the macros.
#[doc(hidden)]
pub fn owned(text: &str) -> String {
    text.to_owned()
}

/// The words that may follow a field's name in `record!`.
#[doc(hidden)]
pub mod mark {
    #![allow(non_upper_case_globals, reason = "the names are the words of the macro")]
    /// Reading fails without it.
    pub const required: bool = true;
}
