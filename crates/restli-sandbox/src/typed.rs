//! Text of URLs as values of their types.

use restli_core::Json;
use restli_schema::api::{Api, JsonKind, Key, Param, Type, TypeKind, Union};
use serde_json::{Map, Number};

/// A value of a URL in its type. What is none of the type stays as it is.
pub(crate) fn value(api: &Api, json: &Json, ty: &Type) -> Json {
    match (ty, json) {
        (Type::Int | Type::Long, Json::String(text)) => text.parse::<i64>().map_or_else(|_| json.clone(), Json::from),
        (Type::Float | Type::Double, Json::String(text)) => number(text).unwrap_or_else(|| json.clone()),
        (Type::Bool, Json::String(text)) => boolean(text).unwrap_or_else(|| json.clone()),
        (Type::Array(item), Json::Array(items)) => items.iter().map(|one| value(api, one, item)).collect(),
        // The first version of the protocol writes a list of one as its item.
        (Type::Array(item), one @ Json::String(_)) => Json::Array(vec![value(api, one, item)]),
        (Type::Map(_, item), Json::Object(entries)) => entries.iter().map(|(key, one)| (key.clone(), value(api, one, item))).collect(),
        (Type::Named(id), _) => match (&api[*id].kind, json) {
            (TypeKind::Typeref(target), _) => value(api, json, target),
            (TypeKind::Time, _) => value(api, json, &Type::Long),
            (TypeKind::Record(record), Json::Object(members)) => {
                members_of(api, members, |name| record.fields.iter().find(|field| field.name.wire == name).map(|field| &field.ty))
            }
            (TypeKind::Union(union), _) if union.bare => bare(api, json, union),
            (TypeKind::Union(union), Json::Object(members)) => members_of(api, members, |name| union.of_key(name).map(|member| &member.ty)),
            _ => json.clone(),
        },
        _ => json.clone(),
    }
}

/// A key in the types of its parts.
pub(crate) fn key(api: &Api, json: &Json, key: &Key) -> Json {
    match key {
        Key::Simple(param) => value(api, json, &param.ty),
        Key::Compound { parts: of_key, .. } => parts(api, json, of_key),
        Key::Complex { record, params, .. } => {
            let mut own = value(api, json, &Type::Named(*record));
            if let Some((params, given)) = params.zip(own.get_mut("$params")) {
                *given = value(api, given, &Type::Named(params));
            }
            own
        }
    }
}

/// Parts of a compound key in their types.
pub(crate) fn parts(api: &Api, json: &Json, parts: &[Param]) -> Json {
    let Some(members) = json.as_object() else { return json.clone() };
    members_of(api, members, |name| parts.iter().find(|part| part.name.wire == name).map(|part| &part.ty))
}

fn members_of<'t>(api: &Api, members: &Map<String, Json>, ty: impl Fn(&str) -> Option<&'t Type>) -> Json {
    members.iter().map(|(name, one)| (name.clone(), ty(name).map_or_else(|| one.clone(), |ty| value(api, one, ty)))).collect()
}

/// Text is a number or a truth value of a bare union if it is written like one, and else its text.
fn bare(api: &Api, json: &Json, union: &Union) -> Json {
    let kinds: &[JsonKind] = match json {
        Json::String(_) => &[JsonKind::Number, JsonKind::Bool, JsonKind::Text],
        Json::Array(_) => &[JsonKind::Array],
        Json::Object(_) => &[JsonKind::Object],
        Json::Null | Json::Bool(_) | Json::Number(_) => &[],
    };
    let members = kinds.iter().filter_map(|kind| union.of_kind(*kind));
    let read = members.map(|member| value(api, json, &member.ty));
    let mut read = read.filter(|one| !json.is_string() || !one.is_string());
    read.next().unwrap_or_else(|| json.clone())
}

fn number(text: &str) -> Option<Json> {
    Number::from_f64(text.parse().ok()?).map(Json::Number)
}

fn boolean(text: &str) -> Option<Json> {
    matches!(text, "true" | "false").then(|| Json::Bool(text == "true"))
}
