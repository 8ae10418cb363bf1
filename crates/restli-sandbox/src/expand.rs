//! Expansions of URNs: the entity that a URN stands for.

use restli_core::Json;
use restli_core::urn::Urn;
use restli_schema::api::{Api, Key, Type, TypeId, TypeKind};

use crate::store::Store;

/// The collection of entities that no resource serves, and that only decorations show.
pub(crate) fn unserved(api: &Api, target: TypeId) -> String {
    format!("~{}", api[target].full_name)
}

/// The entities of a type that a URN stands for: that of the resource with this URN, or with its id, as a key.
pub(crate) fn entities(api: &Api, store: &Store, urn: &str, target: TypeId) -> Vec<Json> {
    let id = urn.parse::<Urn>().map(|urn| urn.id().to_owned()).unwrap_or_default();
    let root = api.resources().iter().filter(|resource| resource.entity == Some(target) && !resource.path.contains('{'));
    let served = root.filter_map(|resource| {
        let Some(Key::Simple(key)) = &resource.key else { return None };
        let text = if is_urn(api, &key.ty) { urn } else { id.as_str() };
        store.get(&resource.path, text)
    });
    let unserved = store.get(&unserved(api, target), urn);
    served.chain(unserved).map(|entity| entity.value.clone()).take(1).collect()
}

/// Returns whether values of a type are URNs.
pub(crate) fn is_urn(api: &Api, ty: &Type) -> bool {
    match ty {
        Type::Urn | Type::UrnOf(_) => true,
        Type::Named(id) => match &api[*id].kind {
            TypeKind::UrnChoice(_) => true,
            kind => kind.target().is_some_and(|target| is_urn(api, target)),
        },
        _ => false,
    }
}
