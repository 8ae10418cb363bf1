//! Products: one module and one cargo feature each.

use std::collections::BTreeSet;

use restli_schema::api::{Api, Key, ProductId, Type, TypeId};

use super::names::{self, Scope};
use super::types::Module;

/// A product's module and feature.
#[derive(Debug)]
pub struct ProductPlan {
    /// Module name.
    pub module: String,
    /// Feature name.
    pub feature: String,
    /// Features of the products whose types it uses.
    pub needs: Vec<String>,
    /// What it is for.
    pub doc: String,
}

/// The names taken in each module of the client.
#[derive(Debug)]
pub(crate) struct Scopes {
    shared: Scope,
    products: Vec<Scope>,
}

impl Scopes {
    pub(crate) fn new(api: &Api) -> Self {
        Self { shared: Scope::default(), products: api.products.iter().map(|_| Scope::default()).collect() }
    }

    pub(crate) fn of(&mut self, module: Module) -> &mut Scope {
        match module {
            Module::Product(id) => self.products.get_mut(id.index()).unwrap_or(&mut self.shared),
            Module::Shared | Module::Urns => &mut self.shared,
        }
    }
}

/// Plans the modules and which feature needs which.
pub(crate) fn plan(api: &Api) -> Vec<ProductPlan> {
    let feature = |id: ProductId| api[id].name.wire.clone();
    let used = uses(api);
    (api.products.iter().zip(used))
        .map(|(product, used)| ProductPlan {
            module: names::module_name(&product.name),
            feature: product.name.wire.clone(),
            needs: used.into_iter().map(feature).collect(),
            doc: product.doc.clone(),
        })
        .collect()
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
        for target in def.kind.references() {
            note(def.product, target);
        }
    }
    for resource in &api.resources {
        let from = Some(resource.product);
        let key = resource.key.iter().flat_map(Key::references);
        let alternatives = resource.alt_keys.iter().filter_map(|key| key.ty.named());
        let methods = resource.methods.iter().flat_map(|method| {
            let types = method.params.iter().map(|param| &param.ty).chain(&method.returns);
            types.filter_map(Type::named).chain(method.metadata).collect::<Vec<_>>()
        });
        for target in key.chain(alternatives).chain(resource.entity).chain(methods) {
            note(from, target);
        }
    }
    used
}
