//! Everything that requests share.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use restli_core::Json;
use restli_schema::api::{Api, ResourceId};

use crate::auth::Tokens;
use crate::clock::Clock;
use crate::keys::Numbers;
use crate::log::Log;
use crate::oauth::ledger::Ledger;
use crate::route::Routes;
use crate::settings::Settings;
use crate::store::Store;
use crate::uploads::Uploads;

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
    pub(crate) ledger: Mutex<Ledger>,
    pub(crate) store: Mutex<Store>,
    pub(crate) numbers: Mutex<Numbers>,
    pub(crate) uploads: Mutex<Uploads>,
    pub(crate) log: Mutex<Log>,
    /// The address that clients are given: `http://127.0.0.1:4000`.
    pub(crate) base_url: String,
    requests: AtomicU64,
}

impl State {
    pub(crate) fn new(api: Arc<Api>, settings: Settings, base_url: String) -> Self {
        Self {
            routes: Routes::of(&api),
            documented: BTreeMap::new(),
            clock: Clock::default(),
            tokens: Mutex::default(),
            ledger: Mutex::default(),
            store: Mutex::default(),
            numbers: Mutex::new(Numbers::new(settings.seed)),
            uploads: Mutex::default(),
            log: Mutex::default(),
            requests: AtomicU64::new(0),
            api,
            settings,
            base_url,
        }
    }

    /// The id of the next request.
    pub(crate) fn request_id(&self) -> String {
        format!("sandbox-{}", self.requests.fetch_add(1, Ordering::Relaxed) + 1)
    }
}

/// Locks a part of the state. A part stays whole when a holder of its lock panics: each change is made at once.
pub(crate) fn lock<T>(part: &Mutex<T>) -> MutexGuard<'_, T> {
    part.lock().unwrap_or_else(PoisonError::into_inner)
}
