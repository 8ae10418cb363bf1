//! A running sandbox, as programs and tests use it.

use std::fmt;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::CONTENT_LENGTH;
use http::{Request, Response};
use restli_core::Json;
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use crate::described::Described;
use crate::faults::{FaultCount, FaultError, Rule, RuleId};
use crate::locks::lock;
use crate::log::Exchange;
use crate::server::Server;
use crate::settings::Settings;
use crate::state::State;
use crate::webhooks::delivery::{Delivery, Mishap};
use crate::webhooks::error::WebhookError;
use crate::webhooks::registration::{Registration, Standing};
use crate::webhooks::{pump, replay, tell, validation};
use crate::{example, oauth, service, world};

/// A running sandbox, which stops when it is dropped.
pub struct Sandbox {
    state: Arc<State>,
    _server: Server,
    /// The calls to webhooks, which end with the sandbox.
    _calls: JoinSet<()>,
}

/// The address alone: the state holds tokens.
impl fmt::Debug for Sandbox {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Sandbox").field("base_url", &self.state.base_url).finish_non_exhaustive()
    }
}

/// Closes the file of the world, which another sandbox may then open at once.
#[cfg(feature = "data")]
impl Drop for Sandbox {
    fn drop(&mut self) {
        lock(&self.state.persist).take();
    }
}

impl Sandbox {
    /// Starts to serve an API.
    ///
    /// # Errors
    /// The address cannot be served: it is in use, or not one of this machine. The seed leads to no entities, or the file of the world is
    /// none of a sandbox, or in use. A rule of a fault names an operation that the API does not have.
    pub async fn start(api: Arc<Described>, settings: Settings) -> io::Result<Self> {
        let listener = TcpListener::bind(settings.address).await?;
        let base_url = format!("http://{}", listener.local_addr()?);
        let state = Arc::new(State::new(api, settings, base_url));
        for rule in state.settings.faults.clone() {
            let injected = state.faults.inject(&state.api, &state.described.routes, rule);
            injected.map_err(|error| io::Error::new(io::ErrorKind::InvalidInput, error))?;
        }
        world::begin(&state)?;
        let server = Server::start(listener, Arc::clone(&state));
        let mut calls = JoinSet::new();
        if let Some(style) = state.settings.webhooks {
            calls.spawn(pump::run(Arc::clone(&state), style));
        }
        Ok(Self { state, _server: server, _calls: calls })
    }

    /// The address to give to a client: `http://127.0.0.1:4000`.
    #[must_use]
    pub fn base_url(&self) -> String {
        self.state.base_url.clone()
    }

    /// An access token of the first member for the first app, with these scopes.
    #[must_use]
    pub fn token<S: Into<String>>(&self, scopes: impl IntoIterator<Item = S>) -> String {
        oauth::member_token(&self.state, scopes.into_iter().map(Into::into).collect())
    }

    /// An access token of the member with an id for the first app, with these scopes; `None` if there is no such member.
    #[must_use]
    pub fn token_of<S: Into<String>>(&self, member: &str, scopes: impl IntoIterator<Item = S>) -> Option<String> {
        oauth::token_of(&self.state, member, scopes.into_iter().map(Into::into).collect())
    }

    /// An access token of the first member for the first app, with every permission of the API.
    #[must_use]
    pub fn token_for_all(&self) -> String {
        self.token(self.state.api.permissions().iter().map(|permission| permission.name.wire.as_str()))
    }

    /// A token as that for all which lives for a day at least: one that the file of the world has, or a new one.
    #[cfg(feature = "cli")]
    pub(crate) fn standing_token(&self) -> String {
        let scopes = self.state.api.permissions().iter().map(|permission| permission.name.wire.clone()).collect();
        oauth::standing_token(&self.state, scopes)
    }

    /// The file of the world, if the world was in it before.
    #[cfg(all(feature = "cli", feature = "data"))]
    pub(crate) fn continued(&self) -> Option<&std::path::Path> {
        let is_known = lock(&self.state.persist).as_ref().is_some_and(|persist| persist.is_known);
        self.state.settings.data.as_deref().filter(|_| is_known)
    }

    /// An access token of the first app itself, on behalf of no member, with these scopes.
    #[must_use]
    pub fn app_token<S: Into<String>>(&self, scopes: impl IntoIterator<Item = S>) -> String {
        oauth::app_token(&self.state, scopes.into_iter().map(Into::into).collect())
    }

    /// Withdraws the consent behind an access token or refresh token, and with it every token of that consent. `false` if the sandbox has
    /// issued no such token.
    pub fn revoke(&self, token: &str) -> bool {
        oauth::revoke(&self.state, token)
    }

    /// Puts the clock forward: tokens and codes grow older by this much, and calls to webhooks that are due by then are made.
    pub fn advance(&self, by: Duration) {
        self.state.clock.advance(by);
        self.state.webhooks.ring();
    }

    /// The ids of all operations of the API, `content.posts.create`.
    pub fn operations(&self) -> impl Iterator<Item = &str> {
        self.state.described.routes.operations()
    }

    /// A request of an operation that the sandbox answers with success: a start for calls by hand. Entities that it is about are put into
    /// the world if there are none. `None` if the API has no such operation.
    #[must_use]
    pub fn example(&self, operation: &str, token: Option<&str>) -> Option<Request<Bytes>> {
        example::request(&self.state, operation, token)
    }

    /// Answers a request without a connection, which faults cannot break then.
    #[must_use]
    pub fn answer(&self, mut request: Request<Bytes>) -> Response<Bytes> {
        // A connection would say how long the body is.
        let length = request.body().len();
        request.headers_mut().entry(CONTENT_LENGTH).or_insert(length.into());
        service::answer(&self.state, request).response
    }

    /// Puts an entity into the world, at the path of its URL (`/rest/posts/urn%3Ali%3Ashare%3A1`), and returns whether the path leads to an
    /// entity and its file, if it has one, takes it. What the entity lacks and a server would write is made up. Webhooks are told of a new one
    /// that is an event.
    pub fn put(&self, path: &str, entity: Json) -> bool {
        let is_new = self.get(path).is_none();
        let is_put = world::put(&self.state, path, entity) && self.state.keep(&mut lock(&self.state.store)).is_ok();
        if let Some((collection, key)) = world::locate(&self.state, path).filter(|_| is_new && is_put) {
            tell::arrived(&self.state, &collection, &key);
        }
        is_put
    }

    /// The entity at the path of its URL, with the fields that answers hide.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<Json> {
        world::get(&self.state, path)
    }

    /// Makes calls fail by a rule, beside those before it.
    ///
    /// # Errors
    /// The rule names an operation that the API does not have, or one that cannot fail so, or the fault lacks a parameter or has no such.
    pub fn inject(&self, rule: Rule) -> Result<RuleId, FaultError> {
        self.state.faults.inject(&self.state.api, &self.state.described.routes, rule)
    }

    /// Ends a rule, and returns whether it was there.
    pub fn remove_fault(&self, id: RuleId) -> bool {
        self.state.faults.remove(id)
    }

    /// Ends all rules, and forgets their counts.
    pub fn clear_faults(&self) {
        self.state.faults.clear();
    }

    /// The rules, in their order and then those of headers, each with the calls that it was for and those that failed.
    #[must_use]
    pub fn faults(&self) -> Vec<FaultCount> {
        self.state.faults.counts()
    }

    /// Registers the address of a webhook for some events, all of the API if none is named, and validates it.
    ///
    /// # Errors
    /// The address is not one of plain HTTP on this machine, or the API has no such event.
    pub async fn listen(&self, address: &str, events: &[&str]) -> Result<Standing, WebhookError> {
        validation::listen(&self.state, address, events).await
    }

    /// Tells an event to the webhooks that subscribe to it or listen, and returns the numbers of the deliveries. Without a body one is made
    /// for each; what a body lacks is made up.
    ///
    /// # Errors
    /// The API has no such event, or the body is no object.
    pub fn trigger(&self, event: &str, body: Option<Json>) -> Result<Vec<u64>, WebhookError> {
        tell::trigger(&self.state, event, body, None)
    }

    /// Tells an event as [`trigger`](Self::trigger) does, with something that goes wrong.
    ///
    /// # Errors
    /// The API has no such event, or the body is no object.
    pub fn trigger_amiss(&self, event: &str, body: Option<Json>, mishap: Mishap) -> Result<Vec<u64>, WebhookError> {
        tell::trigger(&self.state, event, body, Some(mishap))
    }

    /// Makes a delivery once more, and returns the number of the new one; `None` if there is no such delivery, or its
    /// address is blocked.
    #[must_use]
    pub fn replay(&self, delivery: u64) -> Option<u64> {
        replay::replay(&self.state, delivery)
    }

    /// The deliveries to webhooks so far, oldest first: the last thousand.
    #[must_use]
    pub fn deliveries(&self) -> Vec<Delivery> {
        lock(&self.state.webhooks.book).deliveries().cloned().collect()
    }

    /// The addresses of webhooks.
    #[must_use]
    pub fn webhooks(&self) -> Vec<Registration> {
        lock(&self.state.webhooks.book).registrations().to_vec()
    }

    /// Waits until no call to a webhook is due or under way. Those that are due later wait for [`advance`](Self::advance).
    pub async fn settle(&self) {
        pump::settle(&self.state).await;
    }

    /// The exchanges so far, oldest first: the last thousand.
    #[must_use]
    pub fn exchanges(&self) -> Vec<Exchange> {
        lock(&self.state.log).after(0).cloned().collect()
    }
}
