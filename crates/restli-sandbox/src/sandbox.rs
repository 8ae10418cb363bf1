//! A running sandbox, as programs and tests use it.

use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http::{Request, Response};
use restli_schema::api::Api;

use crate::auth::Tokens;
use crate::clock::Clock;
use crate::gates::roles::MemberRole;
use crate::route::Routes;
use crate::server::Server;
use crate::state::State;

/// The settings of a sandbox.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The address to serve. Port 0 takes any free port.
    pub address: SocketAddr,
    /// The number that decides on made values and keys: the same number makes the same world.
    pub seed: u64,
    /// The roles that members have in entities; `None` gives every member every role.
    pub roles: Option<Vec<MemberRole>>,
}

impl Default for Settings {
    fn default() -> Self {
        Self { address: SocketAddr::from(([127, 0, 0, 1], 0)), seed: 1, roles: None }
    }
}

/// A running sandbox, which stops when it is dropped.
#[derive(Debug)]
pub struct Sandbox {
    server: Server,
}

impl Sandbox {
    /// Starts to serve an API.
    ///
    /// # Errors
    /// The address cannot be served: it is in use, or not one of this machine.
    pub async fn start(api: Arc<Api>, settings: Settings) -> io::Result<Self> {
        let address = settings.address;
        let state = Arc::new(State {
            routes: Routes::of(&api),
            api,
            settings,
            clock: Clock::default(),
            tokens: Mutex::new(Tokens::default()),
            quotas: Mutex::default(),
        });
        let server = Server::start(address, move |request| answer(Arc::clone(&state), request)).await?;
        Ok(Self { server })
    }

    /// The address to give to a client: `http://127.0.0.1:4000`.
    #[must_use]
    pub fn base_url(&self) -> String {
        format!("http://{}", self.server.address)
    }
}

async fn answer(state: Arc<State>, request: Request<Bytes>) -> Response<Bytes> {
    let _ = (state, request);
    Response::new(Bytes::new())
}
