//! URNs (`docs/protocol.md §12.1`): any URN, and URNs of one type with a typed key.

mod key;
mod typed;
pub(crate) mod union;
mod untyped;

pub use key::{IntoUrnKey, UrnKey};
pub use typed::{TypedUrn, UrnType};
pub use untyped::{MAX_LENGTH, Urn, UrnError};
