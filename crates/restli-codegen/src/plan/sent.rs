//! Which types callers build: those get constructors and setters.

use std::collections::BTreeSet;

use restli_schema::api::{Api, Key, ResourceMethod, TypeId};

use super::forms::FormPlan;
use super::products::{named, references};

/// Types that some request carries, directly or inside another.
pub(crate) fn sent_types(api: &Api, forms: &[FormPlan]) -> BTreeSet<TypeId> {
    let mut sent = BTreeSet::new();
    let mut open: Vec<TypeId> = Vec::new();
    for resource in &api.resources {
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
                let has_form = forms.iter().any(|form| form.entity == entity && form.applies_to(resource));
                if has_form { open.extend(references(&api[entity].kind)) } else { open.push(entity) }
            }
            if let Some(entity) = resource.entity
                && matches!(method.kind, ResourceMethod::PartialUpdate | ResourceMethod::BatchPartialUpdate)
            {
                open.extend(references(&api[entity].kind));
            }
        }
    }
    while let Some(id) = open.pop() {
        if sent.insert(id) {
            open.extend(references(&api[id].kind));
        }
    }
    sent
}

/// Whether a method's body is an entity.
pub(crate) fn sends_entity(kind: ResourceMethod) -> bool {
    use ResourceMethod::{BatchCreate, BatchUpdate, Create, Update};
    matches!(kind, Create | BatchCreate | Update | BatchUpdate)
}
