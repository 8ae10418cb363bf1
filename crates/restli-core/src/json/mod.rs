//! JSON, read straight into values and written straight from them (`docs/protocol.md §4`).

mod kind;
mod mark;
mod number;
mod reader;
mod text;
mod tree;
mod undeclared;
mod values;
mod writer;

pub use kind::Kind;
pub(crate) use mark::Mark;
pub use reader::{EachItem, EachMember, MAX_DEPTH, Reader};
pub use writer::{to_string, to_vec, write};

pub(crate) use number::{from_not_finite, not_finite};
pub(crate) use text::same_name;

use crate::data::{Data, DecodeError};

/// Reads a whole text.
///
/// # Errors
/// Text that is not JSON, or data that does not fit the type.
pub fn from_slice<T: Data>(text: &[u8]) -> Result<T, DecodeError> {
    let mut value = T::empty();
    whole(text, &mut value)?;
    Ok(value)
}

/// Reads a whole text into a value and replaces its content. After an error the value is partly read.
///
/// # Errors
/// Text that is not JSON, or data that does not fit the type.
pub fn read_into(text: &[u8], value: &mut dyn Data) -> Result<(), DecodeError> {
    value.reset();
    whole(text, value)
}

/// Reads a whole text into an empty value.
fn whole(text: &[u8], value: &mut dyn Data) -> Result<(), DecodeError> {
    let mut reader = Reader::new(text)?;
    reader.skip_space();
    reader.value(value)?;
    reader.end()
}

/// The value that a schema gives as a default; the schema's check has made sure that it fits.
#[doc(hidden)]
pub fn default_value<T: Data>(text: &str) -> T {
    from_slice(text.as_bytes()).unwrap_or_else(|_| T::empty())
}
