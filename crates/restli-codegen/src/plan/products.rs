//! Products: one module and one cargo feature each.

use std::collections::BTreeSet;

use restli_schema::api::{Api, ProductId, TypeId};
use restli_schema::rust_names;
use restli_schema::uses::references;

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

/// The products whose types each product names itself or through shared types, itself excluded.
fn uses(api: &Api) -> Vec<BTreeSet<ProductId>> {
    let mut used = vec![BTreeSet::new(); api.products().len()];
    let mut seen = references(api);
    let mut open: Vec<(ProductId, TypeId)> = seen.iter().copied().collect();
    while let Some((from, id)) = open.pop() {
        match api[id].product {
            Some(to) if to == from => {}
            Some(to) => used.get_mut(from.index()).into_iter().for_each(|set: &mut BTreeSet<_>| set.extend([to])),
            None => open.extend(api[id].kind.references().into_iter().map(|held| (from, held)).filter(|one| seen.insert(*one))),
        }
    }
    used
}

#[cfg(test)]
mod tests {
    use super::plan;

    #[test]
    fn product_needs_the_products_whose_types_a_shared_type_holds() {
        let api = "api: one\nnamespace: com.example\nbases: {main: {url: 'https://api.example.com'}}\ntypes: {X: {fields: {held: Y}}, Y: {fields: {p: a.Q, e?: b.E}}}\n";
        let a = "product: a\ntypes: {Q: {fields: {id: long}}}\n";
        let b = "product: b\ntypes: {E: {fields: {id: long}}}\nresources: {xs: {collection: X, key: {k: long}, methods: {get: }}}\n";
        let loaded = restli_schema::load_texts([("api.yaml", api), ("a.yaml", a), ("b.yaml", b)]);
        let loaded = loaded.unwrap_or_else(|report| panic!("{}", report.render(false)));
        let needs: Vec<_> = plan(&loaded.api).into_iter().map(|product| (product.feature, product.needs)).collect();
        assert_eq!(needs, [("a".to_owned(), vec![]), ("b".to_owned(), vec!["a".to_owned()])]);
    }
}
