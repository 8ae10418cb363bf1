//! An API ready to be served: everything that all sandboxes of it share.

use std::collections::BTreeMap;
use std::sync::Arc;

use restli_core::Json;
use restli_schema::api::{Api, ResourceId};

use crate::route::Routes;
use crate::samples::{self, answers::Documented};
use crate::store::Store;
use crate::{expand, keys};

/// An API with what its schema and samples say. It is made once, and any number of sandboxes serve it.
#[derive(Debug)]
pub struct Described {
    pub(crate) api: Arc<Api>,
    pub(crate) routes: Routes,
    /// The answers that the samples show, by resource and place of the method.
    pub(crate) answers: BTreeMap<(ResourceId, usize), Vec<Documented>>,
    world: samples::world::World,
}

impl Described {
    /// Prepares an API.
    #[must_use]
    pub fn new(api: Api) -> Arc<Self> {
        let (routes, answers, world) = (Routes::of(&api), samples::answers(&api), samples::entities(&api));
        Arc::new(Self { api: Arc::new(api), routes, answers, world })
    }

    /// The API.
    #[must_use]
    pub fn api(&self) -> &Api {
        &self.api
    }

    /// Fills a store with the entities that the samples show.
    pub(crate) fn fill(&self, store: &mut Store) {
        for placed in &self.world.entities {
            let resource = &self.api[placed.resource];
            let collection = placed.parents.iter().fold(resource.path.clone(), |path, (id, key)| {
                let name = self.api[*id].key.as_ref().map_or("", |key| &key.name().wire);
                path.replace(&format!("{{{name}}}"), &keys::text(key))
            });
            let key = placed.key.clone().unwrap_or_else(|| Json::from(""));
            store.put(&collection, &keys::text(&key), key, placed.entity.clone());
        }
        for expansion in &self.world.expansions {
            let collection = expand::unserved(&self.api, expansion.target);
            store.put(&collection, &expansion.urn, Json::from(expansion.urn.as_str()), expansion.value.clone());
        }
    }

    /// The body of the success that the samples show for a method.
    pub(crate) fn answer(&self, resource: ResourceId, position: usize) -> Option<&Json> {
        self.answers.get(&(resource, position))?.iter().find(|answer| answer.is_success())?.body.as_ref()
    }
}
