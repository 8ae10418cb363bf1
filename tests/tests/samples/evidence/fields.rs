//! The declared fields that an answer has.

use restli_schema::api::{Api, Method, ResourceMethod as M, Type, TypeKind};
use serde_json::Value as Json;

/// A declared field in an answer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Seen {
    /// The path in the answer, with `*` for items and entries.
    pub(super) path: String,
    /// The record and the field.
    pub(super) field: String,
}

/// The declared fields of an answer.
pub(super) fn of(api: &Api, entity: Option<restli_schema::api::TypeId>, method: &Method, body: &Json) -> Vec<Seen> {
    let mut found = Vec::new();
    let mut look = |value: &Json, ty: &Type, path: &str| walk(api, value, ty, path, &mut found);
    let entity = entity.map_or(Type::Any, Type::Named);
    let (many, keyed) = (Type::Array(Box::new(entity.clone())), Type::Map(Box::new(Type::String), Box::new(entity.clone())));
    match method.kind {
        M::Get | M::Create | M::Update | M::PartialUpdate => look(body, &entity, ""),
        M::BatchGet => look(&body["results"], &keyed, "results"),
        M::GetAll | M::Finder => {
            look(&body["elements"], &many, "elements");
            look(&body["metadata"], &method.metadata.map_or(Type::Any, Type::Named), "metadata");
        }
        M::BatchFinder => {
            for page in body["elements"].as_array().into_iter().flatten() {
                look(&page["elements"], &many, "elements/*/elements");
            }
        }
        M::Action => look(&body["value"], &method.returns.as_ref().map_or(Type::Any, |result| result.ty.clone()), "value"),
        M::BatchCreate | M::BatchUpdate | M::BatchPartialUpdate | M::Delete | M::BatchDelete => {}
    }
    found.sort();
    found.dedup();
    found
}

fn walk(api: &Api, value: &Json, ty: &Type, path: &str, found: &mut Vec<Seen>) {
    let below = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}/{name}") };
    match (ty, value) {
        (Type::Array(item), Json::Array(items)) => items.iter().for_each(|one| walk(api, one, item, &below("*"), found)),
        (Type::Map(_, item), Json::Object(entries)) => entries.values().for_each(|one| walk(api, one, item, &below("*"), found)),
        (Type::Named(id), value) => match (&api[*id].kind, value) {
            (TypeKind::Typeref(target), value) => walk(api, value, target, path, found),
            (TypeKind::Record(record), Json::Object(members)) => {
                for field in &record.fields {
                    let name = &field.name.wire;
                    if let Some(value) = members.get(name).filter(|value| !value.is_null()) {
                        found.push(Seen { path: below(name), field: format!("{}.{name}", api[*id].name.wire) });
                        walk(api, value, &field.ty, &below(name), found);
                    }
                }
            }
            (TypeKind::Union(union), Json::Object(members)) if !union.bare => {
                for member in &union.members {
                    if let Some(value) = members.get(&member.name.wire) {
                        walk(api, value, &member.ty, &below(&member.name.wire), found);
                    }
                }
            }
            _ => {}
        },
        _ => {}
    }
}
