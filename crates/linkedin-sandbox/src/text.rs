//! Texts in entities.

use serde_json::Value as Json;

/// The text of a member of an entity; empty if there is none.
pub(crate) fn text<'e>(entity: &'e Json, name: &str) -> &'e str {
    entity.get(name).and_then(Json::as_str).unwrap_or_default()
}

/// Sets a member of an entity.
pub(crate) fn set(entity: &mut Json, name: &str, value: Json) {
    if let Some(members) = entity.as_object_mut() {
        members.insert(name.to_owned(), value);
    }
}

/// The number in a member of an entity; 0 if there is none.
pub(crate) fn count(entity: &Json) -> u64 {
    entity.get("count").and_then(Json::as_u64).unwrap_or(0)
}
