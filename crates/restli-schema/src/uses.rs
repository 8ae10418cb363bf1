//! The types that products use, and the products that use a type.

use std::collections::BTreeSet;

use crate::api::{Api, Key, ProductId, Type, TypeId};

/// The types that the types, events and resources of each product name.
#[must_use]
pub fn references(api: &Api) -> BTreeSet<(ProductId, TypeId)> {
    let mut all = BTreeSet::new();
    for def in api.types() {
        all.extend(def.product.into_iter().flat_map(|from| def.kind.references().into_iter().map(move |target| (from, target))));
    }
    all.extend(api.events.iter().map(|event| (event.product, event.body)));
    for resource in api.resources() {
        let lineage = std::iter::successors(Some(resource), |child| child.parent.map(|parent| &api[parent]));
        let keys = lineage.filter_map(|resource| resource.key.as_ref()).flat_map(Key::references);
        let alternatives = resource.alt_keys.iter().filter_map(|key| key.ty.named());
        let methods = resource.methods.iter().flat_map(|method| {
            let types = method.params.iter().map(|param| &param.ty).chain(method.returns.as_ref().map(|result| &result.ty));
            types.flat_map(Type::references).chain(method.metadata).collect::<Vec<_>>()
        });
        all.extend(keys.chain(alternatives).chain(resource.entity).chain(methods).map(|target| (resource.product, target)));
    }
    all
}

/// The products that use each shared type, by the position of the type.
#[must_use]
pub fn users(api: &Api) -> Vec<BTreeSet<ProductId>> {
    let mut users = vec![BTreeSet::new(); api.types().len()];
    let mut open: Vec<(ProductId, TypeId)> = references(api).into_iter().collect();
    while let Some((user, id)) = open.pop() {
        if api[id].product.is_none() && users.get_mut(id.index()).is_some_and(|users| users.insert(user)) {
            open.extend(api[id].kind.references().into_iter().map(|held| (user, held)));
        }
    }
    users
}
