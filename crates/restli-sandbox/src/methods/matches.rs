//! Entities beside the parameters of a search.
//!
//! A parameter selects by the field of its name, or of its name in the singular. A list holds if one of its values does; a record holds if
//! each of its members does for the field of its name, so that `search=(status:(values:List(ACTIVE)))` finds what is active. A record of
//! one member that the entity does not have stands for that member. Other parameters select nothing.

use restli_core::Json;

/// Returns whether an entity is among those that a parameter selects.
pub(super) fn fits(entity: &Json, name: &str, wanted: &Json) -> bool {
    let singular = name.strip_suffix('s').unwrap_or(name);
    let field = entity.get(name).or_else(|| entity.get(singular));
    match (field, wanted) {
        // A record around fields has a name of its own, or that of its only field.
        (Some(Json::String(_)) | None, Json::Object(criteria)) if !criteria.contains_key("values") => {
            criteria.iter().all(|(name, wanted)| fits(entity, name, wanted))
        }
        (Some(field), wanted) => holds(field, wanted),
        (None, _) => true,
    }
}

/// Returns whether a value is wanted.
fn holds(value: &Json, wanted: &Json) -> bool {
    match (value, wanted) {
        (value, Json::Array(any)) => any.is_empty() || any.iter().any(|one| holds(value, one)),
        (Json::Array(values), one) => values.iter().any(|value| holds(value, one)),
        (value, Json::Object(criteria)) => match criteria.iter().next().filter(|_| criteria.len() == 1) {
            // A record around the value that is wanted.
            Some((name, wanted)) if value.get(name).is_none() => holds(value, wanted),
            _ => criteria.iter().all(|(name, wanted)| value.get(name).is_some_and(|value| holds(value, wanted))),
        },
        (value, wanted) => value == wanted || text(value) == text(wanted),
    }
}

fn text(value: &Json) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::fits;

    #[test]
    fn entity_is_found_by_what_its_fields_hold() {
        let entity = json!({"author": "urn:li:person:1", "status": "ACTIVE", "id": 7, "tags": ["a", "b"], "run": {"open": true}});
        for (name, wanted, is_found) in [
            ("author", json!("urn:li:person:1"), true),
            ("author", json!("urn:li:person:2"), false),
            ("authors", json!(["urn:li:person:2", "urn:li:person:1"]), true),
            ("authors", json!(["urn:li:person:2"]), false),
            ("id", json!("7"), true),
            ("tags", json!("b"), true),
            ("search", json!({"status": {"values": ["ACTIVE", "DRAFT"]}}), true),
            ("search", json!({"status": {"values": ["DRAFT"]}}), false),
            ("run", json!({"open": true}), true),
            ("run", json!({"value": {"open": true}}), true),
            ("run", json!({"value": {"open": false}}), false),
            ("run", json!({"shut": true}), false),
            ("status", json!({"status": "ACTIVE"}), true),
            ("status", json!({"status": "DRAFT"}), false),
            ("sortBy", json!("LAST_MODIFIED"), true),
        ] {
            assert_eq!(fits(&entity, name, &wanted), is_found, "{name}={wanted}");
        }
    }
}
