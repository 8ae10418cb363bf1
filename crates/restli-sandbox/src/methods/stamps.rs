//! Fields that only the server writes: times and members of creation and change.
//!
//! Among the read-only fields of a resource, those whose names begin with `created` or `lastModified` are stamps: a time, or a record with
//! a `time` and an `actor`. Fields of the same names inside of `changeAuditStamps` are stamps, too.

use restli_core::Json;
use restli_schema::api::{Api, Type, TypeKind};
use serde_json::json;

use super::work::Work;

/// Stamps a new entity.
pub(super) fn created(work: Work<'_>, entity: &mut Json) {
    stamp(work, entity, &["created", "lastModified"]);
}

/// Stamps a changed entity.
pub(super) fn changed(work: Work<'_>, entity: &mut Json) {
    stamp(work, entity, &["lastModified"]);
}

fn stamp(work: Work<'_>, entity: &mut Json, beginnings: &[&str]) {
    let api = work.api();
    let Some(record) = work.call.resource.entity.and_then(|id| crate::keys::record_of(api, &Type::Named(id))) else { return };
    let Some(members) = entity.as_object_mut() else { return };
    let now = work.state.clock.now().as_millis();
    for field in &record.fields {
        let name = &field.name.wire;
        let is_stamp = work.call.resource.read_only.contains(name) && beginnings.iter().any(|beginning| name.starts_with(beginning));
        if !is_stamp {
            continue;
        }
        let value = match target(api, &field.ty) {
            Target::Number => json!(now),
            Target::Stamp => json!({ "time": now }),
            Target::Other => continue,
        };
        members.insert(name.clone(), value);
    }
}

/// The kinds of fields that may be stamps.
enum Target {
    /// The time itself.
    Number,
    /// A record with a time.
    Stamp,
    Other,
}

fn target(api: &Api, ty: &Type) -> Target {
    match ty {
        Type::Long => Target::Number,
        Type::Named(id) => match &api[*id].kind {
            TypeKind::Time => Target::Number,
            TypeKind::Record(record) if record.fields.iter().any(|field| field.name.wire == "time") => Target::Stamp,
            TypeKind::Typeref(inner) => target(api, inner),
            _ => Target::Other,
        },
        _ => Target::Other,
    }
}
