//! Texts in entities.

use serde_json::Value as Json;

/// The text of a member of an entity; empty if there is none.
pub(crate) fn text<'e>(entity: &'e Json, name: &str) -> &'e str {
    entity.get(name).and_then(Json::as_str).unwrap_or_default()
}
