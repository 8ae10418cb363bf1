//! URNs (`docs/protocol.md §12.1`): any URN, and URNs of one type with a typed key.

mod convert;
mod key;
mod typed;
pub(crate) mod union;
mod untyped;

pub use convert::IntoUrn;
pub use key::{IntoUrnKey, UrnKey};
pub use typed::{TypedUrn, UrnType};
pub use untyped::{MAX_LENGTH, Urn, UrnError};

pub(crate) use untyped::check_sent;
