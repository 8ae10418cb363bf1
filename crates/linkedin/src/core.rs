//! The types of the Rest.li protocol that appear in requests, responses and errors.

pub use restli_client::core::{
    Day, Json, Map, ResourceMethod, Sunset, Time, UnknownMember, envelope, error, escaped_text, key, patch, urn,
};

/// Bytes, and the error of data that does not fit its type.
pub mod data {
    pub use restli_client::core::data::{Bytes, Data, DecodeError, Fixed, Unread};
}

/// JSON to and from the types of the data model, without a detour by `serde_json`.
pub mod json {
    pub use restli_client::core::json::{from_slice, to_string, to_vec};
}

/// Projections as values, and the types that stand for their results.
pub mod projection {
    pub use restli_client::core::projection::{
        Decoration, Item, Name, Projected, Projection, Range, Select, Selection, StyleError, Styles, SyntaxError, narrow,
    };
}
