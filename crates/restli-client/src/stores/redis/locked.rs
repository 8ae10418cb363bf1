//! Texts in Redis, such as tokens, each of which is saved by the holder of its lock; and the lease of a lock.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::time::timeout;

use super::{RedisStore, Server};
use crate::store::{LockLost, StoreError, StoreLock};

/// Gives the lock, unless somebody holds it, and numbers its holders by the time: numbers rise even if the text with the last one was removed
/// by hand.
const LOCK: &str = "if redis.call('EXISTS', KEYS[1]) == 1 then return false end
local now, last = redis.call('TIME'), tonumber(redis.call('HGET', KEYS[2], 'turn') or 0)
local turn = string.format('%.0f', math.max(last + 1, now[1] * 1000 + math.floor(now[2] / 1000)))
redis.call('HSET', KEYS[2], 'turn', turn)
redis.call('SET', KEYS[1], turn, 'PX', ARGV[1], 'NX')
return tonumber(turn)";

/// Holds the lock for another time, if it is still that of the holder.
const HOLD: &str = "if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])";

/// Gives the lock back, if it is still that of the holder.
const RELEASE: &str = "if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])";

/// Saves a text, or removes it, unless a later holder of the lock has saved something. The number stays, so that an earlier holder saves nothing.
const PUT: &str = "local saved = tonumber(redis.call('HGET', KEYS[1], 'saved') or 0)
if saved > tonumber(ARGV[1]) then return 0 end
redis.call('HSET', KEYS[1], 'saved', ARGV[1])
if ARGV[3] then redis.call('HSET', KEYS[1], ARGV[2], ARGV[3]) else redis.call('HDEL', KEYS[1], ARGV[2]) end
return 1";

const LOAD: &str = "return redis.call('HGET', KEYS[1], ARGV[1])";

/// The lock of a key: the number of its holder, and the word to the task that holds it.
struct Turn {
    number: u64,
    _held: oneshot::Sender<()>,
}

/// Texts of a kind, and the fields and keys where they are.
#[derive(Clone, Copy)]
pub(super) struct Kind {
    /// The kind of the texts, and the field that has one.
    pub(super) text: &'static str,
    /// The kind of their locks.
    pub(super) lock: &'static str,
}

impl RedisStore {
    /// The text of a key, which somebody else may have written.
    pub(super) async fn text(&self, kind: Kind, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.server.run(LOAD, &[self.server.key(kind.text, key)], &[kind.text.to_owned()]).await
    }

    /// The lock of a key; `None` if somebody else holds it.
    pub(super) async fn lock(&self, kind: Kind, key: &str) -> Result<Option<StoreLock>, StoreError> {
        let lock = self.server.key(kind.lock, key);
        let lease = self.lease.as_millis().to_string();
        let number: Option<u64> = self.server.run(LOCK, &[lock.clone(), self.server.key(kind.text, key)], &[lease]).await?;
        let turn = number.map(|number| Turn { number, _held: hold(Arc::clone(&self.server), lock, number, self.lease) });
        Ok(turn.map(StoreLock::new))
    }

    /// Puts the text of a key, or removes it, unless a later holder of the lock has saved something.
    pub(super) async fn put(&self, kind: Kind, key: &str, text: Option<String>, lock: &StoreLock) -> Result<(), StoreError> {
        let turn = lock.held::<Turn>().ok_or("the lock is not one of this store")?;
        let arguments: Vec<String> = [turn.number.to_string(), kind.text.to_owned()].into_iter().chain(text).collect();
        let is_saved: bool = self.server.run(PUT, &[self.server.key(kind.text, key)], &arguments).await?;
        if is_saved { Ok(()) } else { Err(LockLost.into()) }
    }
}

/// Holds a lock until what is returned is dropped, and gives it back then.
fn hold(server: Arc<Server>, lock: String, number: u64, lease: Duration) -> oneshot::Sender<()> {
    let (held, mut dropped) = oneshot::channel::<()>();
    tokio::spawn(async move {
        let (lock, number, time) = ([lock], number.to_string(), lease.as_millis().to_string());
        while timeout(lease / 3, &mut dropped).await.is_err() {
            match server.run::<bool>(HOLD, &lock, &[number.clone(), time.clone()]).await {
                Ok(true) => {}
                Ok(false) => return,
                Err(error) => tracing::warn!("a lock may be lost: {error}"),
            }
        }
        if let Err(error) = server.run::<bool>(RELEASE, &lock, &[number]).await {
            tracing::warn!("a lock is not given back before its time: {error}");
        }
    });
    held
}
