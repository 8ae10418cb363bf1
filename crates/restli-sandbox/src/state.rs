//! Everything that requests share.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use restli_schema::api::Api;

use crate::auth::Tokens;
use crate::clock::Clock;
use crate::described::Described;
use crate::faults::Faults;
use crate::gates::quota::Counters;
#[cfg(feature = "data")]
use crate::kept;
use crate::keys::Numbers;
#[cfg(feature = "data")]
use crate::locks::lock;
use crate::log::Log;
use crate::oauth::ledger::Ledger;
use crate::received::Received;
use crate::refusal::Refusal;
use crate::settings::Settings;
use crate::store::Store;
use crate::uploads::pending::Uploads;
use crate::webhooks::book::Webhooks;

/// The state of a sandbox.
#[derive(Debug)]
pub(crate) struct State {
    pub(crate) api: Arc<Api>,
    pub(crate) described: Arc<Described>,
    pub(crate) settings: Settings,
    pub(crate) clock: Clock,
    pub(crate) tokens: Mutex<Tokens>,
    pub(crate) ledger: Mutex<Ledger>,
    pub(crate) quotas: Mutex<Counters>,
    pub(crate) store: Mutex<Store>,
    /// The file of the world.
    #[cfg(feature = "data")]
    pub(crate) persist: Mutex<Option<crate::persist::Persist>>,
    pub(crate) numbers: Mutex<Numbers>,
    pub(crate) uploads: Mutex<Uploads>,
    pub(crate) log: Mutex<Log>,
    pub(crate) faults: Faults,
    pub(crate) webhooks: Webhooks,
    /// The address that clients are given: `http://127.0.0.1:4000`.
    pub(crate) base_url: String,
    requests: AtomicU64,
}

impl State {
    pub(crate) fn new(described: Arc<Described>, settings: Settings, base_url: String) -> Self {
        Self {
            clock: Clock::showing(settings.starts_at),
            tokens: Mutex::default(),
            ledger: Mutex::default(),
            quotas: Mutex::default(),
            store: Mutex::default(),
            #[cfg(feature = "data")]
            persist: Mutex::default(),
            numbers: Mutex::new(Numbers::new(settings.seed)),
            uploads: Mutex::default(),
            log: Mutex::default(),
            faults: Faults::new(settings.seed),
            webhooks: Webhooks::default(),
            requests: AtomicU64::new(0),
            api: Arc::clone(&described.api),
            described,
            settings,
            base_url,
        }
    }

    /// Writes what changed in the world to its file, if it has one.
    #[cfg_attr(not(feature = "data"), allow(clippy::unused_self, clippy::unnecessary_wraps, reason = "there is no file to write to"))]
    pub(crate) fn keep(&self, store: &mut Store) -> Result<(), Refusal> {
        #[cfg(feature = "data")]
        match &*lock(&self.persist) {
            Some(persist) => kept::keep(persist, store).map_err(|error| kept::lost(&error))?,
            None if self.settings.data.is_some() => return Err(kept::ended()),
            None => {}
        }
        #[cfg(not(feature = "data"))]
        let _ = store;
        Ok(())
    }

    /// The address to give to the sender of a request: the one that was asked, where the sandbox serves all addresses of the machine.
    pub(crate) fn base_url_for(&self, request: &Received) -> String {
        let is_open = self.settings.address.ip().is_unspecified();
        request.header("host").filter(|_| is_open).map_or_else(|| self.base_url.clone(), |host| format!("http://{host}"))
    }

    /// The id of the next request.
    pub(crate) fn request_id(&self) -> String {
        format!("sandbox-{}", self.requests.fetch_add(1, Ordering::Relaxed) + 1)
    }
}
