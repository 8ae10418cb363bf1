//! Paths of fields that a form or patch lacks, and the parts of types that the paths lead into.

use std::collections::BTreeSet;

use crate::api::{Api, Resource, Type, TypeDef, TypeId, TypeKind};

/// Paths of excluded fields, relative to the type that lacks them.
pub type Paths = BTreeSet<String>;

/// Paths without `/*` at their end: excluding the items of an array excludes the array.
pub fn whole<'p>(paths: impl IntoIterator<Item = &'p String>) -> Paths {
    paths.into_iter().map(|path| path.trim_end_matches("/*").to_owned()).collect()
}

/// Paths of fields that the partial update of a resource's entity lacks. It replaces arrays whole, so a path below an array does not count.
pub fn unpatchable(api: &Api, resource: &Resource, entity: TypeId) -> Paths {
    let replaced = |path: &String| goes_through(api, entity, path, |ty| matches!(ty, Type::Array(_)));
    whole(resource.read_only.iter().chain(&resource.create_only)).into_iter().filter(|path| !replaced(path)).collect()
}

/// The paths inside one member.
#[must_use]
pub fn below(paths: &Paths, member: &str) -> Paths {
    paths.iter().filter_map(|path| path.strip_prefix(member)?.strip_prefix('/')).map(str::to_owned).collect()
}

/// Fields of a record or members of a union, by their names on the wire.
pub(super) fn parts(def: &TypeDef) -> Vec<(&str, &Type)> {
    match &def.kind {
        TypeKind::Record(record) => record.fields.iter().map(|field| (field.name.wire.as_str(), &field.ty)).collect(),
        TypeKind::Union(union) => union.members.iter().map(|member| (member.name.wire.as_str(), &member.ty)).collect(),
        TypeKind::Enum(_) | TypeKind::Typeref(_) | TypeKind::Text(_) | TypeKind::Time | TypeKind::Fixed(_) | TypeKind::UrnChoice(_) => {
            Vec::new()
        }
    }
}

/// The record or union in a type that some paths lead into, with the paths; `None` without paths.
pub(super) fn restricted(api: &Api, ty: &Type, paths: Paths) -> Option<(TypeId, Paths)> {
    if paths.is_empty() {
        return None;
    }
    match ty {
        Type::Array(inner) | Type::Map(_, inner) => restricted(api, inner, below(&paths, "*")),
        other => {
            let id = other.named()?;
            match &api[id].kind {
                TypeKind::Record(_) | TypeKind::Union(_) => Some((id, paths)),
                TypeKind::Typeref(target) => restricted(api, target, paths),
                TypeKind::Enum(_) | TypeKind::Text(_) | TypeKind::Time | TypeKind::Fixed(_) | TypeKind::UrnChoice(_) => None,
            }
        }
    }
}

/// Returns whether a `/`-separated path below an entity goes through a type of some kind, typerefs resolved.
pub fn goes_through(api: &Api, entity: TypeId, path: &str, is_one: impl Fn(&Type) -> bool) -> bool {
    let mut ty = &Type::Named(entity);
    for segment in path.split('/') {
        while let Type::Named(id) = ty
            && let TypeKind::Typeref(target) = &api[*id].kind
        {
            ty = target;
        }
        if is_one(ty) {
            return true;
        }
        let next = match ty {
            Type::Array(inner) | Type::Map(_, inner) => Some(&**inner),
            other => other.named().and_then(|id| parts(&api[id]).into_iter().find(|(wire, _)| *wire == segment)).map(|(_, ty)| ty),
        };
        let Some(next) = next else { return false };
        ty = next;
    }
    false
}
