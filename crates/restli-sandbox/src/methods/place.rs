//! The place in the store that a request is about.

use restli_core::Json;
use restli_schema::api::{ResourceId, Situation};
use restli_schema::url_text;

use super::work::Work;
use crate::keys;
use crate::refusal::Refusal;
use crate::store::Store;

impl Work<'_> {
    /// The collection of the request: the path of its resource, with the keys above it.
    pub(crate) fn collection(&self) -> String {
        let resource = self.call.resource;
        let above = self.read.keys.iter().filter(|(id, _)| *id != self.call.resource_id);
        above.fold(resource.path.clone(), |path, (id, key)| {
            let name = self.name_of(*id);
            path.replace(&format!("{{{name}}}"), &keys::text(key))
        })
    }

    fn name_of(&self, id: ResourceId) -> &str {
        self.api()[id].key.as_ref().map_or("", |key| &key.name().wire)
    }

    /// The key at the end of the path, as data; that of the only entity of a simple resource is an empty text.
    pub(crate) fn own_key(&self) -> Json {
        let own = self.read.keys.iter().rfind(|(id, _)| *id == self.call.resource_id);
        own.map_or_else(|| Json::from(""), |(_, key)| key.clone())
    }

    /// The key in the store of an entity that a request names, by the alternative key that it says.
    pub(super) fn known(&self, store: &Store, collection: &str, told: &Json) -> Json {
        let Some(name) = url_text::parameters(&self.request.query).remove("altkey") else { return told.clone() };
        let name = name.as_str().unwrap_or_default();
        let named = store.list(collection).into_iter().find(|entity| entity.value.get(name) == Some(told));
        named.map_or_else(|| told.clone(), |entity| entity.key.clone())
    }

    /// The refusal of a key that no entity has.
    pub(super) fn missing(&self, key: &Json) -> Refusal {
        let path = self.request.path.trim_end_matches('/');
        let is_whole = self.call.is_entity || self.call.resource.key.is_none();
        let own = if is_whole { String::new() } else { format!("/{}", keys::in_path(key)) };
        self.refuse(Situation::NotFound, format!("nothing is at {path}{own}"))
    }
}
