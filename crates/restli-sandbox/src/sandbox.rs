//! A running sandbox, as programs and tests use it.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use restli_schema::api::Api;

use crate::behaviour::Behaviour;
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
}

impl Default for Settings {
    fn default() -> Self {
        Self { address: SocketAddr::from(([127, 0, 0, 1], 0)), seed: 1, refuses_unread: false, behaviours: Vec::new() }
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
    /// The address cannot be served: it is in use, or not one of this machine.
    pub async fn start(api: Arc<Api>, settings: Settings) -> io::Result<Self> {
        let address = settings.address;
        let state = Arc::new(State::new(api, settings));
        let shared = Arc::clone(&state);
        let server = Server::start(address, move |request| {
            let state = Arc::clone(&shared);
            async move { service::answer(&state, request).await }
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

    /// The exchanges so far, oldest first: the last thousand.
    #[must_use]
    pub fn exchanges(&self) -> Vec<Exchange> {
        lock(&self.state.log).after(0).cloned().collect()
    }
}
