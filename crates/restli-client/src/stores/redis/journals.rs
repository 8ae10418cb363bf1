//! The home of the journals of uploads in Redis.

use super::RedisStore;
use super::locked::Kind;
use crate::store::{StoreFuture, StoreLock};
use crate::upload::JournalStore;

const JOURNALS: Kind = Kind { text: "journal", lock: "journal-lock" };

impl JournalStore for RedisStore {
    fn open<'a>(&'a self, name: &'a str) -> StoreFuture<'a, Option<(StoreLock, Option<String>)>> {
        Box::pin(async move {
            let Some(lock) = self.lock(JOURNALS, name).await? else { return Ok(None) };
            let text = self.text(JOURNALS, name).await?;
            // A text that is none is no journal, as any other that cannot be read.
            Ok(Some((lock, text.map(|text| String::from_utf8_lossy(&text).into_owned()))))
        })
    }

    fn write<'a>(&'a self, name: &'a str, text: &'a str, lock: &'a StoreLock) -> StoreFuture<'a, ()> {
        Box::pin(self.put(JOURNALS, name, Some(text.to_owned()), lock))
    }

    fn erase<'a>(&'a self, name: &'a str, lock: &'a StoreLock) -> StoreFuture<'a, ()> {
        Box::pin(self.put(JOURNALS, name, None, lock))
    }
}
