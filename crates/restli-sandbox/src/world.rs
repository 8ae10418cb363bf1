//! Entities of the world by the paths of their URLs, for programs around the sandbox.

use std::io;

use restli_core::Json;
use restli_schema::api::ResourceId;

#[cfg(feature = "data")]
use crate::kept;
use crate::keys;
use crate::locks::lock;
use crate::make::{self, Dice};
#[cfg(feature = "data")]
use crate::oauth;
use crate::places;
use crate::seed::{self, Seed, SeedError};
use crate::state::State;

/// An entity's place in the store.
struct Place {
    resource: ResourceId,
    collection: String,
    key: Json,
}

/// Fills the world with what the settings say, and opens its file.
pub(crate) fn begin(state: &State) -> io::Result<()> {
    #[cfg(feature = "data")]
    if let Some(path) = &state.settings.data {
        let persist = kept::open(path, &mut lock(&state.store))?;
        oauth::kept::restore(state, &persist.logins().map_err(io::Error::other)?)?;
        let has_world = persist.is_known;
        *lock(&state.persist) = Some(persist);
        if has_world {
            return Ok(());
        }
    }
    match &state.settings.world {
        Seed::Empty => {}
        Seed::Documented => state.described.fill(&mut lock(&state.store)),
        Seed::Entities(entities) => fill(state, entities).map_err(io::Error::other)?,
    }
    state.keep(&mut lock(&state.store)).map_err(|refusal| io::Error::other(refusal.message))
}

/// Fills a world with the entities of an object.
fn fill(state: &State, seed: &Json) -> Result<(), SeedError> {
    if let Some(flaw) = seed::placed(&state.described, seed).into_iter().find_map(Result::err) {
        return Err(SeedError(flaw.message));
    }
    for (path, entities) in seed.as_object().into_iter().flatten() {
        let is_put = match entities {
            Json::Array(entities) => entities.iter().all(|entity| add(state, path, entity.clone())),
            entity => put(state, path, entity.clone()),
        };
        if !is_put {
            return Err(SeedError(format!("`{path}` leads nowhere")));
        }
    }
    Ok(())
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
    let collection = places::collection(&state.api, id, &told);
    let mut dice = Dice::new(state.settings.seed, state.clock.now()).about(path);
    let key = keys::of_new(&state.api, resource, &entity, &mut lock(&state.numbers), &mut dice).unwrap_or_else(|| Json::from(""));
    keys::write(&state.api, resource, &mut entity, &key);
    if let Some(ty) = resource.entity {
        entity = make::complete(&state.api, ty, entity, &mut dice);
    }
    lock(&state.store).put(&collection, &keys::text(&key), key, entity);
    true
}

/// The collection at a path of an entity, and the text of its key.
pub(crate) fn locate(state: &State, path: &str) -> Option<(String, String)> {
    place(state, path).map(|place| (place.collection, keys::text(&place.key)))
}

/// The entity at a path.
pub(crate) fn get(state: &State, path: &str) -> Option<Json> {
    let place = place(state, path)?;
    lock(&state.store).get(&place.collection, &keys::text(&place.key)).map(|entity| entity.value.clone())
}

fn place(state: &State, path: &str) -> Option<Place> {
    let (resource, told) = state.described.routes.entity(&state.api, path)?;
    let api = &state.api;
    Some(Place { resource, collection: places::collection(api, resource, &told), key: places::own_key(api, resource, &told) })
}
