//! The home of tokens in Redis, and the lease of a lock.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::time::timeout;

use super::{RedisStore, Server};
use crate::oauth::StoredToken;
use crate::store::StoreFuture;
use crate::tokens::{LockLost, StoreLock, TokenStore};

/// Gives the lock, unless somebody holds it, and numbers its holders by the time: numbers rise even if the token with the last one was removed
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

/// Saves a token, unless a later holder of the lock has saved one.
const SAVE: &str = "local saved = tonumber(redis.call('HGET', KEYS[1], 'saved') or 0)
if saved > tonumber(ARGV[1]) then return 0 end
redis.call('HSET', KEYS[1], 'saved', ARGV[1], 'token', ARGV[2])
return 1";

/// Removes a token, unless a later holder of the lock has saved one. The number stays, so that an earlier holder saves none.
const REMOVE: &str = "local saved = tonumber(redis.call('HGET', KEYS[1], 'saved') or 0)
if saved > tonumber(ARGV[1]) then return 0 end
redis.call('HSET', KEYS[1], 'saved', ARGV[1])
redis.call('HDEL', KEYS[1], 'token')
return 1";

const LOAD: &str = "return redis.call('HGET', KEYS[1], 'token')";

/// The lock of a key: the number of its holder, and the word to the task that holds it.
struct Turn {
    number: u64,
    _held: oneshot::Sender<()>,
}

impl TokenStore for RedisStore {
    fn load<'a>(&'a self, key: &'a str) -> StoreFuture<'a, Option<StoredToken>> {
        Box::pin(async move {
            let text: Option<Vec<u8>> = self.server.run(LOAD, &[self.server.key("token", key)], &[]).await?;
            text.map(|text| StoredToken::read(&text, self.server.place())).transpose()
        })
    }

    fn try_lock<'a>(&'a self, key: &'a str) -> StoreFuture<'a, Option<StoreLock>> {
        Box::pin(async move {
            let lock = self.server.key("lock", key);
            let lease = self.lease.as_millis().to_string();
            let number: Option<u64> = self.server.run(LOCK, &[lock.clone(), self.server.key("token", key)], &[lease]).await?;
            let turn = number.map(|number| Turn { number, _held: hold(Arc::clone(&self.server), lock, number, self.lease) });
            Ok(turn.map(StoreLock::new))
        })
    }

    fn save<'a>(&'a self, key: &'a str, token: &'a StoredToken, lock: &'a StoreLock) -> StoreFuture<'a, ()> {
        Box::pin(async move {
            let turn = lock.held::<Turn>().ok_or("the lock is not one of this store")?;
            let (number, text) = (turn.number.to_string(), serde_json::to_string(token)?);
            let is_saved: bool = self.server.run(SAVE, &[self.server.key("token", key)], &[number, text]).await?;
            if is_saved { Ok(()) } else { Err(LockLost.into()) }
        })
    }

    fn remove<'a>(&'a self, key: &'a str, lock: &'a StoreLock) -> StoreFuture<'a, ()> {
        Box::pin(async move {
            let turn = lock.held::<Turn>().ok_or("the lock is not one of this store")?;
            let is_removed: bool = self.server.run(REMOVE, &[self.server.key("token", key)], &[turn.number.to_string()]).await?;
            if is_removed { Ok(()) } else { Err(LockLost.into()) }
        })
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
                Err(error) => tracing::warn!("the lock of a token may be lost: {error}"),
            }
        }
        if let Err(error) = server.run::<bool>(RELEASE, &lock, &[number]).await {
            tracing::warn!("the lock of a token is not given back before its time: {error}");
        }
    });
    held
}
