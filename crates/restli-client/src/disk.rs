//! Files that only their owner may read, replaced as a whole, and their locks.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

use fs4::{FileExt, TryLockError};

use crate::store::StoreError;
#[cfg(any(feature = "login", feature = "sqlite"))]
use crate::store::StoreFault;

/// The longest name of a file without its extension, in bytes.
#[cfg(any(feature = "login", feature = "sqlite"))]
const LONGEST: usize = 240;

/// Refuses what is no path: nothing, or an address in the notation of URLs or of SQLite, which would be the name of a file in the working
/// folder.
#[cfg(any(feature = "login", feature = "sqlite"))]
pub(crate) fn check_path(path: &Path, remedy: &'static str) -> Result<(), StoreError> {
    let text = path.to_string_lossy();
    if text.is_empty() || text.starts_with(':') || text.starts_with("file:") || text.contains("://") {
        // An address may hold a password.
        let what = if text.is_empty() { "the path is empty" } else { "an address is no path" };
        return Err(StoreFault { what: what.to_owned(), remedy }.into());
    }
    Ok(())
}

/// The name of a file for a key: letters in lower case, digits, `-` and `_` as they are, all else percent-encoded, so that two keys have
/// two names where case does not matter, too.
#[cfg(any(feature = "login", feature = "sqlite"))]
pub(crate) fn file_name(key: &str) -> Result<String, StoreError> {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_');
    let name: String = key.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02x}") }).collect();
    if name.is_empty() || name.len() > LONGEST {
        let what = format!("a key or name of {} bytes makes no name of a file", key.len());
        let remedy = "pass one such as the id of the member, of 80 bytes at most; small letters, digits, `-` and `_` alone may be 240";
        return Err(StoreFault { what, remedy }.into());
    }
    Ok(name)
}

/// The lock of a key, which is a file in the folder; `None` if somebody else holds it. It is free when the file is closed, and so at once
/// when its holder dies. The file stays.
#[cfg(any(feature = "login", feature = "sqlite"))]
pub(crate) fn try_lock(folder: &Path, key: &str) -> Result<Option<File>, StoreError> {
    let path = folder.join(format!("{}.lock", file_name(key)?));
    create_folder(folder).map_err(|error| at(folder, error))?;
    try_lock_file(&path)
}

/// The lock that a file is; `None` if somebody else holds it.
pub(crate) fn try_lock_file(path: &Path) -> Result<Option<File>, StoreError> {
    let file = private().create(true).truncate(false).open(path).map_err(|error| at(path, error))?;
    match FileExt::try_lock(&file) {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(at(path, error)),
    }
}

/// Replaces a file: the text is written to the file `next` beside it, forced to the disk and put in place by a rename, so that whoever
/// kills the program finds the old text or the new one. The caller holds a lock, so `next` is one that a killed process has left.
pub(crate) fn replace(path: &Path, next: &Path, text: &[u8]) -> Result<(), StoreError> {
    let write = || {
        remove_file(next)?;
        let mut file = private().create_new(true).open(next)?;
        file.write_all(text)?;
        file.sync_all()?;
        fs::rename(next, path)?;
        sync_folder(path)
    };
    write().map_err(|error| at(path, error))
}

/// Removes a file for good, if there is one.
#[cfg(feature = "login")]
pub(crate) fn remove(path: &Path) -> io::Result<()> {
    if path.exists() {
        remove_file(path)?;
        sync_folder(path)?;
    }
    Ok(())
}

fn remove_file(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Forces the folder of a file to the disk, and with it the file's name.
fn sync_folder(path: &Path) -> io::Result<()> {
    path.parent().filter(|folder| cfg!(unix) && !folder.as_os_str().is_empty()).map_or(Ok(()), |folder| File::open(folder)?.sync_all())
}

/// Options for files that only their owner may read.
pub(crate) fn private() -> OpenOptions {
    let mut options = File::options();
    options.write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Creates a folder for its owner only, unless there is one.
pub(crate) fn create_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// The error of a file.
pub(crate) fn at(path: &Path, error: impl std::fmt::Display) -> StoreError {
    format!("{}: {error}", path.display()).into()
}

#[cfg(all(test, feature = "login"))]
mod tests {
    use super::file_name;

    #[test]
    fn file_names_of_two_keys_differ_in_more_than_case() {
        let name = |key: &str| file_name(key).unwrap();
        assert_eq!(name("urn:li:person:aB-3_"), "urn%3ali%3aperson%3aa%42-3_");
        assert_eq!(name("../x"), "%2e%2e%2fx");
        assert_ne!(name("A").to_lowercase(), name("a"));
    }
}
