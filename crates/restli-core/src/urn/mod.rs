//! URNs (`docs/protocol.md §12.1`): any URN, and URNs of one type with a typed key.

mod any;
mod key;
mod typed;

pub use any::{MAX_LENGTH, Urn, UrnError};
pub use key::UrnKey;
pub use typed::{TypedUrn, UrnType};
