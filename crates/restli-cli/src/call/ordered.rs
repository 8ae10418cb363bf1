//! JSON text with the members of records in the order of the schema, as a typed client sends them.

use restli_client::Json;
use restli_client::core::envelope::Content;
use restli_schema::api::{Api, JsonKind, Type, TypeKind};
use restli_schema::operations::Operation;

/// A body of JSON text.
pub(super) fn content(text: String) -> Content {
    Content::new("application/json", text.into_bytes())
}

/// The entity of an operation.
pub(super) fn entity(operation: Operation<'_>, entity: &Json) -> String {
    operation.resource.entity.map_or_else(|| entity.to_string(), |id| value(operation.api, &Type::Named(id), entity))
}

/// A value of a type. Members that no record declares come last.
pub(super) fn value(api: &Api, ty: &Type, json: &Json) -> String {
    match (ty, json) {
        (Type::Array(item), Json::Array(items)) => array(items.iter().map(|one| value(api, item, one))),
        (Type::Map(_, item), Json::Object(members)) => object(members.iter().map(|(name, one)| (name.as_str(), value(api, item, one)))),
        (Type::Named(id), _) => match (&api[*id].kind, json) {
            (TypeKind::Typeref(target), _) => value(api, target, json),
            (TypeKind::Record(record), Json::Object(members)) => {
                let fields = || record.fields.iter().map(|field| (field.name.wire.as_str(), &field.ty));
                let known = fields().filter_map(|(name, ty)| Some((name, value(api, ty, members.get(name)?))));
                let others = members.iter().filter(|(name, _)| fields().all(|(own, _)| own != **name));
                object(known.chain(others.map(|(name, one)| (name.as_str(), one.to_string()))))
            }
            (TypeKind::Union(union), _) if union.bare => match JsonKind::of(json).and_then(|kind| union.of_kind(kind)) {
                Some(member) => value(api, &member.ty, json),
                None => json.to_string(),
            },
            (TypeKind::Union(union), Json::Object(members)) => object(members.iter().map(|(name, one)| {
                let member = union.of_key(name);
                (name.as_str(), member.map_or_else(|| one.to_string(), |member| value(api, &member.ty, one)))
            })),
            _ => json.to_string(),
        },
        _ => json.to_string(),
    }
}

/// The text of an array.
pub(super) fn array(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(","))
}

/// The text of an object.
pub(super) fn object<'n>(members: impl Iterator<Item = (&'n str, String)>) -> String {
    let members: Vec<String> = members.map(|(name, text)| format!("{}:{text}", Json::from(name))).collect();
    format!("{{{}}}", members.join(","))
}
