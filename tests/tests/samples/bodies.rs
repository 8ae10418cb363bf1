//! The fields of an answer beside the declared types.

use restli_schema::api::{Api, JsonKind, Record, ResourceMethod as M, SampleContent, Type, TypeKind, Union};
use serde_json::Value;

use crate::sample::Sample;

/// The places of members that no declared type has; `None` for a sample that is no answer with a body.
pub(crate) fn undeclared(api: &Api, sample: &Sample<'_>) -> Option<Vec<String>> {
    let SampleContent::Answer(answer) = sample.content else { return None };
    let body: Value = serde_json::from_str(&answer.body).ok()?;
    let mut found = Vec::new();
    let mut look = |value: Option<&Value>, ty: &Type, place: &str| {
        if let Some(value) = value {
            walk(api, value, ty, place, &mut found);
        }
    };
    let entity = api[sample.resource].entity.map_or(Type::Any, Type::Named);
    let entities = Type::Array(Box::new(entity.clone()));
    match sample.method.kind {
        M::Get | M::Create | M::Update | M::PartialUpdate => look(Some(&body), &entity, ""),
        M::BatchGet => look(body.get("results"), &Type::Map(Box::new(Type::String), Box::new(entity)), "results"),
        M::GetAll | M::Finder => {
            look(body.get("elements"), &entities, "elements");
            look(body.get("metadata"), &sample.method.metadata.map_or(Type::Any, Type::Named), "metadata");
        }
        M::BatchFinder => {
            for page in body.get("elements").and_then(Value::as_array).into_iter().flatten() {
                look(page.get("elements"), &entities, "elements.elements");
            }
        }
        M::Action => look(body.get("value"), &sample.method.returns.as_ref().map_or(Type::Any, |result| result.ty.clone()), "value"),
        M::BatchCreate | M::BatchUpdate | M::BatchPartialUpdate | M::Delete | M::BatchDelete => {}
    }
    Some(found.into_iter().map(|place| format!("{}: {place}", sample.name)).collect())
}

fn walk(api: &Api, value: &Value, ty: &Type, place: &str, found: &mut Vec<String>) {
    match (ty, value) {
        (Type::Array(item), Value::Array(values)) => values.iter().for_each(|value| walk(api, value, item, place, found)),
        (Type::Map(_, item), Value::Object(entries)) => entries.values().for_each(|value| walk(api, value, item, place, found)),
        (Type::Named(id), value) => match (&api[*id].kind, value) {
            (TypeKind::Typeref(target), value) => walk(api, value, target, place, found),
            (TypeKind::Record(record), Value::Object(_)) => fields(api, value, record, place, found),
            (TypeKind::Union(union), value) => members(api, value, union, place, found),
            _ => {}
        },
        _ => {}
    }
}

fn fields(api: &Api, value: &Value, record: &Record, place: &str, found: &mut Vec<String>) {
    for (name, value) in value.as_object().into_iter().flatten() {
        let inside = format!("{place}.{name}");
        // What stands for a URN (`owner~`), and the error of its expansion (`owner!`).
        let plain = name.split(['~', '!']).next().unwrap_or(name);
        match record.fields.iter().find(|field| field.name.wire == plain || field.name.wire == *name) {
            Some(field) if plain == name => walk(api, value, &field.ty, &inside, found),
            Some(_) => {}
            None if record.open => {}
            None => found.push(inside),
        }
    }
}

fn members(api: &Api, value: &Value, union: &Union, place: &str, found: &mut Vec<String>) {
    if union.bare {
        let kind = match value {
            Value::Null => return,
            Value::Bool(_) => JsonKind::Bool,
            Value::Number(_) => JsonKind::Number,
            Value::String(_) => JsonKind::Text,
            Value::Array(_) => JsonKind::Array,
            Value::Object(_) => JsonKind::Object,
        };
        match union.members.iter().find(|member| member.kind == Some(kind)) {
            Some(member) => walk(api, value, &member.ty, place, found),
            None => found.push(format!("{place}: no member is of kind {kind:?}")),
        }
        return;
    }
    for (key, value) in value.as_object().into_iter().flatten() {
        let inside = format!("{place}.{key}");
        match union.members.iter().find(|member| member.name.wire == *key) {
            Some(member) => walk(api, value, &member.ty, &inside, found),
            None => found.push(inside),
        }
    }
}
