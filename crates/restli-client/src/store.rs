//! The result of every store, of tokens as of counters.

use std::future::Future;
use std::pin::Pin;

/// The failure of a store, as its library reports it. Its text is shown, so it must hold no secret.
pub type StoreError = Box<dyn std::error::Error + Send + Sync>;

/// The future of a function of a store.
pub type StoreFuture<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;
