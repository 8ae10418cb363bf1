//! The entities of a world, by collection and key.

use std::collections::BTreeMap;

use restli_core::Json;

/// The entities. A collection has the name of its path, with the texts of the keys in it: `/accounts/5/campaigns`.
#[derive(Debug, Default)]
pub(crate) struct Store {
    collections: BTreeMap<String, BTreeMap<String, Entity>>,
    /// The number that the next new entity takes.
    next: u64,
    /// The places that changed since they were taken; `None` where nobody takes them.
    changed: Option<Vec<Place>>,
}

/// A collection and a key.
pub(crate) type Place = (String, String);

/// An entity in its place.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Entity {
    /// The place in the order of creation.
    pub(crate) order: u64,
    /// The key as data.
    pub(crate) key: Json,
    pub(crate) value: Json,
}

impl Store {
    pub(crate) fn get(&self, collection: &str, key: &str) -> Option<&Entity> {
        self.collections.get(collection)?.get(key)
    }

    /// The value of an entity, to be changed.
    pub(crate) fn get_mut(&mut self, collection: &str, key: &str) -> Option<&mut Json> {
        let entity = self.collections.get_mut(collection)?.get_mut(key)?;
        if let Some(changed) = &mut self.changed {
            changed.push((collection.to_owned(), key.to_owned()));
        }
        Some(&mut entity.value)
    }

    /// The entities of a collection in the order of their creation.
    pub(crate) fn list(&self, collection: &str) -> Vec<&Entity> {
        let mut entities: Vec<&Entity> = self.collections.get(collection).into_iter().flat_map(BTreeMap::values).collect();
        entities.sort_by_key(|entity| entity.order);
        entities
    }

    /// Puts an entity at a key, and returns whether the key is new.
    pub(crate) fn put(&mut self, collection: &str, text: &str, key: Json, value: Json) -> bool {
        self.note(collection, text);
        let entities = self.collections.entry(collection.to_owned()).or_default();
        if let Some(known) = entities.get_mut(text) {
            known.value = value;
            return false;
        }
        entities.insert(text.to_owned(), Entity { order: self.next, key, value });
        self.next += 1;
        true
    }

    /// Puts an entity back that was kept elsewhere.
    #[cfg(feature = "data")]
    pub(crate) fn restore(&mut self, (collection, text): Place, entity: Entity) {
        self.next = self.next.max(entity.order.saturating_add(1));
        self.collections.entry(collection).or_default().insert(text, entity);
    }

    /// Removes an entity with all that is below it, and returns whether it was there.
    pub(crate) fn remove(&mut self, collection: &str, text: &str) -> bool {
        let below = format!("{collection}/{text}/");
        let gone: Vec<String> = self.collections.keys().filter(|name| name.starts_with(&below)).cloned().collect();
        for name in gone {
            let keys = self.collections.remove(&name).into_iter().flat_map(BTreeMap::into_keys);
            if let Some(changed) = &mut self.changed {
                changed.extend(keys.map(|key| (name.clone(), key)));
            }
        }
        let is_gone = self.collections.get_mut(collection).is_some_and(|entities| entities.remove(text).is_some());
        self.note(collection, text);
        is_gone
    }

    fn note(&mut self, collection: &str, text: &str) {
        if let Some(changed) = &mut self.changed {
            changed.push((collection.to_owned(), text.to_owned()));
        }
    }

    /// The names of the collections, each with the number of its entities.
    pub(crate) fn collections(&self) -> impl Iterator<Item = (&str, usize)> {
        self.collections.iter().map(|(name, entities)| (name.as_str(), entities.len()))
    }

    /// Begins to note the places that change.
    #[cfg(feature = "data")]
    pub(crate) fn note_changes(&mut self) {
        self.changed = Some(Vec::new());
    }

    /// Notes places that were taken once more.
    #[cfg(feature = "data")]
    pub(crate) fn note_again(&mut self, places: Vec<Place>) {
        if let Some(changed) = &mut self.changed {
            changed.extend(places);
        }
    }

    /// Takes the places that changed.
    #[cfg(feature = "data")]
    pub(crate) fn take_changes(&mut self) -> Vec<Place> {
        let mut changed = self.changed.as_mut().map(std::mem::take).unwrap_or_default();
        changed.sort();
        changed.dedup();
        changed
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Store;

    #[test]
    fn store_lists_in_the_order_of_creation_and_removes_what_is_below() {
        let mut store = Store::default();
        for key in ["b", "a"] {
            assert!(store.put("/boxes", key, json!(key), json!({"n": key})));
        }
        assert!(!store.put("/boxes", "b", json!("b"), json!({"n": "new"})), "the key is known");
        store.put("/boxes/b/lids", "1", json!(1), json!({}));
        store.put("/boxes/bb/lids", "1", json!(1), json!({}));
        let keys: Vec<_> = store.list("/boxes").into_iter().map(|entity| (entity.key.clone(), entity.value["n"].clone())).collect();
        assert_eq!(keys, [(json!("b"), json!("new")), (json!("a"), json!("a"))]);
        assert!(store.remove("/boxes", "b") && !store.remove("/boxes", "b"));
        assert!(store.get("/boxes/b/lids", "1").is_none() && store.get("/boxes/bb/lids", "1").is_some());
    }
}
