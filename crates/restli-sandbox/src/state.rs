//! Everything that requests share: the API, its tokens, its clock.

use std::sync::{Mutex, MutexGuard, PoisonError};

use restli_schema::api::Api;

use crate::auth::Tokens;
use crate::clock::Clock;
use crate::oauth::ledger::Ledger;
use crate::route::Routes;
use crate::settings::Settings;

/// The state of a sandbox.
#[derive(Debug)]
pub(crate) struct State {
    pub(crate) api: std::sync::Arc<Api>,
    pub(crate) routes: Routes,
    pub(crate) settings: Settings,
    pub(crate) clock: Clock,
    pub(crate) tokens: Mutex<Tokens>,
    pub(crate) ledger: Mutex<Ledger>,
    /// The address that clients are given: `http://127.0.0.1:4000`.
    pub(crate) base_url: String,
}

/// Locks a part of the state. A part stays whole when a holder of its lock panics: each change is made at once.
pub(crate) fn lock<T>(part: &Mutex<T>) -> MutexGuard<'_, T> {
    part.lock().unwrap_or_else(PoisonError::into_inner)
}
