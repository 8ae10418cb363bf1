//! New entities.

use restli_core::Json;
use restli_schema::api::Situation;
use serde_json::{Map, json};

use super::stamps;
use super::work::Work;
use crate::locks::lock;
use crate::refusal::Refusal;
use crate::reply::Reply;
use crate::store::Store;
use crate::{keys, make};

pub(super) fn create(work: Work<'_>, store: &mut Store) -> Result<Reply, Refusal> {
    let (key, entity) = put(work, store, work.read.body.clone())?;
    let mut reply = if work.returns_entity() { work.one(work.success(201), entity) } else { Reply::empty(work.success(201)) };
    if !work.call.method.keyless {
        let mut names = vec!["X-RestLi-Id"];
        names.extend(work.api().headers.created_ids.iter().map(String::as_str));
        reply.headers = names.into_iter().map(|name| (name.to_owned(), keys::text(&key))).collect();
        reply.headers.push(("Location".to_owned(), location(work, &key)));
    }
    Ok(reply)
}

pub(super) fn batch_create(work: Work<'_>, store: &mut Store) -> Reply {
    let bodies = work.read.body.get("elements").and_then(Json::as_array).cloned().unwrap_or_default();
    let elements = bodies.into_iter().map(|body| match put(work, store, body) {
        Ok((key, entity)) => {
            let mut told = Map::new();
            told.insert("status".to_owned(), json!(201));
            if !work.call.method.keyless {
                told.insert("id".to_owned(), json!(keys::text(&key)));
                told.insert("location".to_owned(), json!(location(work, &key)));
            }
            if work.returns_entity() {
                told.insert("entity".to_owned(), entity);
            }
            Json::Object(told)
        }
        Err(refusal) => json!({"status": refusal.status, "error": refusal.to_json()}),
    });
    let body = json!({"elements": elements.collect::<Vec<_>>()});
    Reply::plain(200, body)
}

/// Puts a new entity into the store: what was sent, with the key and all that the server adds.
fn put(work: Work<'_>, store: &mut Store, mut entity: Json) -> Result<(Json, Json), Refusal> {
    let collection = work.collection();
    let key = work.new_key(store, &collection, &entity);
    keys::write(work.api(), work.call.resource, &mut entity, &key);
    if store.get(&collection, &keys::text(&key)).is_some() {
        return Err(work.refuse(Situation::Duplicate, format!("{} exists already", location(work, &key))));
    }
    if let Some(members) = entity.as_object_mut() {
        work.call.resource.fill_in_initial(members);
    }
    stamps::created(work, &mut entity);
    if let Some(ty) = work.call.resource.entity {
        entity = make::complete(work.api(), ty, entity, &mut work.dice());
    }
    store.put(&collection, &keys::text(&key), key.clone(), entity.clone());
    Ok((key, entity))
}

/// The path of a created entity, without the base's host (`docs/protocol.md §1`).
fn location(work: Work<'_>, key: &Json) -> String {
    format!("{}/{}", work.request.path.trim_end_matches('/'), keys::in_path(key))
}

impl Work<'_> {
    /// The key of a new entity: its own, or one that no other entity has.
    pub(crate) fn new_key(&self, store: &Store, collection: &str, entity: &Json) -> Json {
        let (api, resource) = (self.api(), self.call.resource);
        if let Some(own) = keys::carried(api, resource, entity) {
            return own;
        }
        let (mut numbers, mut dice) = (lock(&self.state.numbers), self.dice());
        loop {
            let key = keys::of_new(api, resource, entity, &mut numbers, &mut dice).unwrap_or_else(|| Json::from(""));
            if store.get(collection, &keys::text(&key)).is_none() || resource.key.is_none() {
                return key;
            }
        }
    }

    /// Returns whether the answer has the entity: the method can return it, and the request does not say no.
    pub(super) fn returns_entity(&self) -> bool {
        let said = restli_schema::url_text::parameters(&self.request.query).remove("$returnEntity");
        self.call.method.returns_entity && said.is_none_or(|said| said.as_str().is_none_or(|said| !said.eq_ignore_ascii_case("false")))
    }
}
