//! Behaviours that a schema cannot say: functions that look at a call, and change what it does.

use std::cell::Cell;

use restli_core::{Json, Time};
use restli_schema::api::{Api, Method, Situation};

use crate::check::Read;
use crate::faults::{Fault, Faults, Stage};
use crate::keys;
use crate::locks::lock;
use crate::oauth::member::Member;
use crate::received::Received;
use crate::refusal::Refusal;
use crate::reply::Reply;
use crate::store::Store;
use crate::webhooks::address;
use crate::webhooks::book::Webhooks;
use crate::webhooks::delivery::Mishap;
use crate::webhooks::happened::Happened;
use crate::webhooks::registration::Standing;

/// A behaviour of some operations.
#[derive(Clone, Copy, Debug)]
pub struct Behaviour {
    /// The ids of the operations, `content.posts.create`.
    pub operations: &'static [&'static str],
    /// The behaviour.
    pub act: Act,
}

/// A function of a behaviour, by the moment in which it is called.
#[derive(Clone, Copy, Debug)]
pub enum Act {
    /// Before the effect, to refuse the call.
    Refuse(fn(&Moment<'_>) -> Result<(), Refused>),
    /// During a search, to leave out entities that a caller, who may be no member, does not find.
    Select(fn(&[Member], Option<&Member>, &Json) -> bool),
    /// Before the effect, to put something into the world.
    Before(fn(&mut Moment<'_>)),
    /// After the effect, to change the answer and the world.
    After(fn(&mut Moment<'_>)),
}

/// The refusal of a call by a behaviour.
#[derive(Debug)]
pub struct Refused(pub(crate) Refusal);

impl From<Refused> for Refusal {
    fn from(refused: Refused) -> Self {
        refused.0
    }
}

/// The call of a moment, which does not change.
#[derive(Clone, Copy, Debug)]
pub(crate) struct About<'a> {
    pub(crate) api: &'a Api,
    pub(crate) method: &'a Method,
    pub(crate) operation: &'a str,
    pub(crate) read: &'a Read,
    pub(crate) member: Option<&'a Member>,
    pub(crate) now: Time,
    pub(crate) base_url: &'a str,
    pub(crate) webhooks: &'a Webhooks,
    pub(crate) webhooks_elsewhere: bool,
    /// The collection of the request, and the text of the key at the end of its path.
    pub(crate) collection: &'a str,
    pub(crate) key: &'a str,
    pub(crate) faults: &'a Faults,
    pub(crate) request: &'a Received,
    /// The fault that a behaviour asked for and met last.
    pub(crate) met: &'a Cell<Option<Fault>>,
}

/// A call in the moment before or after its effect, with the world around it.
#[derive(Debug)]
pub struct Moment<'a> {
    pub(crate) about: About<'a>,
    pub(crate) store: &'a mut Store,
    /// The answer; `None` before the effect.
    pub(crate) reply: Option<&'a mut Reply>,
    pub(crate) events: &'a mut Vec<Happened>,
}

impl<'a> Moment<'a> {
    /// The id of the operation.
    #[must_use]
    pub fn operation(&self) -> &'a str {
        self.about.operation
    }

    /// The time of the sandbox.
    #[must_use]
    pub fn now(&self) -> Time {
        self.about.now
    }

    /// The address of the sandbox, `http://127.0.0.1:4000`.
    #[must_use]
    pub fn base_url(&self) -> &'a str {
        self.about.base_url
    }

    /// The member that calls; `None` for the app itself, and for a caller without a token.
    #[must_use]
    pub fn member(&self) -> Option<&'a Member> {
        self.about.member
    }

    /// A parameter of the query, typed by the schema.
    #[must_use]
    pub fn param(&self, name: &str) -> Option<&'a Json> {
        self.about.read.params.get(name)
    }

    /// The body of the request, typed by the schema; null without one.
    #[must_use]
    pub fn body(&self) -> &'a Json {
        &self.about.read.body
    }

    /// The most bytes that an upload of the method may have, if its media has a limit.
    #[must_use]
    pub fn most_bytes(&self) -> Option<u64> {
        self.about.api[self.about.method.media?].max_bytes
    }

    /// The text of the key at the end of the path.
    #[must_use]
    pub fn key(&self) -> &'a str {
        self.about.key
    }

    /// The text of the key that the answer to a create tells.
    #[must_use]
    pub fn created(&self) -> Option<String> {
        let headers = &self.reply.as_ref()?.headers;
        headers.iter().find(|(name, _)| name == "X-RestLi-Id").map(|(_, key)| key.clone())
    }

    /// Moves the entity that a create has made to another key, which the answer tells.
    pub fn rekey(&mut self, key: &Json) {
        let Some(made) = self.created() else { return };
        let (collection, text) = (self.about.collection, keys::text(key));
        let Some(value) = self.store.get(collection, &made).map(|entity| entity.value.clone()) else { return };
        self.store.remove(collection, &made);
        self.store.put(collection, &text, key.clone(), value);
        for (name, value) in self.reply.iter_mut().flat_map(|reply| &mut reply.headers) {
            if *value == made {
                value.clone_from(&text);
            } else if let Some((before, _)) = value.rsplit_once('/').filter(|_| name == "Location") {
                *value = format!("{before}/{}", keys::in_path(key));
            }
        }
    }

    /// The collection of the request, as [`get`](Self::get) takes it.
    #[must_use]
    pub fn collection(&self) -> &'a str {
        self.about.collection
    }

    /// An entity by its collection, the path of its resource with the keys in it, and the text of its key.
    #[must_use]
    pub fn get(&self, collection: &str, key: &str) -> Option<&Json> {
        self.store.get(collection, key).map(|entity| &entity.value)
    }

    /// The entities of a collection with the texts of their keys, in the order of their creation.
    #[must_use]
    pub fn list(&self, collection: &str) -> Vec<(String, &Json)> {
        self.store.list(collection).into_iter().map(|entity| (keys::text(&entity.key), &entity.value)).collect()
    }

    /// Puts an entity at a key that is one text. The collection `~FULL.NAME` of a type has what only expansions of URNs show, by their URNs.
    pub fn put(&mut self, collection: &str, key: &str, entity: Json) {
        let known = self.store.get(collection, key).map_or_else(|| Json::from(key), |entity| entity.key.clone());
        self.store.put(collection, key, known, entity);
    }

    /// Removes an entity, and returns whether it was there.
    pub fn remove(&mut self, collection: &str, key: &str) -> bool {
        self.store.remove(collection, key)
    }

    /// The body of the answer, to be changed; `None` before the effect, and for an answer without one.
    pub fn answer(&mut self) -> Option<&mut Json> {
        self.reply.as_mut()?.body.as_mut()
    }

    /// Returns whether the call meets a fault that behaviours bring about, such as [`Fault::NeverReady`]. The question is counted, and so is a yes.
    #[must_use]
    pub fn fault(&self, fault: Fault) -> bool {
        let About { api, request, operation, method, faults, met, .. } = self.about;
        let meets = faults.choose(api, request, Some((operation, method)), Stage::Asked(fault)).is_ok_and(|chosen| chosen.is_some());
        if meets {
            met.set(Some(fault));
        }
        meets
    }

    /// Tells the webhooks that subscribe to it of an event, once the call has had its effect. What the body lacks is made up. The faults
    /// [`Fault::WebhookTwice`] and [`Fault::WebhookReordered`] of the call are those of the event.
    pub fn tell(&mut self, name: &'static str, body: Json) {
        let mishap = Mishap::of_faults(|fault| self.fault(fault));
        self.events.push(Happened { name, body, mishap });
    }

    /// The state of a webhook; `None` for an address that the sandbox does not call.
    #[must_use]
    pub fn webhook(&self, address: &str) -> Option<Standing> {
        let is_called = address::is_called(address, self.about.webhooks_elsewhere);
        let known = || lock(&self.about.webhooks.book).registration(address).map_or(Standing::Pending, |one| one.standing);
        is_called.then(known)
    }

    /// The refusal of the call in a situation.
    pub fn refuse(&self, situation: Situation, message: impl Into<String>) -> Refused {
        Refused(Refusal::of(self.about.api, Some(self.about.method), situation, message))
    }

    /// The refusal of the call with an error of the catalogue.
    pub fn refuse_as(&self, code: &str, message: impl Into<String>) -> Refused {
        Refused(Refusal::named(self.about.api, code, message))
    }
}
