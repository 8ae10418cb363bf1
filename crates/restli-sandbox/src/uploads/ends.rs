//! The end of the addresses of an upload, as the answer tells it.

use restli_core::{Json, Time};
use restli_schema::api::{Api, Type, TypeKind};

use crate::make::words;

/// Words in the names of times at which something ends to be good.
const ENDS: &[&str] = &["expire", "expires", "expired", "expiry", "expiration"];

/// Writes the end into each time of a value whose name says that something expires.
pub(super) fn tell(api: &Api, ty: &Type, value: &mut Json, end: Time) {
    match (ty, value) {
        (Type::Array(item), Json::Array(items)) => items.iter_mut().for_each(|one| tell(api, item, one, end)),
        (Type::Map(_, item), Json::Object(entries)) => entries.values_mut().for_each(|one| tell(api, item, one, end)),
        (Type::Named(id), value) => match (&api[*id].kind, value) {
            (TypeKind::Typeref(target), value) => tell(api, target, value, end),
            (TypeKind::Record(record), Json::Object(members)) => {
                for field in &record.fields {
                    match members.get_mut(&field.name.wire) {
                        Some(told) if is_time(api, &field.ty) && is_end(&field.name.wire) => *told = Json::from(end.as_millis()),
                        Some(told) => tell(api, &field.ty, told, end),
                        None => {}
                    }
                }
            }
            (TypeKind::Union(union), Json::Object(members)) if !union.bare => {
                for member in &union.members {
                    members.get_mut(&member.name.wire).into_iter().for_each(|told| tell(api, &member.ty, told, end));
                }
            }
            _ => {}
        },
        _ => {}
    }
}

fn is_end(name: &str) -> bool {
    words(name).iter().any(|word| ENDS.contains(&word.as_str()))
}

fn is_time(api: &Api, ty: &Type) -> bool {
    match ty {
        Type::Named(id) => match &api[*id].kind {
            TypeKind::Time => true,
            TypeKind::Typeref(target) => is_time(api, target),
            _ => false,
        },
        _ => false,
    }
}
