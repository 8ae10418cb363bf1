//! A running sandbox, as programs and tests use it.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use restli_schema::api::Api;

use crate::behaviour::Behaviour;
use crate::faults::{FaultCount, FaultError, Rule, RuleId};
use crate::log::Exchange;
use crate::server::Server;
use crate::service;
use crate::state::{State, lock};

/// The settings of a sandbox.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The address to serve. Port 0 takes any free port.
    pub address: SocketAddr,
    /// The number that decides on made values: the same number makes the same world.
    pub seed: u64,
    /// A request with something that no rule reads is refused, rather than reported alone.
    pub refuses_unread: bool,
    /// The behaviours that the schema cannot say.
    pub behaviours: Vec<Behaviour>,
    /// The rules of faults from the start on.
    pub faults: Vec<Rule>,
}

impl Default for Settings {
    fn default() -> Self {
        Self { address: SocketAddr::from(([127, 0, 0, 1], 0)), seed: 1, refuses_unread: false, behaviours: Vec::new(), faults: Vec::new() }
    }
}

/// A running sandbox, which stops when it is dropped.
#[derive(Debug)]
pub struct Sandbox {
    server: Server,
    state: Arc<State>,
}

impl Sandbox {
    /// Starts to serve an API.
    ///
    /// # Errors
    /// The address cannot be served: it is in use, or not one of this machine. A rule of a fault names an operation that the API does not have.
    pub async fn start(api: Arc<Api>, settings: Settings) -> io::Result<Self> {
        let (address, rules) = (settings.address, settings.faults.clone());
        let state = Arc::new(State::new(api, settings));
        for rule in rules {
            state.faults.inject(&state.api, &state.routes, rule).map_err(|error| io::Error::new(io::ErrorKind::InvalidInput, error))?;
        }
        let (shared, early) = (Arc::clone(&state), Arc::clone(&state));
        let read = move |request: &http::Request<()>| service::ends_at_the_head(&early, request);
        let server = Server::start(address, read, move |request| {
            let state = Arc::clone(&shared);
            async move { service::answer(&state, request) }
        });
        let server = server.await?;
        state.address.get_or_init(|| server.address);
        Ok(Self { server, state })
    }

    /// The address to give to a client: `http://127.0.0.1:4000`.
    #[must_use]
    pub fn base_url(&self) -> String {
        format!("http://{}", self.server.address)
    }

    /// Makes calls fail by a rule, beside those before it.
    ///
    /// # Errors
    /// The rule names an operation that the API does not have, or one that cannot fail so, or the fault lacks a parameter or has no such.
    pub fn inject(&self, rule: Rule) -> Result<RuleId, FaultError> {
        self.state.faults.inject(&self.state.api, &self.state.routes, rule)
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

    /// The exchanges so far, oldest first: the last thousand.
    #[must_use]
    pub fn exchanges(&self) -> Vec<Exchange> {
        lock(&self.state.log).after(0)
    }
}
