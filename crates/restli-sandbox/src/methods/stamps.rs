//! Fields that only the server writes: times and members of creation and change.
//!
//! Among the read-only fields of a resource, those whose names begin with `created` or `lastModified` are stamps: a time, or a record with
//! a `time` and an `actor`, who is the one that the request names. Fields of the same names inside of `changeAuditStamps` are stamps, too.

use restli_core::Json;
use restli_schema::api::{Api, Record, Type, TypeKind};
use serde_json::json;

use super::work::Work;
use crate::gates::actor;
use crate::keys::convert;

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
    let now = work.state.clock.now().as_millis();
    let actor = actor::of(api, work.call, work.read, entity).map(Json::from);
    let Some(members) = entity.as_object_mut() else { return };
    for field in &record.fields {
        let name = &field.name.wire;
        let is_stamp = work.call.resource.read_only.contains(name) && beginnings.iter().any(|beginning| name.starts_with(beginning));
        if !is_stamp {
            continue;
        }
        let value = match target(api, &field.ty) {
            Target::Number => json!(now),
            Target::Stamp(record) => stamped(api, record, now, actor.as_ref()),
            Target::Other => continue,
        };
        members.insert(name.clone(), value);
    }
}

/// A stamp with its time, and with the actor if the record has one of that type.
fn stamped(api: &Api, record: &Record, now: i64, actor: Option<&Json>) -> Json {
    let mut stamp = json!({ "time": now });
    let field = record.fields.iter().find(|field| field.name.wire == "actor");
    let actor = field.zip(actor).and_then(|(field, actor)| convert(api, &Type::Urn, &field.ty, actor));
    if let Some((actor, members)) = actor.zip(stamp.as_object_mut()) {
        members.insert("actor".to_owned(), actor);
    }
    stamp
}

/// The kinds of fields that may be stamps.
enum Target<'a> {
    /// The time itself.
    Number,
    /// A record with a time.
    Stamp(&'a Record),
    Other,
}

fn target<'a>(api: &'a Api, ty: &'a Type) -> Target<'a> {
    match ty {
        Type::Long => Target::Number,
        Type::Named(id) => match &api[*id].kind {
            TypeKind::Time => Target::Number,
            TypeKind::Record(record) if record.fields.iter().any(|field| field.name.wire == "time") => Target::Stamp(record),
            TypeKind::Typeref(inner) => target(api, inner),
            _ => Target::Other,
        },
        _ => Target::Other,
    }
}
