//! Changes of entities that are there, one or several.

use restli_core::patch::Patch;
use restli_core::{Json, ResourceMethod as M};
use restli_schema::api::Situation;
use restli_schema::requests::{self, Misfit};
use restli_schema::url_text;
use serde_json::{Map, json};

use super::stamps;
use super::work::Work;
use crate::refusal::Refusal;
use crate::reply::Reply;
use crate::store::Store;
use crate::{check, keys, make};

pub(super) fn update(work: Work<'_>, store: &mut Store) -> Result<Reply, Refusal> {
    let status = replace(work, store, &work.own_key(), work.read.body.clone())?;
    Ok(Reply::empty(work.success(status)))
}

pub(super) fn partial_update(work: Work<'_>, store: &mut Store) -> Result<Reply, Refusal> {
    let entity = patch(work, store, &work.own_key(), &work.read.body)?;
    Ok(if work.returns_entity() { work.one(200, entity) } else { Reply::empty(work.success(204)) })
}

pub(super) fn delete(work: Work<'_>, store: &mut Store) -> Result<Reply, Refusal> {
    remove(work, store, &work.own_key())?;
    Ok(Reply::empty(work.success(204)))
}

/// Changes several entities, each for itself (`docs/protocol.md §7.2`).
pub(super) fn batch(work: Work<'_>, store: &mut Store) -> Reply {
    let (mut results, mut errors) = (Map::new(), Map::new());
    let bodies = work.read.body.get("entities").and_then(Json::as_object);
    for key in &work.read.ids {
        let name = keys::text(key);
        let body = bodies.and_then(|bodies| bodies.iter().find(|(told, _)| is_key(told, key))).map(|(_, body)| body);
        let done = match (work.call.method.kind, body) {
            (M::BatchDelete, _) => remove(work, store, key).map(|()| json!({"status": 204})),
            (M::BatchUpdate, Some(body)) => replace(work, store, key, body.clone()).map(|status| json!({"status": status})),
            (_, Some(body)) => patch(work, store, key, body)
                .map(|entity| if work.returns_entity() { json!({"status": 200, "entity": entity}) } else { json!({"status": 204}) }),
            (_, None) => Err(work.refuse(Situation::BodyInvalid, format!("`entities` lacks {name}"))),
        };
        match done {
            Ok(told) => results.insert(name, told),
            Err(refusal) => errors.insert(name, refusal.to_json()),
        };
    }
    Reply::plain(200, json!({"results": results, "errors": errors}))
}

/// Returns whether a name of `entities` is a key: a simple one raw or escaped (`docs/protocol.md §14`), another one in reduced form (§3.6).
fn is_key(told: &str, key: &Json) -> bool {
    let text = keys::text(key);
    told == text || keys::text(&if key.is_object() { url_text::key(told) } else { url_text::value(told) }) == text
}

/// Replaces an entity, and returns the status. A key that the caller chooses may be new.
fn replace(work: Work<'_>, store: &mut Store, told: &Json, mut entity: Json) -> Result<u16, Refusal> {
    let collection = work.collection();
    let key = work.known(store, &collection, told);
    let known = store.get(&collection, &keys::text(&key)).map(|entity| entity.value.clone());
    let server_chooses = work.call.resource.methods.iter().any(|method| matches!(method.kind, M::Create | M::BatchCreate));
    if known.is_none() && server_chooses {
        return Err(work.missing(&key));
    }
    contradicted(work, &entity, &key)?;
    // Fields that only the server writes, or only create sends, stay as they are.
    let kept = work.call.resource.read_only.iter().chain(&work.call.resource.create_only);
    for name in kept.filter(|name| !name.contains('/')) {
        if let (Some(value), Some(members)) = (known.as_ref().and_then(|known| known.get(name)), entity.as_object_mut()) {
            members.entry(name.clone()).or_insert_with(|| value.clone());
        }
    }
    keys::write(work.api(), work.call.resource, &mut entity, &key);
    if known.is_none() {
        stamps::created(work, &mut entity);
    } else {
        stamps::changed(work, &mut entity);
    }
    if let Some(ty) = work.call.resource.entity {
        entity = make::complete(work.api(), ty, entity, &mut work.dice());
    }
    let is_new = store.put(&collection, &keys::text(&key), key, entity);
    Ok(if is_new { 201 } else { 204 })
}

/// Changes parts of an entity, and returns it.
fn patch(work: Work<'_>, store: &mut Store, told: &Json, body: &Json) -> Result<Json, Refusal> {
    let collection = work.collection();
    let key = work.known(store, &collection, told);
    let text = keys::text(&key);
    let known = store.get(&collection, &text).ok_or_else(|| work.missing(&key))?;
    let invalid = |flaw: restli_core::data::DecodeError| work.refuse(Situation::BodyInvalid, flaw.to_string());
    let patch = Patch::from_json(body.to_string().as_bytes()).map_err(invalid)?;
    let mut entity = patch.apply(&known.value).map_err(invalid)?;
    misfitting(work, &known.value, &entity)?;
    contradicted(work, &entity, &key)?;
    stamps::changed(work, &mut entity);
    store.put(&collection, &text, key, entity.clone());
    Ok(entity)
}

/// Refuses a patch after which the entity has misfits that it did not have before: a record of which a part is missing, a second member of a
/// union.
fn misfitting(work: Work<'_>, before: &Json, after: &Json) -> Result<(), Refusal> {
    let misfits = |entity: &Json| requests::of_whole_entity(work.api(), entity, &work.entity());
    let known = misfits(before);
    let new: Vec<Misfit> = misfits(after).into_iter().filter(|misfit| !known.contains(misfit)).collect();
    check::refusal(work.api(), work.call, &new).map_or(Ok(()), Err)
}

/// Refuses an entity that has parts of another key than the address.
fn contradicted(work: Work<'_>, entity: &Json, key: &Json) -> Result<(), Refusal> {
    let Some(name) = keys::other_part(work.api(), work.call.resource, entity, key) else { return Ok(()) };
    Err(work.refuse(Situation::FieldInvalid, format!("`{name}` of the body is not that of the key in the address: leave it out")))
}

fn remove(work: Work<'_>, store: &mut Store, told: &Json) -> Result<(), Refusal> {
    let collection = work.collection();
    let key = work.known(store, &collection, told);
    if store.remove(&collection, &keys::text(&key)) { Ok(()) } else { Err(work.missing(&key)) }
}
