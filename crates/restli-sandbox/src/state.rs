//! Everything that requests share: the API, its tokens, its clock.

use std::sync::{Mutex, MutexGuard, PoisonError};

use restli_schema::api::Api;

use crate::auth::Tokens;
use crate::clock::Clock;
use crate::gates::quota::Counters;
use crate::route::Routes;
use crate::sandbox::Settings;

/// The state of a sandbox.
#[derive(Debug)]
pub(crate) struct State {
    pub(crate) api: std::sync::Arc<Api>,
    pub(crate) routes: Routes,
    pub(crate) settings: Settings,
    pub(crate) clock: Clock,
    pub(crate) tokens: Mutex<Tokens>,
    pub(crate) quotas: Mutex<Counters>,
}

/// Locks a part of the state. A part stays whole when a holder of its lock panics: each change is made at once.
pub(crate) fn lock<T>(part: &Mutex<T>) -> MutexGuard<'_, T> {
    part.lock().unwrap_or_else(PoisonError::into_inner)
}
