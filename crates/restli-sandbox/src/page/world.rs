//! The world as data: collections and their entities.

use bytes::Bytes;
use http::Request;
use restli_core::Json;
use serde_json::json;

use super::parameters;
use super::reply::Refused;
use crate::keys;
use crate::locks::lock;
use crate::state::State;

/// The most entities in one answer.
const PAGE: usize = 100;

/// All collections, or the entities of `collection` in which `find` stands: the last created first, from `start`.
pub(super) fn answer(state: &State, request: &Request<Bytes>) -> Result<Json, Refused> {
    if let Some(collection) = parameters::text(request, "collection") {
        entities(state, request, &collection)
    } else {
        let store = lock(&state.store);
        let collections: Vec<Json> =
            store.collections().filter(|(_, count)| *count > 0).map(|(name, count)| json!({ "name": name, "count": count })).collect();
        Ok(json!({ "collections": collections }))
    }
}

fn entities(state: &State, request: &Request<Bytes>, collection: &str) -> Result<Json, Refused> {
    let start = usize::try_from(parameters::number(request, "start")?).unwrap_or(usize::MAX);
    let wanted = parameters::text(request, "find").unwrap_or_default().to_lowercase();
    let store = lock(&state.store);
    let all = store.list(collection).into_iter().rev().map(|entity| (keys::text(&entity.key), entity.value.to_string()));
    let mut found = 0;
    let mut page = Vec::new();
    for (key, value) in
        all.filter(|(key, value)| wanted.is_empty() || key.to_lowercase().contains(&wanted) || value.to_lowercase().contains(&wanted))
    {
        if found >= start && page.len() < PAGE {
            page.push(json!({ "key": key, "json": value }));
        }
        found += 1;
    }
    Ok(json!({ "found": found, "entities": page }))
}
