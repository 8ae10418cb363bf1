//! Places in the store, by the paths of URLs.

use restli_core::Json;
use restli_schema::api::{Api, ResourceId};

use crate::keys;

/// The collection of a resource, with the keys above it that a path tells.
pub(crate) fn collection(api: &Api, resource: ResourceId, told: &[(ResourceId, Json)]) -> String {
    let above = told.iter().filter(|(id, _)| *id != resource);
    above.fold(api[resource].path.clone(), |path, (id, key)| {
        let name = api[*id].key.as_ref().map_or("", |key| &key.name().wire);
        path.replace(&format!("{{{name}}}"), &keys::text(&typed(api, *id, key)))
    })
}

/// The key of an entity that a path tells; that of the only entity of a simple resource is an empty text.
pub(crate) fn own_key(api: &Api, resource: ResourceId, told: &[(ResourceId, Json)]) -> Json {
    told.iter().rfind(|(id, _)| *id == resource).map_or_else(|| Json::from(""), |(id, key)| typed(api, *id, key))
}

fn typed(api: &Api, id: ResourceId, key: &Json) -> Json {
    let declared = api[id].key.as_ref();
    declared.and_then(|declared| keys::typed(api, declared, key)).unwrap_or_else(|| key.clone())
}
