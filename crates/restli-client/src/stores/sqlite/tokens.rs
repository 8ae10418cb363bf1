//! The home of tokens in a file of SQLite.

use super::{SqliteStore, Turn};
use crate::oauth::StoredToken;
use crate::store::{StoreError, StoreFuture, StoreLock};
use crate::tokens::TokenStore;

impl TokenStore for SqliteStore {
    fn load<'a>(&'a self, key: &'a str) -> StoreFuture<'a, Option<StoredToken>> {
        let key = key.to_owned();
        self.work(move |turn| turn.load(&key))
    }

    fn try_lock<'a>(&'a self, key: &'a str) -> StoreFuture<'a, Option<StoreLock>> {
        let key = key.to_owned();
        self.work(move |turn| turn.try_lock(".locks", &key))
    }

    fn save<'a>(&'a self, key: &'a str, token: &'a StoredToken, _: &'a StoreLock) -> StoreFuture<'a, ()> {
        let (key, text) = (key.to_owned(), serde_json::to_string(token));
        let put = "INSERT INTO tokens (key, token) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET token = excluded.token";
        self.work(move |turn| turn.for_good(put, &[&key, &text?]))
    }

    fn remove<'a>(&'a self, key: &'a str, _: &'a StoreLock) -> StoreFuture<'a, ()> {
        let key = key.to_owned();
        self.work(move |turn| turn.for_good("DELETE FROM tokens WHERE key = ?1", &[key.as_str()]))
    }
}

impl Turn {
    fn load(&mut self, key: &str) -> Result<Option<StoredToken>, StoreError> {
        let text = self.text("SELECT token FROM tokens WHERE key = ?1", key)?;
        text.map(|text| StoredToken::read(&text, self.path.display())).transpose()
    }
}
