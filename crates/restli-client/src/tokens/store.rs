//! The seam between a token source and the home of its token, and the home in memory.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::OwnedMutexGuard;

use crate::oauth::StoredToken;
use crate::store::{StoreFuture, StoreLock};

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
    /// anybody load a half of it. A store whose locks can be lost answers [`LockLost`](crate::LockLost) if a later holder has saved a token since.
    fn save<'a>(&'a self, key: &'a str, token: &'a StoredToken, lock: &'a StoreLock) -> StoreFuture<'a, ()>;

    /// Removes the token of a key whose lock the caller holds, if there is one. A store whose locks can be lost answers [`LockLost`](crate::LockLost) if a later
    /// holder has saved a token since.
    fn remove<'a>(&'a self, key: &'a str, lock: &'a StoreLock) -> StoreFuture<'a, ()>;
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

    fn remove<'a>(&'a self, key: &'a str, lock: &'a StoreLock) -> StoreFuture<'a, ()> {
        (**self).remove(key, lock)
    }
}

/// Tokens in the memory of this program. Clones share them.
#[derive(Clone, Debug, Default)]
pub struct MemoryStore {
    slots: Slots,
}

type Slots = Arc<Mutex<BTreeMap<String, Slot>>>;

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

    fn slots(&self) -> MutexGuard<'_, BTreeMap<String, Slot>> {
        self.slots.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn slot<T>(&self, key: &str, work: impl FnOnce(&mut Slot) -> T) -> T {
        work(self.slots().entry(key.to_owned()).or_default())
    }
}

/// The lock of a key. With it goes the slot of a key that has no token: programs ask for any keys.
struct Held {
    store: MemoryStore,
    key: String,
    turn: Option<OwnedMutexGuard<()>>,
}

impl Drop for Held {
    fn drop(&mut self) {
        let mut slots = self.store.slots();
        self.turn = None;
        if slots.get(&self.key).is_some_and(|slot| slot.token.is_none() && Arc::strong_count(&slot.turn) == 1) {
            slots.remove(&self.key);
        }
    }
}

impl TokenStore for MemoryStore {
    fn load<'a>(&'a self, key: &'a str) -> StoreFuture<'a, Option<StoredToken>> {
        let token = self.slots().get(key).and_then(|slot| slot.token.clone());
        Box::pin(async move { Ok(token) })
    }

    fn try_lock<'a>(&'a self, key: &'a str) -> StoreFuture<'a, Option<StoreLock>> {
        let turn = self.slot(key, |slot| Arc::clone(&slot.turn).try_lock_owned().ok());
        let lock = turn.map(|turn| StoreLock::new(Held { store: self.clone(), key: key.to_owned(), turn: Some(turn) }));
        Box::pin(async move { Ok(lock) })
    }

    fn save<'a>(&'a self, key: &'a str, token: &'a StoredToken, _: &'a StoreLock) -> StoreFuture<'a, ()> {
        self.slot(key, |slot| slot.token = Some(token.clone()));
        Box::pin(async { Ok(()) })
    }

    fn remove<'a>(&'a self, key: &'a str, _: &'a StoreLock) -> StoreFuture<'a, ()> {
        if let Some(slot) = self.slots().get_mut(key) {
            slot.token = None;
        }
        Box::pin(async { Ok(()) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn key_without_a_token_leaves_nothing_behind() {
        let store = MemoryStore::new();
        assert!(store.load("a").await.is_ok_and(|token| token.is_none()));
        let (held, other) = (store.try_lock("a").await, store.try_lock("a").await);
        assert!(matches!((&held, &other), (Ok(Some(_)), Ok(None))));
        drop(held);
        assert!(store.slots().is_empty());
    }
}
