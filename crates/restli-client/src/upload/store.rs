//! The seam between journals of uploads and their homes.

use std::fmt;
use std::sync::Arc;

use crate::store::{StoreFuture, StoreLock};

/// A home of the journals of uploads, each a text under a name: `SqliteStore` for the processes of a machine, `RedisStore` for several machines. A
/// journal in a file ([`UploadJournal::open`](super::UploadJournal::open)) needs none. An `Arc<dyn JournalStore>` is one that a setting chooses.
///
/// The text permits the upload, so it is a secret. A store that is shared shares its journals: of all tasks, processes and machines, one at a time
/// has a journal open.
pub trait JournalStore: fmt::Debug + Send + Sync + 'static {
    /// Opens a journal: takes its lock, and then reads its text, if there is one. `None` if somebody else has it open. The lock of a holder that
    /// has died must become free by itself.
    fn open<'a>(&'a self, name: &'a str) -> StoreFuture<'a, Option<(StoreLock, Option<String>)>>;

    /// Writes the text of a journal that the caller has open. When it returns, the text survives the end of the program, and never does anybody
    /// read a half of it. A store whose locks can be lost answers [`LockLost`](crate::LockLost) if a later holder has written since.
    fn write<'a>(&'a self, name: &'a str, text: &'a str, lock: &'a StoreLock) -> StoreFuture<'a, ()>;

    /// Removes the text of a journal that the caller has open, if there is one. A store whose locks can be lost answers
    /// [`LockLost`](crate::LockLost) if a later holder has written since.
    fn erase<'a>(&'a self, name: &'a str, lock: &'a StoreLock) -> StoreFuture<'a, ()>;
}

impl<S: JournalStore + ?Sized> JournalStore for Arc<S> {
    fn open<'a>(&'a self, name: &'a str) -> StoreFuture<'a, Option<(StoreLock, Option<String>)>> {
        (**self).open(name)
    }

    fn write<'a>(&'a self, name: &'a str, text: &'a str, lock: &'a StoreLock) -> StoreFuture<'a, ()> {
        (**self).write(name, text, lock)
    }

    fn erase<'a>(&'a self, name: &'a str, lock: &'a StoreLock) -> StoreFuture<'a, ()> {
        (**self).erase(name, lock)
    }
}
