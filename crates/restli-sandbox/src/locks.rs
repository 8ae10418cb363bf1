//! Locks of parts of the state.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Locks a part of the state. A part stays whole when a holder of its lock panics: each change is made at once.
pub(crate) fn lock<T>(part: &Mutex<T>) -> MutexGuard<'_, T> {
    part.lock().unwrap_or_else(PoisonError::into_inner)
}
