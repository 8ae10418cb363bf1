//! Products: one module and one cargo feature each.

use std::collections::BTreeSet;

use restli_schema::api::{Api, Key, ProductId, Type, TypeId};
use restli_schema::rust_names;

use super::docs;
use super::model::ProductPlan;

/// Plans the modules and features of the products, and the dependencies between the features.
pub(crate) fn plan(api: &Api) -> Vec<ProductPlan> {
    let feature = |id: ProductId| api[id].name.wire.clone();
    let used = uses(api);
    (api.product_ids().zip(api.products()).zip(used))
        .map(|((id, product), used)| ProductPlan {
            id,
            module: rust_names::module_name(&product.name),
            feature: product.name.wire.clone(),
            needs: used.into_iter().map(feature).collect(),
            docs: product_docs(&product.doc, &product.name.wire),
        })
        .collect()
}

/// Documentation of the client crate.
pub(crate) fn root_docs(api: &Api) -> Vec<String> {
    let line = format!("A typed client of the API `{}`: one module and one cargo feature per product.", api.name.wire);
    docs::paragraphs(&api.doc).into_iter().chain([line]).collect()
}

fn product_docs(doc: &str, feature: &str) -> Vec<String> {
    let docs = docs::paragraphs(doc);
    if docs.is_empty() { vec![format!("The product `{feature}`.")] } else { docs }
}

/// The products whose types each product names, itself excluded.
fn uses(api: &Api) -> Vec<BTreeSet<ProductId>> {
    let mut used = vec![BTreeSet::new(); api.products().len()];
    for (from, to) in references(api) {
        if let Some(to) = api[to].product
            && from != to
            && let Some(set) = used.get_mut(from.index())
        {
            set.insert(to);
        }
    }
    used
}

/// The types that the types, events and resources of each product name.
pub(crate) fn references(api: &Api) -> BTreeSet<(ProductId, TypeId)> {
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
