//! Types that a program uses through fields, members, parameters and keys: the name of an alias stands in no program.

use std::collections::{BTreeMap, BTreeSet};

use restli_schema::api::{Api, Key, Type, TypeKind};

use super::Places;
use crate::diff::facts::Facts;

/// The types and URN types of the parts that a program names and of the results of its calls, with the places of these parts.
pub(super) fn through(
    api: &Api,
    facts: &Facts<'_>,
    named: &BTreeMap<String, Places>,
    calls: &BTreeMap<String, Places>,
) -> BTreeMap<String, Places> {
    let mut found: BTreeMap<String, Places> = BTreeMap::new();
    let mut add = |places: Option<&Places>, ty: &Type| {
        let mut types = BTreeSet::new();
        inside(api, facts, ty, &mut types);
        for ty in types {
            found.entry(ty).or_default().extend(places.into_iter().flatten().cloned());
        }
    };
    for id in api.type_ids() {
        let own = facts.type_id(id);
        let of_part = |wire: &str| named.get(&format!("{own}/{wire}"));
        match &api[id].kind {
            TypeKind::Record(record) => record.fields.iter().for_each(|field| add(of_part(&field.name.wire), &field.ty)),
            TypeKind::Union(union) => union.members.iter().for_each(|member| add(of_part(&member.name.wire), &member.ty)),
            _ => {}
        }
    }
    for id in api.resource_ids() {
        let own = facts.resource_id(id);
        let key = |wire: &str| named.get(&format!("{own}/key {wire}"));
        match &api[id].key {
            Some(Key::Simple(param)) => add(key(""), &param.ty),
            Some(Key::Compound { parts, .. }) => parts.iter().for_each(|part| add(key(&part.name.wire), &part.ty)),
            Some(Key::Complex { .. }) | None => {}
        }
        for (number, method) in api[id].methods.iter().enumerate() {
            let own = facts.method_id(id, number);
            method.params.iter().for_each(|param| add(named.get(&format!("{own}/{}", param.name.wire)), &param.ty));
            method.returns.iter().for_each(|result| add(calls.get(&own), &result.ty));
        }
    }
    found
}

/// The named types and URN types in a type, and behind the aliases in it.
fn inside(api: &Api, facts: &Facts<'_>, ty: &Type, found: &mut BTreeSet<String>) {
    match ty {
        Type::UrnOf(id) => drop(found.insert(format!("urn {}", api[*id].name.wire))),
        Type::Array(item) => inside(api, facts, item, found),
        Type::Map(key, value) => [key, value].into_iter().for_each(|ty| inside(api, facts, ty, found)),
        Type::Named(id) => {
            found.insert(facts.type_id(*id));
            match &api[*id].kind {
                TypeKind::Typeref(target) => inside(api, facts, target, found),
                TypeKind::UrnChoice(urns) => found.extend(urns.iter().map(|id| format!("urn {}", api[*id].name.wire))),
                _ => {}
            }
        }
        _ => {}
    }
}
