//! The seam between a token source and the home of its token, and the home in memory.

use std::any::Any;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use crate::oauth::StoredToken;
use crate::store::StoreFuture;

/// A home of tokens, each under a key such as the id of its member: [`MemoryStore`] for one program, [`FileStore`](super::FileStore) and
/// `SqliteStore` for the processes of a machine, `RedisStore` for several machines. An `Arc<dyn TokenStore>` is one that a setting chooses.
///
/// A store that is shared shares its tokens: of all tasks, processes and machines, one at a time holds the lock of a key, renews the token
/// and saves it; the others load what it has saved.
pub trait TokenStore: fmt::Debug + Send + Sync + 'static {
    /// The token of a key; `None` if none was saved. It may be called while somebody else holds the lock.
    fn load<'a>(&'a self, key: &'a str) -> StoreFuture<'a, Option<StoredToken>>;

    /// The lock of a key; `None` if somebody else holds it. The lock of a holder that has died must become free by itself.
    fn try_lock<'a>(&'a self, key: &'a str) -> StoreFuture<'a, Option<StoreLock>>;

    /// Saves the token of a key whose lock the caller holds. When it returns, the token survives the end of the program, and never does
    /// anybody load a half of it. A store whose locks can be lost answers [`LockLost`] if a later holder has saved a token since.
    fn save<'a>(&'a self, key: &'a str, token: &'a StoredToken, lock: &'a StoreLock) -> StoreFuture<'a, ()>;
}

impl<S: TokenStore + ?Sized> TokenStore for Arc<S> {
    fn load<'a>(&'a self, key: &'a str) -> StoreFuture<'a, Option<StoredToken>> {
        (**self).load(key)
    }

    fn try_lock<'a>(&'a self, key: &'a str) -> StoreFuture<'a, Option<StoreLock>> {
        (**self).try_lock(key)
    }

    fn save<'a>(&'a self, key: &'a str, token: &'a StoredToken, lock: &'a StoreLock) -> StoreFuture<'a, ()> {
        (**self).save(key, token, lock)
    }
}

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

/// The reason why a store does not take a token: the lock was lost, and a later holder has saved another one, which is then used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LockLost;

impl fmt::Display for LockLost {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("this program stood still, and somebody else has saved a token since")
    }
}

impl std::error::Error for LockLost {}

/// Tokens in the memory of this program. Clones share them.
#[derive(Clone, Debug, Default)]
pub struct MemoryStore {
    slots: Arc<Mutex<BTreeMap<String, Slot>>>,
}

#[derive(Debug, Default)]
struct Slot {
    token: Option<StoredToken>,
    turn: Arc<tokio::sync::Mutex<()>>,
}

impl MemoryStore {
    /// A store without tokens.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A store with one token.
    pub(super) fn holding(key: &str, token: StoredToken) -> Self {
        let store = Self::new();
        store.slot(key, |slot| slot.token = Some(token));
        store
    }

    fn slot<T>(&self, key: &str, work: impl FnOnce(&mut Slot) -> T) -> T {
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        work(slots.entry(key.to_owned()).or_default())
    }
}

impl TokenStore for MemoryStore {
    fn load<'a>(&'a self, key: &'a str) -> StoreFuture<'a, Option<StoredToken>> {
        let token = self.slot(key, |slot| slot.token.clone());
        Box::pin(async move { Ok(token) })
    }

    fn try_lock<'a>(&'a self, key: &'a str) -> StoreFuture<'a, Option<StoreLock>> {
        let lock = self.slot(key, |slot| Arc::clone(&slot.turn).try_lock_owned().ok()).map(StoreLock::new);
        Box::pin(async move { Ok(lock) })
    }

    fn save<'a>(&'a self, key: &'a str, token: &'a StoredToken, _: &'a StoreLock) -> StoreFuture<'a, ()> {
        self.slot(key, |slot| slot.token = Some(token.clone()));
        Box::pin(async { Ok(()) })
    }
}
