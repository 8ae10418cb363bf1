//! Behaviours that a schema cannot say: functions that look at a call, and change what it does.

use restli_core::{Json, Time};

use crate::faults::{Fault, Stage};
use crate::keys;
use crate::methods::{Reply, Work};
use crate::refusal::Refusal;
use crate::store::Store;
use restli_schema::api::Situation;

/// A behaviour of some operations.
#[derive(Clone, Copy, Debug)]
pub struct Behaviour {
    /// The ids of the operations, `content.posts.create`.
    pub operations: &'static [&'static str],
    /// Looks at a call before it has an effect, and may refuse it.
    pub before: Option<Act>,
    /// Changes the answer and the world after the effect.
    pub after: Option<Act>,
}

/// A function of a behaviour.
pub type Act = fn(&mut Moment<'_>) -> Result<(), Refused>;

/// The refusal of a call by a behaviour.
#[derive(Debug)]
pub struct Refused(pub(crate) Refusal);

impl From<Refused> for Refusal {
    fn from(refused: Refused) -> Self {
        refused.0
    }
}

/// A call in the moment before or after its effect, with the world around it.
#[derive(Debug)]
pub struct Moment<'a> {
    work: Work<'a>,
    store: &'a mut Store,
    reply: Option<&'a mut Reply>,
}

impl<'a> Moment<'a> {
    pub(crate) fn before(work: Work<'a>, store: &'a mut Store) -> Self {
        Self { work, store, reply: None }
    }

    pub(crate) fn after(work: Work<'a>, store: &'a mut Store, reply: &'a mut Reply) -> Self {
        Self { work, store, reply: Some(reply) }
    }

    /// The id of the operation.
    #[must_use]
    pub fn operation(&self) -> &str {
        self.work.call.id
    }

    /// The time of the sandbox.
    #[must_use]
    pub fn now(&self) -> Time {
        self.work.state.clock.now()
    }

    /// The address of the sandbox, `http://127.0.0.1:4000`.
    #[must_use]
    pub fn base_url(&self) -> String {
        self.work.state.base_url()
    }

    /// The key of the member that calls; `None` for the app itself.
    #[must_use]
    pub fn member(&self) -> Option<&str> {
        self.work.caller.grant.as_ref().and_then(|grant| grant.member.as_deref())
    }

    /// The body of the request, typed by the schema; null without one.
    #[must_use]
    pub fn body(&self) -> &Json {
        &self.work.read.body
    }

    /// The text of the key at the end of the path.
    #[must_use]
    pub fn key(&self) -> String {
        keys::text(&self.work.own_key())
    }

    /// The text of the key that the answer to a create tells.
    #[must_use]
    pub fn created(&self) -> Option<&str> {
        let headers = &self.reply.as_ref()?.headers;
        headers.iter().find(|(name, _)| name == "X-RestLi-Id").map(|(_, key)| key.as_str())
    }

    /// The collection of the request, as [`get`](Self::get) takes it.
    #[must_use]
    pub fn collection(&self) -> String {
        self.work.collection()
    }

    /// An entity by its collection, the path of its resource with the keys in it, and the text of its key.
    #[must_use]
    pub fn get(&self, collection: &str, key: &str) -> Option<&Json> {
        self.store.get(collection, key).map(|entity| &entity.value)
    }

    /// The entities of a collection in the order of their creation.
    #[must_use]
    pub fn list(&self, collection: &str) -> Vec<&Json> {
        self.store.list(collection).into_iter().map(|entity| &entity.value).collect()
    }

    /// Puts an entity at a key that is one text.
    pub fn put(&mut self, collection: &str, key: &str, entity: Json) {
        let known = self.store.get(collection, key).map_or_else(|| Json::from(key), |entity| entity.key.clone());
        self.store.put(collection, key, known, entity);
    }

    /// Removes an entity, and returns whether it was there.
    pub fn remove(&mut self, collection: &str, key: &str) -> bool {
        self.store.remove(collection, key)
    }

    /// The body of the answer, to be changed; `None` before the effect.
    pub fn answer(&mut self) -> Option<&mut Json> {
        self.reply.as_mut()?.body.as_mut()
    }

    /// Returns whether the call meets a fault that behaviours bring about, such as [`Fault::NeverReady`]. The question is counted, and so is a yes.
    #[must_use]
    pub fn fault(&self, fault: Fault) -> bool {
        let Work { state, call, request, .. } = self.work;
        let chosen = state.faults.choose(&state.api, request, Some((call.id, call.method)), Stage::Asked(fault));
        let meets = chosen.is_ok_and(|chosen| chosen.is_some());
        if meets {
            self.work.fault.set(Some(fault));
        }
        meets
    }

    /// Refuses the call.
    pub fn refuse(&self, situation: Situation, message: impl Into<String>) -> Refused {
        Refused(self.work.refuse(situation, message))
    }
}
