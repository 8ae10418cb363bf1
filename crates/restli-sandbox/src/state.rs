//! Everything that requests share.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock};

use restli_core::Json;
use restli_schema::api::{Api, ResourceId};

use crate::auth::Tokens;
use crate::clock::Clock;
use crate::faults::Faults;
pub(crate) use crate::locks::lock;
use crate::log::Log;
use crate::route::Routes;
use crate::sandbox::Settings;
use crate::store::Store;

/// The state of a sandbox.
#[derive(Debug)]
pub(crate) struct State {
    pub(crate) api: Arc<Api>,
    pub(crate) routes: Routes,
    /// The bodies of the answers that the schema's samples show, by resource and place of the method.
    pub(crate) documented: BTreeMap<(ResourceId, usize), Vec<Json>>,
    pub(crate) settings: Settings,
    pub(crate) clock: Clock,
    pub(crate) tokens: Mutex<Tokens>,
    pub(crate) store: Mutex<Store>,
    pub(crate) log: Mutex<Log>,
    pub(crate) faults: Faults,
    /// The address that the server has got.
    pub(crate) address: OnceLock<SocketAddr>,
    requests: AtomicU64,
}

impl State {
    pub(crate) fn new(api: Arc<Api>, settings: Settings) -> Self {
        Self {
            routes: Routes::of(&api),
            documented: BTreeMap::new(),
            api,
            clock: Clock::default(),
            tokens: Mutex::default(),
            store: Mutex::default(),
            log: Mutex::default(),
            faults: Faults::new(settings.seed),
            settings,
            address: OnceLock::new(),
            requests: AtomicU64::new(0),
        }
    }

    /// The address to give to a client: `http://127.0.0.1:4000`.
    pub(crate) fn base_url(&self) -> String {
        self.address.get().map_or_else(String::new, |address| format!("http://{address}"))
    }

    /// The id of the next request.
    pub(crate) fn request_id(&self) -> String {
        format!("sandbox-{}", self.requests.fetch_add(1, Ordering::Relaxed) + 1)
    }
}
