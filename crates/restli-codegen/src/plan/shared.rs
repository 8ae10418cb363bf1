//! Types that several products share: each is compiled with the products that use it.

use std::collections::BTreeSet;

use restli_schema::api::{Api, Type, TypeId, TypeKind};
use restli_schema::rust_names::{self, Names};
use restli_schema::uses::users;

use super::model::{Gate, ItemRef};

/// The gate of each type. Types of products have none, nor have types that cost next to nothing, and those that no product uses, with what
/// they hold.
pub(crate) fn gates(api: &Api, items: &[ItemRef]) -> Vec<Option<Gate>> {
    let users = users(api);
    let ungated = reached(api, api.type_ids().filter(|id| users.get(id.index()).is_some_and(BTreeSet::is_empty)));
    let mut modules = Names::default();
    (api.type_ids().zip(items).zip(users))
        .map(|((id, item), users)| {
            let is_gated = is_shared(api, id) && has_items(api, id) && !ungated.contains(&id);
            is_gated.then(|| Gate {
                module: modules.claim(&rust_names::type_module_name(&item.ident)),
                features: users.into_iter().map(|product| api[product].name.wire.clone()).collect(),
            })
        })
        .collect()
}

/// The shared types among some types, and the shared types that those hold.
fn reached(api: &Api, from: impl Iterator<Item = TypeId>) -> BTreeSet<TypeId> {
    let (mut all, mut open) = (BTreeSet::new(), from.collect::<Vec<_>>());
    while let Some(id) = open.pop() {
        if is_shared(api, id) && all.insert(id) {
            open.extend(api[id].kind.references());
        }
    }
    all
}

fn is_shared(api: &Api, id: TypeId) -> bool {
    api[id].product.is_none()
}

/// Returns whether a type has functions, or is another name for such a type. A choice between URN types has no gate, since `urns` has it, too.
fn has_items(api: &Api, id: TypeId) -> bool {
    match &api[id].kind {
        TypeKind::Record(_) | TypeKind::Enum(_) | TypeKind::Union(_) => true,
        TypeKind::Typeref(target) => Type::references(target).into_iter().any(|id| is_shared(api, id) && has_items(api, id)),
        TypeKind::Text(_) | TypeKind::Time | TypeKind::Fixed(_) | TypeKind::UrnChoice(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::gates;
    use crate::plan::types;

    #[test]
    fn shared_type_is_compiled_with_the_products_that_use_it() {
        let api = "api: one
namespace: com.example
bases: {main: {url: 'https://api.example.com', path: /v1}}
types:
  Held: {fields: {name: string}}
  Holder: {fields: {held: Held}}
  Holders: {is: [Holder]}
  Names: {is: [string]}
  Type: {fields: {names: Names}}
  Unused: {fields: {size: Size}}
  Size: {fields: {width: int}}
  CropInfo: {fields: {x: int}}
";
        let ads = "product: ads\ntypes: {Ad: {fields: {holders: Holders, size: Size, crop: CropInfo}}}\n";
        let posts = "product: posts
types: {Post: {fields: {held: Held}}}
resources:
  posts: {collection: Post, key: {postId: long}, methods: {get: {params: {type?: Type}}}}
";
        let texts = [("api.yaml", api), ("ads.yaml", ads), ("posts.yaml", posts)];
        let loaded = restli_schema::load_texts(texts).unwrap_or_else(|report| panic!("{}", report.render(false)));
        let gates = gates(&loaded.api, &types::names(&loaded.api));
        let told = (loaded.api.types().iter().zip(gates)).filter_map(|(def, gate)| {
            let gate = gate?;
            Some(format!("{}: {} {}", def.name.wire, gate.module, gate.features.join(" ")))
        });
        let expected =
            ["Held: held ads posts", "Holder: holder ads", "Holders: holders ads", "Type: r#type posts", "CropInfo: crop_info ads"];
        assert_eq!(told.collect::<Vec<_>>(), expected);
    }
}
