//! The home of tokens in files, for the processes of one machine.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use fs4::{FileExt, TryLockError};

use super::store::{StoreLock, TokenStore};
use crate::net::{NO_RUNTIME, in_runtime};
use crate::oauth::StoredToken;
use crate::store::{StoreError, StoreFuture};

/// The longest name of a file without its extension, in bytes.
const LONGEST: usize = 240;

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
        self.work(key, Files::try_lock)
    }

    fn save<'a>(&'a self, key: &'a str, token: &'a StoredToken, _: &'a StoreLock) -> StoreFuture<'a, ()> {
        let text = serde_json::to_vec(token);
        self.work(key, move |files| files.save(&text?))
    }
}

/// The files of a key: the token, the next token while it is written, and the lock, which stays when it is free.
#[derive(Debug)]
struct Files {
    folder: PathBuf,
    token: PathBuf,
    next: PathBuf,
    lock: PathBuf,
}

impl Files {
    fn of(folder: &Path, key: &str) -> Result<Self, StoreError> {
        let name = file_name(key);
        if name.is_empty() || name.len() > LONGEST {
            return Err(format!("a key of {} bytes makes no name of a file", key.len()).into());
        }
        let file = |extension: &str| folder.join(format!("{name}.{extension}"));
        Ok(Self { folder: folder.to_owned(), token: file("json"), next: file("json.new"), lock: file("lock") })
    }

    fn load(&self) -> Result<Option<StoredToken>, StoreError> {
        match fs::read(&self.token) {
            Ok(text) => serde_json::from_slice(&text).map(Some).map_err(|error| at(&self.token, error)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(at(&self.token, error)),
        }
    }

    fn try_lock(&self) -> Result<Option<StoreLock>, StoreError> {
        create_folder(&self.folder).map_err(|error| at(&self.folder, error))?;
        let file = private().create(true).truncate(false).open(&self.lock).map_err(|error| at(&self.lock, error))?;
        match FileExt::try_lock(&file) {
            Ok(()) => Ok(Some(StoreLock::new(file))),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(at(&self.lock, error)),
        }
    }

    /// Replaces the token. The caller holds the lock, so a file of the next token is one that a killed process has left.
    fn save(&self, text: &[u8]) -> Result<(), StoreError> {
        let write = || {
            match fs::remove_file(&self.next) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                Ok(()) | Err(_) => {}
            }
            let mut file = private().create_new(true).open(&self.next)?;
            file.write_all(text)?;
            file.sync_all()?;
            fs::rename(&self.next, &self.token)?;
            sync_folder(&self.folder)
        };
        write().map_err(|error| at(&self.token, error))
    }
}

/// The name of a file for a key: letters in lower case, digits, `-` and `_` as they are, all else percent-encoded, so that two keys have
/// two names where case does not matter, too.
fn file_name(key: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_');
    key.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02x}") }).collect()
}

fn at(path: &Path, error: impl std::fmt::Display) -> StoreError {
    format!("{}: {error}", path.display()).into()
}

/// Options for files that only their owner may read.
fn private() -> OpenOptions {
    let mut options = File::options();
    options.write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

fn create_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Forces a rename to the disk, where a folder can be opened for that.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn file_names_of_two_keys_differ_in_more_than_case() {
        assert_eq!(file_name("urn:li:person:aB-3_"), "urn%3ali%3aperson%3aa%42-3_");
        assert_eq!(file_name("../x"), "%2e%2e%2fx");
        assert_ne!(file_name("A").to_lowercase(), file_name("a"));
    }
}
