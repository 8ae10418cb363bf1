//! Products: one module and one cargo feature each.

use std::collections::BTreeSet;

use restli_schema::api::{Api, Key, ProductId, TypeId};

use super::docs;
use super::model::ProductPlan;
use super::names;
use super::references::{named, references};

/// Plans the modules and which feature needs which.
pub(crate) fn plan(api: &Api) -> Vec<ProductPlan> {
    let feature = |id: ProductId| api[id].name.wire.clone();
    let used = uses(api);
    (api.product_ids().zip(&api.products).zip(used))
        .map(|((id, product), used)| ProductPlan {
            id,
            module: names::module_name(&product.name),
            feature: product.name.wire.clone(),
            needs: used.into_iter().map(feature).collect(),
            docs: product_docs(&product.doc, &product.name.wire),
        })
        .collect()
}

fn product_docs(doc: &str, feature: &str) -> Vec<String> {
    let doc = doc.trim();
    vec![if doc.is_empty() { format!("The product `{feature}`.") } else { docs::escape(doc) }]
}

/// For each product, the other products whose types it names.
fn uses(api: &Api) -> Vec<BTreeSet<ProductId>> {
    let mut used = vec![BTreeSet::new(); api.products.len()];
    let mut note = |from: Option<ProductId>, to: TypeId| {
        if let (Some(from), Some(to)) = (from, api[to].product)
            && from != to
            && let Some(set) = used.get_mut(from.index())
        {
            set.insert(to);
        }
    };
    for def in &api.types {
        for target in references(&def.kind) {
            note(def.product, target);
        }
    }
    for resource in &api.resources {
        let from = Some(resource.product);
        let key = match &resource.key {
            Some(Key::Simple(param)) => named(&param.ty).collect(),
            Some(Key::Compound { parts, .. }) => parts.iter().flat_map(|part| named(&part.ty)).collect(),
            Some(Key::Complex { record, params, .. }) => std::iter::once(*record).chain(*params).collect(),
            None => Vec::new(),
        };
        let alternatives = resource.alt_keys.iter().flat_map(|key| named(&key.ty));
        let methods = resource.methods.iter().flat_map(|method| {
            let types = method.params.iter().map(|param| &param.ty).chain(&method.returns);
            types.flat_map(named).chain(method.metadata).collect::<Vec<_>>()
        });
        for target in key.into_iter().chain(alternatives).chain(resource.entity).chain(methods) {
            note(from, target);
        }
    }
    used
}
