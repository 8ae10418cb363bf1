//! The directions in which values of types and fields travel, from the operations that reach them.

use std::collections::{BTreeMap, BTreeSet};

use restli_schema::api::{Api, Key, Method, Resource, ResourceId, Type, TypeId, TypeKind, Visibility};
use restli_schema::forms::paths::{Paths, below, whole};

use super::verdict::Direction;

/// The directions of types and of the fields and members of records and unions.
#[derive(Debug, Default)]
pub(crate) struct Reach {
    parts: BTreeMap<(TypeId, String), (bool, bool)>,
    types: BTreeMap<TypeId, (bool, bool)>,
}

impl Reach {
    /// Follows the requests, answers and events of an API.
    pub(crate) fn of(api: &Api) -> Self {
        let mut walk = Walk { api, reach: Self::default(), seen: BTreeSet::new() };
        for resource in api.resources() {
            walk.resource(resource);
        }
        for event in &api.events {
            walk.named(event.body, &Paths::new(), false);
        }
        walk.reach
    }

    /// Follows one call.
    pub(crate) fn of_call(api: &Api, resource: ResourceId, index: usize) -> Self {
        let mut walk = Walk { api, reach: Self::default(), seen: BTreeSet::new() };
        let resource = &api[resource];
        if let Some(method) = resource.methods.get(index) {
            walk.method(resource, method);
        }
        walk.reach
    }

    /// Follows the values of a type that are sent.
    pub(crate) fn of_type(api: &Api, id: TypeId) -> Self {
        let mut walk = Walk { api, reach: Self::default(), seen: BTreeSet::new() };
        walk.named(id, &Paths::new(), true);
        walk.reach
    }

    /// The types that are reached.
    pub(crate) fn types(&self) -> impl Iterator<Item = TypeId> {
        self.types.keys().copied()
    }

    /// The fields and members that are reached.
    pub(crate) fn parts(&self) -> impl Iterator<Item = (TypeId, &str)> {
        self.parts.keys().map(|(id, wire)| (*id, wire.as_str()))
    }

    /// The direction of the values of a type.
    pub(crate) fn ty(&self, id: TypeId) -> Direction {
        self.types.get(&id).map_or(Direction::Unused, |(sent, received)| Direction::new(*sent, *received))
    }

    /// The direction of a field or member.
    pub(crate) fn part(&self, id: TypeId, wire: &str) -> Direction {
        self.parts.get(&(id, wire.to_owned())).map_or(Direction::Unused, |(sent, received)| Direction::new(*sent, *received))
    }
}

struct Walk<'a> {
    api: &'a Api,
    reach: Reach,
    seen: BTreeSet<(TypeId, bool, Vec<String>)>,
}

impl Walk<'_> {
    fn resource(&mut self, resource: &Resource) {
        let all = Paths::new();
        for id in resource.key.iter().flat_map(Key::references).chain(resource.alt_keys.iter().flat_map(|key| key.ty.references())) {
            self.named(id, &all, true);
            self.named(id, &all, false);
        }
        for method in &resource.methods {
            self.method(resource, method);
        }
    }

    fn method(&mut self, resource: &Resource, method: &Method) {
        let all = Paths::new();
        for param in &method.params {
            let restricted = param.form.map_or_else(Paths::new, |form| whole(&self.api[form].read_only));
            self.ty(&param.ty, &restricted, true);
        }
        if let Some(entity) = resource.entity {
            if method.kind.sends_entity() {
                self.named(entity, &whole(&resource.read_only), true);
            }
            if method.kind.sends_patch() {
                self.named(entity, &whole(resource.read_only.iter().chain(&resource.create_only)), true);
            }
            if method.returns_entities() {
                self.named(entity, &all, false);
            }
        }
        if let Some(result) = &method.returns {
            self.ty(&result.ty, &all, false);
        }
        if let Some(metadata) = method.metadata {
            self.named(metadata, &all, false);
        }
    }

    fn ty(&mut self, ty: &Type, without: &Paths, sent: bool) {
        for (id, without) in inside(ty, without.clone()) {
            self.named(id, &without, sent);
        }
    }

    fn named(&mut self, id: TypeId, without: &Paths, sent: bool) {
        let mut open = vec![(id, without.clone())];
        while let Some((id, without)) = open.pop() {
            if !self.seen.insert((id, sent, without.iter().cloned().collect())) {
                continue;
            }
            mark(self.reach.types.entry(id).or_default(), sent);
            let def = &self.api[id];
            let parts: Vec<(&str, &Type)> = match &def.kind {
                TypeKind::Record(record) => {
                    let travels = |hidden: Visibility| sent || hidden != Visibility::Hidden;
                    record
                        .fields
                        .iter()
                        .filter(|field| travels(field.visibility))
                        .map(|field| (field.name.wire.as_str(), &field.ty))
                        .collect()
                }
                TypeKind::Union(union) => union.members.iter().map(|member| (member.name.wire.as_str(), &member.ty)).collect(),
                TypeKind::Typeref(target) => {
                    open.extend(inside(target, without.clone()));
                    Vec::new()
                }
                TypeKind::Enum(_) | TypeKind::Text(_) | TypeKind::Time | TypeKind::Fixed(_) | TypeKind::UrnChoice(_) => Vec::new(),
            };
            for (wire, ty) in parts.into_iter().filter(|(wire, _)| !without.contains(*wire)) {
                mark(self.reach.parts.entry((id, wire.to_owned())).or_default(), sent);
                let inner = below(&without, wire);
                open.extend(inside(ty, inner));
            }
            if let (TypeKind::Record(record), false) = (&def.kind, sent) {
                let targets = record.fields.iter().flat_map(|field| &field.decorates).map(|decoration| decoration.target);
                open.extend(targets.map(|id| (id, Paths::new())));
            }
        }
    }
}

/// The named types in a type, each with the paths that it lacks.
fn inside(ty: &Type, without: Paths) -> Vec<(TypeId, Paths)> {
    match ty {
        Type::Array(item) => inside(item, below(&without, "*")),
        Type::Map(key, value) => {
            key.references().into_iter().map(|id| (id, Paths::new())).chain(inside(value, below(&without, "*"))).collect()
        }
        other => other.named().map(|id| (id, without)).into_iter().collect(),
    }
}

fn mark(ways: &mut (bool, bool), sent: bool) {
    if sent {
        ways.0 = true;
    } else {
        ways.1 = true;
    }
}
