//! Members of JSON that its type does not declare.

use serde_json::Value;

use crate::api::{Api, JsonKind, Record, Type, TypeKind, Union};

/// Adds the places of members that no declared type has, each as a path that begins with `place`.
pub fn undeclared(api: &Api, value: &Value, ty: &Type, place: &str, found: &mut Vec<String>) {
    match (ty, value) {
        (Type::Array(item), Value::Array(values)) => values.iter().for_each(|value| undeclared(api, value, item, place, found)),
        (Type::Map(_, item), Value::Object(entries)) => entries.values().for_each(|value| undeclared(api, value, item, place, found)),
        (Type::Named(id), value) => match (&api[*id].kind, value) {
            (TypeKind::Typeref(target), value) => undeclared(api, value, target, place, found),
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
            Some(field) if plain == name => undeclared(api, value, &field.ty, &inside, found),
            Some(_) => {}
            None if record.open => {}
            None => found.push(inside),
        }
    }
}

fn members(api: &Api, value: &Value, union: &Union, place: &str, found: &mut Vec<String>) {
    if union.bare {
        let Some(kind) = JsonKind::of(value) else { return };
        match union.of_kind(kind) {
            Some(member) => undeclared(api, value, &member.ty, place, found),
            None => found.push(format!("{place}: no member is of kind {kind:?}")),
        }
        return;
    }
    for (key, value) in value.as_object().into_iter().flatten() {
        let inside = format!("{place}.{key}");
        match union.of_key(key) {
            Some(member) => undeclared(api, value, &member.ty, &inside, found),
            None => found.push(inside),
        }
    }
}
