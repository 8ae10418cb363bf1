//! The home of tokens in Redis.

use super::RedisStore;
use super::locked::Kind;
use crate::oauth::StoredToken;
use crate::store::{StoreFuture, StoreLock};
use crate::tokens::TokenStore;

const TOKENS: Kind = Kind { text: "token", lock: "lock" };

impl TokenStore for RedisStore {
    fn load<'a>(&'a self, key: &'a str) -> StoreFuture<'a, Option<StoredToken>> {
        Box::pin(async move {
            let text = self.text(TOKENS, key).await?;
            text.map(|text| StoredToken::read(&text, self.server.place())).transpose()
        })
    }

    fn try_lock<'a>(&'a self, key: &'a str) -> StoreFuture<'a, Option<StoreLock>> {
        Box::pin(self.lock(TOKENS, key))
    }

    fn save<'a>(&'a self, key: &'a str, token: &'a StoredToken, lock: &'a StoreLock) -> StoreFuture<'a, ()> {
        Box::pin(async move { self.put(TOKENS, key, Some(serde_json::to_string(token)?), lock).await })
    }

    fn remove<'a>(&'a self, key: &'a str, lock: &'a StoreLock) -> StoreFuture<'a, ()> {
        Box::pin(self.put(TOKENS, key, None, lock))
    }
}
