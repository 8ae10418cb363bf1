//! Constructors and calls whose arguments could change places unnoticed: they take the required parts of a record, or the keys of a path, by
//! name, as a record of their own.

use crate::api::{Api, Field, Key, Method, Param, ResourceId, Type, TypeId, TypeKind, UrnId};
use crate::forms::Form;
use crate::rust_names::parts_name;

/// The name of the parts of a record, if its constructor takes them by name.
#[must_use]
pub fn parts_of_record(api: &Api, id: TypeId, ident: &str) -> Option<String> {
    let TypeKind::Record(record) = &api[id].kind else { return None };
    named(api, ident, record.fields.iter().filter(|field| is_required(field)).map(|field| &field.ty))
}

/// The name of the parts of a form, if its constructor takes them by name.
#[must_use]
pub fn parts_of_form(api: &Api, form: &Form) -> Option<String> {
    let TypeKind::Record(record) = &api[form.item.of].kind else { return None };
    let given = |field: &&Field| {
        let wire = &field.name.wire;
        let left_out = form.excluded.contains(wire) || form.initial.iter().any(|(name, _)| name == wire);
        !left_out && (is_required(field) || form.required.contains(wire))
    };
    named(api, &form.item.ident, record.fields.iter().filter(given).map(|field| &field.ty))
}

/// The name of the parts of a compound key, if its constructor takes them by name.
#[must_use]
pub fn parts_of_key(api: &Api, parts: &[Param], ident: &str) -> Option<String> {
    named(api, ident, parts.iter().map(|part| &part.ty))
}

/// The keys in the path of an entity, outermost first, if calls take them by name: two of them take each other's values.
#[must_use]
pub fn path_keys(api: &Api, id: ResourceId) -> Option<Vec<&Key>> {
    api[id].key.as_ref()?;
    let mut keys: Vec<&Key> = api.lineage(id).filter_map(|id| api[id].key.as_ref()).collect();
    keys.reverse();
    let types: Vec<Type> = keys.iter().filter_map(|key| key_type(key)).collect();
    let is_called = |other: ResourceId| {
        let mut methods = api[other].methods.iter();
        if other == id { methods.any(Method::addresses_entity) } else { methods.len() > 0 && api.lineage(other).any(|above| above == id) }
    };
    (some_swappable(api, &types.iter().collect::<Vec<_>>()) && api.resource_ids().any(is_called)).then_some(keys)
}

/// The type of a key; `None` for a compound key, whose record is like no other type.
fn key_type(key: &Key) -> Option<Type> {
    match key {
        Key::Simple(param) => Some(param.ty.clone()),
        Key::Complex { record, .. } => Some(Type::Named(*record)),
        Key::Compound { .. } => None,
    }
}

fn is_required(field: &Field) -> bool {
    !field.optional && field.default.is_none()
}

fn named<'a>(api: &Api, ident: &str, required: impl Iterator<Item = &'a Type>) -> Option<String> {
    some_swappable(api, &required.collect::<Vec<_>>()).then(|| parts_name(ident))
}

/// Returns whether two of several types may take each other's values.
fn some_swappable(api: &Api, types: &[&Type]) -> bool {
    let mut rest = types;
    while let [first, others @ ..] = rest {
        if others.iter().any(|other| swappable(api, first, other)) {
            return true;
        }
        rest = others;
    }
    false
}

/// Returns whether a value may fit both types, so that the compiler accepts two arguments in either order.
fn swappable(api: &Api, one: &Type, other: &Type) -> bool {
    let (one, other) = (aliased(api, one), aliased(api, other));
    if let (Some(one), Some(other)) = (urn_types(api, one), urn_types(api, other)) {
        return one.is_empty() || other.is_empty() || one.iter().any(|urn| other.contains(urn));
    }
    match (one, other) {
        (Type::Int | Type::Long, Type::Int | Type::Long) | (Type::Float | Type::Double, Type::Float | Type::Double) => true,
        (Type::Array(one), Type::Array(other)) => swappable(api, one, other),
        (Type::Map(key, one), Type::Map(of, other)) => swappable(api, key, of) && swappable(api, one, other),
        (Type::Named(first), Type::Named(second)) => match (&api[*first].kind, &api[*second].kind) {
            (TypeKind::Time, TypeKind::Time) => true,
            (TypeKind::Fixed(one), TypeKind::Fixed(other)) => one == other,
            _ => first == second,
        },
        _ => one == other,
    }
}

/// The type that a typeref, if it is one, is another name for.
fn aliased<'a>(api: &'a Api, ty: &'a Type) -> &'a Type {
    match ty {
        Type::Named(id) if let TypeKind::Typeref(target) = &api[*id].kind => aliased(api, target),
        other => other,
    }
}

/// The URN types that fit a type of URNs: none for any URN.
fn urn_types<'a>(api: &'a Api, ty: &'a Type) -> Option<&'a [UrnId]> {
    match ty {
        Type::Urn => Some(&[]),
        Type::UrnOf(id) => Some(std::slice::from_ref(id)),
        Type::Named(id) if let TypeKind::UrnChoice(types) = &api[*id].kind => Some(types),
        _ => None,
    }
}
