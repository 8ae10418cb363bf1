//! The home of tokens in files, for the processes of one machine.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::store::TokenStore;
use crate::disk;
use crate::net::{NO_RUNTIME, in_runtime};
use crate::oauth::StoredToken;
use crate::store::{StoreError, StoreFuture, StoreLock};

/// Tokens in the files of a folder, one for each key, which the processes of a machine share. The folder must be on a local disk.
///
/// Files are readable for their owner only (mode 0600, in a folder of 0700 if the store creates it), and hold the secrets in plain text. A
/// token is written to a file beside, forced to the disk and put in place by a rename: whoever kills the program finds the old token or the
/// new one.
#[derive(Clone, Debug)]
pub struct FileStore {
    folder: PathBuf,
}

impl FileStore {
    /// A store in a folder, which is created when the first token is saved.
    #[must_use]
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// Runs blocking work on the files of a key.
    fn work<T: Send + 'static>(
        &self,
        key: &str,
        work: impl FnOnce(&Files) -> Result<T, StoreError> + Send + 'static,
    ) -> StoreFuture<'static, T> {
        let files = Files::of(&self.folder, key);
        Box::pin(async move {
            let files = files?;
            if !in_runtime() {
                return Err(NO_RUNTIME.0.into());
            }
            tokio::task::spawn_blocking(move || work(&files)).await?
        })
    }
}

impl TokenStore for FileStore {
    fn load<'a>(&'a self, key: &'a str) -> StoreFuture<'a, Option<StoredToken>> {
        self.work(key, Files::load)
    }

    fn try_lock<'a>(&'a self, key: &'a str) -> StoreFuture<'a, Option<StoreLock>> {
        let own = key.to_owned();
        self.work(key, move |files| Ok(disk::try_lock(&files.folder, &own)?.map(StoreLock::new)))
    }

    fn save<'a>(&'a self, key: &'a str, token: &'a StoredToken, _: &'a StoreLock) -> StoreFuture<'a, ()> {
        let text = serde_json::to_vec(token);
        self.work(key, move |files| files.save(&text?))
    }

    fn remove<'a>(&'a self, key: &'a str, _: &'a StoreLock) -> StoreFuture<'a, ()> {
        self.work(key, Files::remove)
    }
}

/// The files of a key: the token, and the next token while it is written.
#[derive(Debug)]
struct Files {
    folder: PathBuf,
    token: PathBuf,
    next: PathBuf,
}

impl Files {
    fn of(folder: &Path, key: &str) -> Result<Self, StoreError> {
        disk::check_path(folder, "name a folder, as in `FileStore::new(\"/var/lib/shop/tokens\")`")?;
        let name = disk::file_name(key)?;
        let file = |extension: &str| folder.join(format!("{name}.{extension}"));
        Ok(Self { folder: folder.to_owned(), token: file("json"), next: file("json.new") })
    }

    fn load(&self) -> Result<Option<StoredToken>, StoreError> {
        match fs::read(&self.token) {
            Ok(text) => StoredToken::read(&text, self.token.display()).map(Some),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(disk::at(&self.token, error)),
        }
    }

    /// Replaces the token. The caller holds the lock.
    fn save(&self, text: &[u8]) -> Result<(), StoreError> {
        disk::replace(&self.token, &self.next, text)
    }

    fn remove(&self) -> Result<(), StoreError> {
        // The next token stays behind if its writer was killed.
        [&self.next, &self.token].into_iter().try_for_each(|file| disk::remove(file).map_err(|error| disk::at(file, error)))
    }
}
