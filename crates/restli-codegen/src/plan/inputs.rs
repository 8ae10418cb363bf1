//! Types that requests carry: callers build them, so they get constructors and setters.

use std::collections::BTreeSet;

use restli_schema::api::{Api, Key, TypeId};

use super::forms::{Forms, sends_entity, sends_patch};
use super::references::{named, references};

/// The types that some request carries, directly or inside another.
pub(crate) fn types(api: &Api, forms: &Forms) -> BTreeSet<TypeId> {
    let mut inputs = BTreeSet::new();
    let mut open: Vec<TypeId> = Vec::new();
    for id in api.resource_ids() {
        let resource = &api[id];
        match &resource.key {
            Some(Key::Complex { record, params, .. }) => open.extend(std::iter::once(*record).chain(*params)),
            Some(Key::Simple(param)) => open.extend(named(&param.ty)),
            Some(Key::Compound { parts, .. }) => open.extend(parts.iter().flat_map(|part| named(&part.ty))),
            None => {}
        }
        open.extend(resource.alt_keys.iter().flat_map(|key| named(&key.ty)));
        for method in &resource.methods {
            open.extend(method.params.iter().flat_map(|param| named(&param.ty)));
            if let Some(entity) = resource.entity
                && sends_entity(method.kind)
            {
                if forms.entity(id).is_some() { open.extend(references(&api[entity].kind)) } else { open.push(entity) }
            }
            if let Some(entity) = resource.entity
                && sends_patch(method.kind)
            {
                open.extend(references(&api[entity].kind));
            }
        }
    }
    while let Some(id) = open.pop() {
        if inputs.insert(id) {
            open.extend(references(&api[id].kind));
        }
    }
    inputs
}
