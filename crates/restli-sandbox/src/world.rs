//! Entities of the world by the paths of their URLs, for programs around the sandbox.

use restli_core::Json;
use restli_schema::api::ResourceId;

use crate::keys;
use crate::make::{self, Dice};
use crate::state::{State, lock};

/// An entity's place in the store.
struct Place {
    resource: ResourceId,
    collection: String,
    key: Json,
}

/// Puts an entity at a path; `false` if the path leads to none.
pub(crate) fn put(state: &State, path: &str, mut entity: Json) -> bool {
    let Some(place) = place(state, path) else { return false };
    let resource = &state.api[place.resource];
    if resource.key.is_some() {
        keys::write(&state.api, resource, &mut entity, &place.key);
    }
    if let Some(ty) = resource.entity {
        let mut dice = Dice::new(state.settings.seed, state.clock.now()).about(path);
        entity = make::complete(&state.api, ty, entity, &mut dice);
    }
    lock(&state.store).put(&place.collection, &keys::text(&place.key), place.key, entity);
    true
}

/// Adds an entity to the collection at a path; `false` if the path leads to none.
pub(crate) fn add(state: &State, path: &str, mut entity: Json) -> bool {
    let Some((id, told)) = state.described.routes.collection(&state.api, path) else { return false };
    let resource = &state.api[id];
    let collection = collection(state, id, &told);
    let mut dice = Dice::new(state.settings.seed, state.clock.now()).about(path);
    let key = keys::of_new(&state.api, resource, &entity, &mut lock(&state.numbers), &mut dice).unwrap_or_else(|| Json::from(""));
    keys::write(&state.api, resource, &mut entity, &key);
    if let Some(ty) = resource.entity {
        entity = make::complete(&state.api, ty, entity, &mut dice);
    }
    lock(&state.store).put(&collection, &keys::text(&key), key, entity);
    true
}

/// The entity at a path.
pub(crate) fn get(state: &State, path: &str) -> Option<Json> {
    let place = place(state, path)?;
    lock(&state.store).get(&place.collection, &keys::text(&place.key)).map(|entity| entity.value.clone())
}

fn place(state: &State, path: &str) -> Option<Place> {
    let (resource, told) = state.described.routes.entity(&state.api, path)?;
    let own = told.iter().rfind(|(id, _)| *id == resource).map_or_else(|| Json::from(""), |(id, key)| typed(state, *id, key));
    Some(Place { resource, collection: collection(state, resource, &told), key: own })
}

/// The collection of a resource, with the keys above it.
fn collection(state: &State, resource: ResourceId, told: &[(ResourceId, Json)]) -> String {
    let above = told.iter().filter(|(id, _)| *id != resource);
    above.fold(state.api[resource].path.clone(), |path, (id, key)| {
        let name = state.api[*id].key.as_ref().map_or("", |key| &key.name().wire);
        path.replace(&format!("{{{name}}}"), &keys::text(&typed(state, *id, key)))
    })
}

fn typed(state: &State, id: ResourceId, key: &Json) -> Json {
    let declared = state.api[id].key.as_ref();
    declared.and_then(|declared| keys::typed(&state.api, declared, key)).unwrap_or_else(|| key.clone())
}
