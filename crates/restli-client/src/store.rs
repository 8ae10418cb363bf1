//! The result of every store, of tokens as of counters.

use std::fmt;
use std::future::Future;
use std::pin::Pin;

/// The failure of a store, as its library reports it. Its text is shown, so it must hold no secret.
pub type StoreError = Box<dyn std::error::Error + Send + Sync>;

/// The future of a function of a store.
pub type StoreFuture<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;

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

/// The remedy for a failure of a store.
pub(crate) fn remedy(error: &StoreError) -> &'static str {
    let fault = error.downcast_ref::<StoreFault>();
    fault.map_or("look at the store: whether it can be reached, written, and is not read only or full", |fault| fault.remedy)
}
