//! Declarations that nothing uses.

use std::collections::BTreeSet;

use restli_core::Day;
use restli_schema::api::{Api, Field, Key, MediaId, Name, Requirement, Resource, Type, TypeId, TypeKind, UrnId, UrnPart};

use super::finding::{Finding, finding};

pub(super) fn find(api: &Api, _: Day, found: &mut Vec<Finding>) {
    let mut add = |what: &str, name: &Name| {
        let message = format!("nothing uses the {what} `{}`", name.wire);
        found.push(finding("unused", name.wire.clone(), name.span, message, "remove it, or use it where it belongs"));
    };
    let types = reached(api);
    for id in api.type_ids().filter(|id| !types.contains(id) && !api[*id].synthetic) {
        add("type", &api[id].name);
    }
    let methods = || api.resources().iter().flat_map(|resource| &resource.methods);
    let requirements = || methods().map(|method| &method.requirement).chain(fields(api).filter_map(|field| field.requirement.as_ref()));
    let permissions: BTreeSet<_> = requirements().flat_map(Requirement::permissions).collect();
    let named: BTreeSet<_> = api.permissions().iter().flat_map(|one| one.replaced_by.iter().copied()).collect();
    for id in api.permission_ids().filter(|id| !permissions.contains(id) && !named.contains(id)) {
        add("permission", &api[id].name);
    }
    let quotas: BTreeSet<usize> = methods().flat_map(|method| &method.quotas).map(|id| id.index()).collect();
    api.quotas().iter().enumerate().filter(|(index, _)| !quotas.contains(index)).for_each(|(_, one)| add("quota", &one.name));
    let roles: BTreeSet<usize> = methods().flat_map(|method| &method.roles).map(|id| id.index()).collect();
    api.roles().iter().enumerate().filter(|(index, _)| !roles.contains(index)).for_each(|(_, one)| add("role", &one.name));
    let media: BTreeSet<usize> = methods().filter_map(|method| method.media).map(MediaId::index).collect();
    api.media().iter().enumerate().filter(|(index, _)| !media.contains(index)).for_each(|(_, one)| add("media rule", &one.name));
    let bases: BTreeSet<usize> = api.resources().iter().map(|resource| resource.base.index()).collect();
    api.bases().iter().enumerate().filter(|(index, _)| !bases.contains(index)).for_each(|(_, one)| add("base", &one.name));
    // A value that may be any URN may be one of every declared type.
    if !fields(api).map(|field| &field.ty).chain(api.resources().iter().flat_map(types_of)).any(takes_any_urn) {
        let urns = urns(api);
        for id in api.urn_ids().filter(|id| !urns.contains(id)) {
            add("URN type", &api[id].name);
        }
    }
}

fn takes_any_urn(ty: &Type) -> bool {
    match ty {
        Type::Urn => true,
        Type::Array(item) => takes_any_urn(item),
        Type::Map(key, value) => takes_any_urn(key) || takes_any_urn(value),
        _ => false,
    }
}

fn fields(api: &Api) -> impl Iterator<Item = &Field> {
    api.types().iter().flat_map(|def| if let TypeKind::Record(record) = &def.kind { record.fields.as_slice() } else { &[] })
}

/// The types of keys, parameters and results of a resource.
fn types_of(resource: &Resource) -> impl Iterator<Item = &Type> {
    let keys = resource.key.iter().flat_map(|key| match key {
        Key::Simple(param) => std::slice::from_ref(param),
        Key::Compound { parts, .. } => parts.as_slice(),
        Key::Complex { .. } => &[],
    });
    let params = keys.chain(&resource.alt_keys).chain(resource.methods.iter().flat_map(|method| &method.params)).map(|param| &param.ty);
    params.chain(resource.methods.iter().filter_map(|method| method.returns.as_ref().map(|result| &result.ty)))
}

/// The types that resources and events reach.
fn reached(api: &Api) -> BTreeSet<TypeId> {
    let of_keys = api.resources().iter().flat_map(|resource| resource.key.iter().flat_map(Key::references));
    let of_resources = api.resources().iter().flat_map(|resource| {
        let metadata = resource.methods.iter().filter_map(|method| method.metadata);
        types_of(resource).flat_map(Type::references).chain(resource.entity).chain(metadata).collect::<Vec<_>>()
    });
    let mut open: Vec<TypeId> = of_keys.chain(of_resources).chain(api.events.iter().map(|event| event.body)).collect();
    let mut reached = BTreeSet::new();
    while let Some(id) = open.pop() {
        if reached.insert(id) {
            open.extend(api[id].kind.references());
            if let TypeKind::Record(record) = &api[id].kind {
                open.extend(&record.includes);
            }
        }
    }
    reached
}

/// The URN types that types, keys, parameters, permissions and roles name.
fn urns(api: &Api) -> BTreeSet<UrnId> {
    fn of(ty: &Type, into: &mut BTreeSet<UrnId>) {
        match ty {
            Type::UrnOf(id) => drop(into.insert(*id)),
            Type::Array(item) => of(item, into),
            Type::Map(key, value) => {
                of(key, into);
                of(value, into);
            }
            _ => {}
        }
    }
    let mut used: BTreeSet<UrnId> = BTreeSet::new();
    used.extend(api.permissions().iter().flat_map(|one| &one.acts_as));
    used.extend(api.roles().iter().flat_map(|one| &one.within));
    used.extend(fields(api).flat_map(|field| field.decorates.iter().filter_map(|one| one.urn)));
    for def in api.types() {
        match &def.kind {
            TypeKind::UrnChoice(ids) => used.extend(ids),
            TypeKind::Typeref(target) => of(target, &mut used),
            TypeKind::Union(union) => union.members.iter().for_each(|member| of(&member.ty, &mut used)),
            _ => {}
        }
    }
    fields(api).for_each(|field| of(&field.ty, &mut used));
    api.resources().iter().flat_map(types_of).for_each(|ty| of(ty, &mut used));
    for urn in api.urns() {
        used.extend(urn.key.iter().flat_map(|part| if let UrnPart::Urn(ids) = part { ids.as_slice() } else { &[] }));
    }
    used
}
