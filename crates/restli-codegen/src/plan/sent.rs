//! Which types callers build: those get constructors and setters.

use std::collections::BTreeSet;

use restli_schema::api::{Api, Key, TypeId};

use super::forms::FormPlan;

/// Types that some request carries, directly or inside another.
pub(crate) fn sent_types(api: &Api, forms: &[FormPlan]) -> BTreeSet<TypeId> {
    let mut sent = BTreeSet::new();
    let mut open: Vec<TypeId> = Vec::new();
    for resource in &api.resources {
        open.extend(resource.key.iter().flat_map(Key::references));
        open.extend(resource.alt_keys.iter().filter_map(|key| key.ty.named()));
        for method in &resource.methods {
            open.extend(method.params.iter().filter_map(|param| param.ty.named()));
            if let Some(entity) = resource.entity
                && method.kind.sends_entity()
            {
                let has_form = forms.iter().any(|form| form.entity == entity && form.applies_to(resource));
                if has_form { open.extend(api[entity].kind.references()) } else { open.push(entity) }
            }
            if let Some(entity) = resource.entity
                && method.kind.sends_patch()
            {
                open.extend(api[entity].kind.references());
            }
        }
    }
    while let Some(id) = open.pop() {
        if sent.insert(id) {
            open.extend(api[id].kind.references());
        }
    }
    sent
}
