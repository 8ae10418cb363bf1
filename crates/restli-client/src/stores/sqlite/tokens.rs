//! The home of tokens in a file of SQLite.

use std::path::PathBuf;

use rusqlite::OptionalExtension as _;

use super::{SqliteStore, Turn};
use crate::disk;
use crate::oauth::StoredToken;
use crate::store::{StoreError, StoreFuture};
use crate::tokens::{StoreLock, TokenStore};

impl TokenStore for SqliteStore {
    fn load<'a>(&'a self, key: &'a str) -> StoreFuture<'a, Option<StoredToken>> {
        let key = key.to_owned();
        self.work(move |turn| turn.load(&key))
    }

    fn try_lock<'a>(&'a self, key: &'a str) -> StoreFuture<'a, Option<StoreLock>> {
        let key = key.to_owned();
        self.work(move |turn| Ok(disk::try_lock(&turn.locks()?, &key)?.map(StoreLock::new)))
    }

    fn save<'a>(&'a self, key: &'a str, token: &'a StoredToken, _: &'a StoreLock) -> StoreFuture<'a, ()> {
        let (key, text) = (key.to_owned(), serde_json::to_string(token));
        self.work(move |turn| turn.save(&key, &text?))
    }

    fn remove<'a>(&'a self, key: &'a str, _: &'a StoreLock) -> StoreFuture<'a, ()> {
        let key = key.to_owned();
        self.work(move |turn| turn.for_good("DELETE FROM tokens WHERE key = ?1", &[key.as_str()]))
    }
}

impl Turn {
    /// The folder of the locks, beside the file itself: several links may lead to it.
    fn locks(&mut self) -> Result<PathBuf, StoreError> {
        let mut path = self.file()?.path.clone().into_os_string();
        path.push(".locks");
        Ok(path.into())
    }

    fn load(&mut self, key: &str) -> Result<Option<StoredToken>, StoreError> {
        let ask = "SELECT token FROM tokens WHERE key = ?1";
        let text = |row: &rusqlite::Row<'_>| Ok(row.get_ref(0)?.as_bytes()?.to_owned());
        let text = self.with(|connection| connection.query_row(ask, [key], text).optional())?;
        text.map(|text| StoredToken::read(&text, self.path.display())).transpose()
    }

    fn save(&mut self, key: &str, text: &str) -> Result<(), StoreError> {
        let put = "INSERT INTO tokens (key, token) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET token = excluded.token";
        self.for_good(put, &[key, text])
    }

    /// Makes a change that is forced to the disk.
    fn for_good(&mut self, change: &str, values: &[&str]) -> Result<(), StoreError> {
        self.with(|connection| {
            connection.execute_batch("PRAGMA synchronous = FULL")?;
            let changed = connection.execute(change, rusqlite::params_from_iter(values));
            connection.execute_batch("PRAGMA synchronous = NORMAL")?;
            changed.map(|_| ())
        })
    }
}
