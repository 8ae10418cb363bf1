//! Reads by key.

use restli_core::Json;
use restli_schema::api::ResourceKind;
use serde_json::{Map, json};

use super::work::Work;
use crate::keys;
use crate::make::{self, Dice};
use crate::project::scene::Shape;
use crate::refusal::Refusal;
use crate::reply::Reply;
use crate::store::Store;

pub(super) fn get(work: Work<'_>, store: &mut Store) -> Result<Reply, Refusal> {
    let collection = work.collection();
    let key = work.known(store, &collection, &work.own_key());
    if let Some(entity) = store.get(&collection, &keys::text(&key)) {
        return Ok(work.one(200, entity.value.clone()));
    }
    // The entity of a simple resource that nobody writes is always there.
    if work.call.resource.kind == ResourceKind::Simple && !work.is_written() {
        let entity = work.documented().cloned().unwrap_or_else(|| make::value(work.api(), &work.entity(), &mut work.dice()));
        store.put(&collection, "", Json::from(""), entity.clone());
        return Ok(work.one(200, entity));
    }
    Err(work.missing(&key))
}

pub(super) fn batch_get(work: Work<'_>, store: &Store) -> Reply {
    let collection = work.collection();
    let (mut results, mut statuses, mut errors) = (Map::new(), Map::new(), Map::new());
    for told in &work.read.ids {
        let key = work.known(store, &collection, told);
        let name = keys::text(told);
        if let Some(entity) = store.get(&collection, &keys::text(&key)) {
            results.insert(name.clone(), entity.value.clone());
            statuses.insert(name, json!(200));
        } else {
            let refusal = work.missing(&key);
            statuses.insert(name.clone(), json!(refusal.status));
            errors.insert(name, refusal.to_json());
        }
    }
    let body = json!({"results": results, "statuses": statuses, "errors": errors});
    Reply { entities: Some((Shape::Values("results"), work.entity())), ..Reply::plain(200, body) }
}

impl Work<'_> {
    /// Returns whether some method of the resource writes entities.
    pub(super) fn is_written(&self) -> bool {
        self.call.resource.methods.iter().any(|method| method.kind.sends_entity() || method.kind.sends_patch())
    }

    /// The body of the answer that the documentation of the method shows.
    pub(super) fn documented(&self) -> Option<&Json> {
        self.state.described.answer(self.call.resource_id, self.call.position, &self.request.query)
    }

    /// The dice of the request: the same request makes the same values.
    pub(crate) fn dice(&self) -> Dice {
        Dice::new(self.state.settings.seed, self.state.clock.now()).about(&self.request.path)
    }
}
