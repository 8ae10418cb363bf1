//! The parts of a schema that a call brings with it.

use std::collections::BTreeSet;

use restli_schema::api::{Api, Key, Method, Requirement, Resource, ResourceId, Type, TypeId, TypeKind, UrnId};

use crate::diff::Direction;
use crate::diff::facts::Facts;
use crate::diff::reach::Reach;

/// The parts that a call brings with it.
#[derive(Default)]
pub(super) struct Brought {
    /// Parts of which every change bears on the call: the method, its required parameters, the keys, its base, quotas and permissions.
    pub(super) whole: BTreeSet<String>,
    /// Types, fields and members whose values travel, with their directions.
    pub(super) travelling: Vec<(String, Direction)>,
    /// The resource, if the call sends its entities.
    pub(super) sends_of: Option<String>,
    /// The resources around the resource.
    pub(super) around: Vec<String>,
}

/// The parts that a call brings with it.
pub(super) fn brought(api: &Api, facts: &Facts<'_>, id: ResourceId, index: usize) -> Brought {
    let resource = &api[id];
    let Some(method) = resource.methods.get(index) else { return Brought::default() };
    let own = facts.resource_id(id);
    let name = facts.method_id(id, index);
    let mut whole = BTreeSet::from([name.clone()]);
    whole.extend(method.params.iter().filter(|param| param.is_required()).map(|param| format!("{name}/{}", param.name.wire)));
    whole.extend(tables(api, resource, method));
    let lineage: Vec<ResourceId> = api.lineage(id).collect();
    for holder in &lineage {
        if *holder != id || knows_key(method) {
            whole.extend(keys(&facts.resource_id(*holder), api[*holder].key.as_ref()));
        }
    }
    let reach = Reach::of_call(api, id, index);
    let mut travelling: Vec<(String, Direction)> = reach.types().map(|id| (facts.type_id(id), reach.ty(id))).collect();
    let mut urns = Urns { api, found: BTreeSet::new() };
    for (owner, wire) in reach.parts() {
        travelling.push((format!("{}/{wire}", facts.type_id(owner)), reach.part(owner, wire)));
        urns.part(owner, wire);
    }
    reach.types().for_each(|id| urns.choice(id));
    method.params.iter().for_each(|param| urns.ty(&param.ty));
    if let Some(result) = &method.returns {
        urns.ty(&result.ty);
    }
    for holder in &lineage {
        match &api[*holder].key {
            Some(Key::Simple(param)) => urns.ty(&param.ty),
            Some(Key::Compound { parts, .. }) => parts.iter().for_each(|part| urns.ty(&part.ty)),
            Some(Key::Complex { .. }) | None => {}
        }
    }
    travelling.extend(urns.found.into_iter().map(|id| (format!("urn {}", api[id].name.wire), Direction::Both)));
    let sends = method.kind.sends_entity() || method.kind.sends_patch();
    let around = lineage.iter().filter(|holder| **holder != id).map(|holder| facts.resource_id(*holder)).collect();
    Brought { whole, travelling, sends_of: Some(own).filter(|_| sends), around }
}

/// Returns whether a request or answer of a method has the keys of its resource.
fn knows_key(method: &Method) -> bool {
    let creates = method.kind.sends_entity() && !method.keyless;
    method.kind.has_key() || method.kind.has_ids() || method.on_entity || creates
}

fn keys(own: &str, key: Option<&Key>) -> Vec<String> {
    match key {
        None => Vec::new(),
        Some(Key::Simple(_)) => vec![format!("{own}/key ")],
        Some(Key::Compound { parts, .. }) => parts.iter().map(|part| format!("{own}/key {}", part.name.wire)).collect(),
        Some(Key::Complex { .. }) => vec![format!("{own}/key "), format!("{own}/key $params")],
    }
}

/// The entries of shared tables that a call depends on.
fn tables(api: &Api, resource: &Resource, method: &Method) -> Vec<String> {
    let base = &api[resource.base];
    let mut found = vec![format!("base {}", base.name.wire)];
    if let Some(family) = base.versions {
        let family = &api[family];
        found.push(format!("version family {}", family.name.wire));
        found.push(format!("version family {}/{}", family.name.wire, family.pinned));
    }
    found.extend(method.quotas.iter().map(|id| format!("quota {}", api[*id].name.wire)));
    found.extend(method.roles.iter().map(|id| format!("role {}", api[*id].name.wire)));
    found.extend(method.media.map(|id| format!("media rule {}", api[id].name.wire)));
    found.extend(method.errors.iter().map(|id| format!("error {}", api[*id].name.wire)));
    let mut open = vec![&method.requirement];
    while let Some(requirement) = open.pop() {
        match requirement {
            Requirement::Public | Requirement::Unknown => {}
            Requirement::Scope(id) => found.push(format!("permission {}", api[*id].name.wire)),
            Requirement::AnyOf(parts) | Requirement::AllOf(parts) => open.extend(parts),
        }
    }
    found
}

/// The URN types in types.
struct Urns<'a> {
    api: &'a Api,
    found: BTreeSet<UrnId>,
}

impl Urns<'_> {
    fn ty(&mut self, ty: &Type) {
        match ty {
            Type::UrnOf(id) => drop(self.found.insert(*id)),
            Type::Array(item) => self.ty(item),
            Type::Map(key, value) => {
                self.ty(key);
                self.ty(value);
            }
            Type::Named(id) => self.choice(*id),
            _ => {}
        }
    }

    fn choice(&mut self, id: TypeId) {
        match &self.api[id].kind {
            TypeKind::UrnChoice(urns) => self.found.extend(urns),
            TypeKind::Typeref(target) => self.ty(target),
            _ => {}
        }
    }

    fn part(&mut self, owner: TypeId, wire: &str) {
        match &self.api[owner].kind {
            TypeKind::Record(record) => record.fields.iter().filter(|field| field.name.wire == wire).for_each(|field| self.ty(&field.ty)),
            TypeKind::Union(union) => union.members.iter().filter(|member| member.name.wire == wire).for_each(|member| self.ty(&member.ty)),
            _ => {}
        }
    }
}
