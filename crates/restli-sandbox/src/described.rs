//! An API ready to be served: everything that all sandboxes of it share.

use std::collections::BTreeMap;
use std::sync::Arc;

use restli_core::{Json, Time};
use restli_schema::api::{Api, ResourceId};
use restli_schema::url_text;

use crate::make::{self, Dice};
use crate::route::Routes;
use crate::samples::{self, answers::Documented, world::Placed};
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
        let (routes, answers, mut world) = (Routes::of(&api), samples::answers(&api), samples::entities(&api));
        for placed in &mut world.entities {
            complete(&api, placed);
        }
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

    /// The body of the success that the samples show for a method: that of the same query, else the first.
    pub(crate) fn answer(&self, resource: ResourceId, position: usize, query: &str) -> Option<&Json> {
        let shown = || self.answers.get(&(resource, position)).into_iter().flatten().filter(|answer| answer.is_success());
        let asked = url_text::parameters(query);
        shown().find(|answer| answer.query.as_ref() == Some(&asked)).or_else(|| shown().next())?.body.as_ref()
    }
}

/// Writes the key into an entity, and what it lacks: some samples show only what a create has sent.
fn complete(api: &Api, placed: &mut Placed) {
    let resource = &api[placed.resource];
    if let Some(key) = &placed.key {
        keys::write(api, resource, &mut placed.entity, key);
    }
    if let Some(ty) = resource.entity {
        let mut dice = Dice::new(0, Time::now()).about(&placed.sample);
        placed.entity = make::complete(api, ty, std::mem::take(&mut placed.entity), &mut dice);
    }
}
