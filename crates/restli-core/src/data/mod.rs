//! The data model (`docs/protocol.md §4`): [`Data`], the trait of every value, and the parts that JSON, URL data and serde share.

mod bytes;
pub(crate) mod debug;
pub(crate) mod eq;
mod error;
mod fields;
mod impls;
mod macros;
pub(crate) mod sent;
pub(crate) mod serde_bridge;
mod union_macros;
pub(crate) mod unknown;
mod unread;
pub(crate) mod value;

pub use bytes::{Bytes, Fixed, to_latin1};
pub use error::{DecodeError, Fault};
pub use sent::unsendable;
pub use unread::Unread;
pub use value::{Data, DataMut, DataRef};

pub(crate) use eq::eq;
pub(crate) use fields::Fields;
pub(crate) use unknown::stands_beside;
pub(crate) use unread::Step;
pub(crate) use value::{Bare, Entries, Field, FieldMuts, FromText, Items, Record, Table, Union};
