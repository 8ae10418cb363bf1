//! Types that requests carry. Callers build values of these types, so the types get constructors and setters.

use std::collections::BTreeSet;

use super::model::Forms;
use crate::api::{Api, Key, TypeId};

/// The types that some request carries, directly or inside another type.
#[must_use]
pub fn types(api: &Api, forms: &Forms) -> BTreeSet<TypeId> {
    let mut inputs = BTreeSet::new();
    let mut open: Vec<TypeId> = Vec::new();
    for id in api.resource_ids() {
        let resource = &api[id];
        open.extend(resource.key.iter().flat_map(Key::references));
        open.extend(resource.alt_keys.iter().filter_map(|key| key.ty.named()));
        for method in &resource.methods {
            for param in &method.params {
                match param.form.and_then(|form| api[form].entity) {
                    Some(entity) => open.extend(api[entity].kind.references()),
                    None => open.extend(param.ty.references()),
                }
            }
            if let Some(entity) = resource.entity
                && method.kind.sends_entity()
            {
                if forms.entity(id).is_some() { open.extend(api[entity].kind.references()) } else { open.push(entity) }
            }
            if let Some(entity) = resource.entity
                && method.kind.sends_patch()
            {
                open.extend(api[entity].kind.references());
            }
        }
    }
    while let Some(id) = open.pop() {
        if inputs.insert(id) {
            open.extend(api[id].kind.references());
        }
    }
    inputs
}
