//! The result of every store, of tokens as of counters, and the lock of one's own key there.

use std::any::Any;
use std::fmt;
use std::future::Future;
use std::pin::Pin;

/// The failure of a store, as its library reports it. Its text is shown, so it must hold no secret.
pub type StoreError = Box<dyn std::error::Error + Send + Sync>;

/// The future of a function of a store.
pub type StoreFuture<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;

/// The lock of a key. It is given back when it is dropped, or soon after.
#[must_use = "a lock that is dropped is free"]
pub struct StoreLock {
    held: Box<dyn Any + Send + Sync>,
}

impl StoreLock {
    /// A lock that is held as long as `held` lives.
    pub fn new(held: impl Any + Send + Sync) -> Self {
        Self { held: Box::new(held) }
    }

    /// The value that holds the lock, for the store that made it.
    #[must_use]
    pub fn held<T: Any>(&self) -> Option<&T> {
        self.held.downcast_ref()
    }
}

impl fmt::Debug for StoreLock {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("StoreLock").finish_non_exhaustive()
    }
}

/// The reason why a store does not take what is saved: the lock was lost, and a later holder has saved something else, which then counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LockLost;

impl fmt::Display for LockLost {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("this program stood still and lost its lock, and somebody else has saved since")
    }
}

impl std::error::Error for LockLost {}

/// A failure whose remedy is another than to look at the store.
#[derive(Debug)]
pub(crate) struct StoreFault {
    pub(crate) what: String,
    pub(crate) remedy: &'static str,
}

impl fmt::Display for StoreFault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.what)
    }
}

impl std::error::Error for StoreFault {}

/// The remedy that a failure has of its own.
pub(crate) fn own_remedy(error: &StoreError) -> Option<&'static str> {
    error.downcast_ref::<StoreFault>().map(|fault| fault.remedy)
}

/// The remedy for a failure of a store.
pub(crate) fn remedy(error: &StoreError) -> &'static str {
    own_remedy(error).unwrap_or("look at the store: whether it can be reached, written, and is not read only or full")
}
