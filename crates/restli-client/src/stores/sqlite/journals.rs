//! The home of the journals of uploads in a file of SQLite.

use super::SqliteStore;
use crate::store::{StoreFuture, StoreLock};
use crate::upload::JournalStore;

impl JournalStore for SqliteStore {
    fn open<'a>(&'a self, name: &'a str) -> StoreFuture<'a, Option<(StoreLock, Option<String>)>> {
        let name = name.to_owned();
        self.work(move |turn| {
            let Some(lock) = turn.try_lock(".journals", &name)? else { return Ok(None) };
            let text = turn.text("SELECT entry FROM journals WHERE name = ?1", &name)?;
            // A text that is none is no journal, as any other that cannot be read.
            Ok(Some((lock, text.map(|text| String::from_utf8_lossy(&text).into_owned()))))
        })
    }

    fn write<'a>(&'a self, name: &'a str, text: &'a str, _: &'a StoreLock) -> StoreFuture<'a, ()> {
        let (name, text) = (name.to_owned(), text.to_owned());
        let put = "INSERT INTO journals (name, entry) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET entry = excluded.entry";
        self.work(move |turn| turn.for_good(put, &[&name, &text]))
    }

    fn erase<'a>(&'a self, name: &'a str, _: &'a StoreLock) -> StoreFuture<'a, ()> {
        let name = name.to_owned();
        self.work(move |turn| turn.for_good("DELETE FROM journals WHERE name = ?1", &[&name]))
    }
}
