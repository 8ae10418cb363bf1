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

/// The entity at a path.
pub(crate) fn get(state: &State, path: &str) -> Option<Json> {
    let place = place(state, path)?;
    lock(&state.store).get(&place.collection, &keys::text(&place.key)).map(|entity| entity.value.clone())
}

fn place(state: &State, path: &str) -> Option<Place> {
    let api = &*state.api;
    let (resource, told) = state.described.routes.entity(api, path)?;
    let mut collection = api[resource].path.clone();
    let mut own = Json::from("");
    for (id, key) in told {
        let Some(declared) = &api[id].key else { continue };
        let key = keys::typed(api, declared, &key).unwrap_or(key);
        if id == resource {
            own = key;
        } else {
            collection = collection.replace(&format!("{{{}}}", declared.name().wire), &keys::text(&key));
        }
    }
    Some(Place { resource, collection, key: own })
}
