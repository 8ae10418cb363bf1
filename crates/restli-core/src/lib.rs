//! Rest.li 2.0 without I/O: data codec, keys, URNs, projections, patches, envelopes, errors, permissions, quotas.

#![cfg_attr(docsrs, feature(doc_cfg))]

mod calendar;
pub mod data;
pub mod duration;
pub mod envelope;
pub mod error;
pub mod escaped_text;
pub mod json;
pub mod key;
mod method;
pub mod patch;
pub mod permission;
mod printable;
pub mod projection;
pub mod quota;
pub mod recovery;
pub mod suggest;
#[doc(hidden)]
pub mod support;
mod time;
pub mod token;
pub mod url;
pub mod urn;
mod words;

pub use calendar::{Day, Sunset, is_misdated};
pub use method::ResourceMethod;
pub use printable::printable;
pub use time::Time;
pub use words::{grouped, shell_word};

/// Any JSON value.
pub type Json = serde_json::Value;

/// A map from text, in order of its keys.
pub type Map<T> = std::collections::BTreeMap<String, T>;

/// A map from keys that are text on the wire (numbers, enums, URNs), in order of the keys.
pub type KeyedMap<K, T> = std::collections::BTreeMap<K, T>;

/// A union member that the schema does not know; without a key, no member at all, as after a projection (`docs/protocol.md §4`).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct UnknownMember {
    /// The key on the wire, if there was one.
    pub key: Option<String>,
    /// The value as it came.
    pub value: Json,
}
