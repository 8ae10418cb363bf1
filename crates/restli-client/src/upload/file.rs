//! The home of one journal in a file.

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fs, io};

use crate::disk;
use crate::store::{StoreError, StoreLock};

/// The file of a journal, which has the name of its path. The lock is a file beside it.
#[derive(Debug)]
pub(super) struct JournalFile(Arc<Path>);

impl JournalFile {
    pub(super) fn new(path: PathBuf) -> Self {
        Self(path.into())
    }

    async fn work<T: Send + 'static>(&self, work: impl FnOnce(&Path) -> Result<T, StoreError> + Send + 'static) -> Result<T, StoreError> {
        let path = Arc::clone(&self.0);
        tokio::task::spawn_blocking(move || work(&path)).await?
    }

    /// Takes the lock, and reads the text, if there is one. `None` if somebody else has the journal open.
    pub(super) async fn open(&self) -> Result<Option<(StoreLock, Option<String>)>, StoreError> {
        self.work(|path| {
            if path.file_name().is_none() {
                return Err(disk::at(path, io::Error::new(io::ErrorKind::InvalidInput, "the path names no file")));
            }
            if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
                disk::create_folder(folder).map_err(|error| disk::at(folder, error))?;
            }
            if begins_otherwise(path) {
                return Ok(Some((StoreLock::new(()), Some(String::new()))));
            }
            let Some(lock) = disk::try_lock_file(&beside(path, "lock"))? else { return Ok(None) };
            match fs::read(path) {
                Ok(text) => Ok(Some((StoreLock::new(lock), Some(String::from_utf8_lossy(&text).into_owned())))),
                Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Some((StoreLock::new(lock), None))),
                Err(error) => Err(disk::at(path, error)),
            }
        })
        .await
    }

    pub(super) async fn write(&self, text: String) -> Result<(), StoreError> {
        self.work(move |path| disk::replace(path, &beside(path, "new"), text.as_bytes())).await
    }
}

/// Returns `true` for a file that is no journal by its first byte, such as a film: no lock is put beside it, and it is not read.
fn begins_otherwise(path: &Path) -> bool {
    let mut first = [0];
    fs::File::open(path).and_then(|mut file| file.read_exact(&mut first)).is_ok() && first != *b"{"
}

/// A file beside the journal.
fn beside(path: &Path, extension: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(extension);
    name.into()
}
