//! The world in a file: each change is on the disk before it is acknowledged.

#[cfg(test)]
mod tests;

use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags, params};

/// The mark of a file that the sandbox has made, `rest` in ASCII.
const MARK: i64 = 0x7265_7374;

/// The version of the tables.
const VERSION: i64 = 1;

/// The wait for a program that is about to close the file.
const PATIENCE: Duration = Duration::from_millis(500);

/// Journal and locks: a change is whole and on the disk when its statement ends, and the file is this connection's until it is closed.
const SETTINGS: &str = "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;";

const TABLES: &str = "CREATE TABLE IF NOT EXISTS entries (
    collection TEXT NOT NULL, key TEXT NOT NULL, place INTEGER NOT NULL, value TEXT NOT NULL, PRIMARY KEY (collection, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS logins (token TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;";

/// A file of entries, which one program at a time has open.
pub(crate) struct Persist {
    connection: Connection,
    path: PathBuf,
    /// The file was there before.
    pub(crate) is_known: bool,
}

/// An entry of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) collection: String,
    pub(crate) key: String,
    /// The place of the entry among the others of its collection.
    pub(crate) order: u64,
    pub(crate) value: String,
}

/// The reason why a file is not read or written.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PersistError {
    #[error("{} is no file of a sandbox, and is left as it is: name another file, or one that does not exist", .0.display())]
    Foreign(PathBuf),
    #[error("{} is in use by another sandbox: stop that one, or name another file", .0.display())]
    InUse(PathBuf),
    #[error("{} has tables of version {found}, and this release reads version {VERSION}: use a later release, or name another file", .path.display())]
    Version { path: PathBuf, found: i64 },
    #[error("{}: {source}: check the folder, its permissions and the room on the disk", .path.display())]
    Failed { path: PathBuf, source: rusqlite::Error },
}

impl Persist {
    /// Opens a file, which is created if there is none, and reads its entries: by collection, then by place.
    pub(crate) fn open(path: &Path) -> Result<(Self, Vec<Row>), PersistError> {
        let (connection, is_known) = connect(path).map_err(|error| match error {
            Closed::Foreign => PersistError::Foreign(path.to_owned()),
            Closed::Version(found) => PersistError::Version { path: path.to_owned(), found },
            Closed::Sqlite(source) => told(path, source),
        })?;
        let rows = rows(&connection).map_err(|source| told(path, source))?;
        Ok((Self { connection, path: path.to_owned(), is_known }, rows))
    }

    /// Makes changes that are on the disk together when the function returns, or not at all.
    pub(crate) fn together(&self, changes: impl FnOnce() -> Result<(), PersistError>) -> Result<(), PersistError> {
        let told = |source| told(&self.path, source);
        let transaction = self.connection.unchecked_transaction().map_err(told)?;
        changes()?;
        transaction.commit().map_err(told)
    }

    /// Writes an entry. It is on the disk when the function returns.
    pub(crate) fn put(&self, collection: &str, key: &str, order: u64, value: &str) -> Result<(), PersistError> {
        let put = "INSERT OR REPLACE INTO entries (collection, key, place, value) VALUES (?1, ?2, ?3, ?4)";
        self.change(put, params![collection, key, order.cast_signed(), value])
    }

    /// Removes an entry, if there is one. That is on the disk when the function returns.
    pub(crate) fn delete(&self, collection: &str, key: &str) -> Result<(), PersistError> {
        self.change("DELETE FROM entries WHERE collection = ?1 AND key = ?2", params![collection, key])
    }

    /// Writes what a token stands for. It is on the disk when the function returns.
    pub(crate) fn put_login(&self, token: &str, value: &str) -> Result<(), PersistError> {
        self.change("INSERT OR REPLACE INTO logins (token, value) VALUES (?1, ?2)", params![token, value])
    }

    /// All tokens, each with what it stands for.
    pub(crate) fn logins(&self) -> Result<Vec<(String, String)>, PersistError> {
        let read = || {
            let mut read = self.connection.prepare("SELECT token, value FROM logins")?;
            let rows = read.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        };
        read().map_err(|source| told(&self.path, source))
    }

    fn change(&self, statement: &str, values: &[&dyn rusqlite::ToSql]) -> Result<(), PersistError> {
        self.connection.execute(statement, values).map(|_| ()).map_err(|source| told(&self.path, source))
    }
}

impl fmt::Debug for Persist {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Persist").field("path", &self.path).finish_non_exhaustive()
    }
}

/// The reason why a file is not opened.
enum Closed {
    Foreign,
    Version(i64),
    Sqlite(rusqlite::Error),
}

impl From<rusqlite::Error> for Closed {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

/// Opens a file, and returns whether it was one of a sandbox before.
fn connect(path: &Path) -> Result<(Connection, bool), Closed> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    // SQLite takes some names for no files, but no absolute one.
    let path = std::path::absolute(path).map_err(|_| rusqlite::Error::InvalidPath(path.to_owned()))?;
    let connection = Connection::open_with_flags(&path, flags)?;
    connection.busy_timeout(PATIENCE)?;
    let number = |pragma: &str| connection.query_row(pragma, [], |row| row.get::<_, i64>(0));
    // Nothing is written to a file before it is known to be one of a sandbox, or a new one.
    let (mark, tables) = (number("PRAGMA application_id")?, number("SELECT count(*) FROM sqlite_schema")?);
    if mark != MARK && (mark, tables) != (0, 0) {
        return Err(Closed::Foreign);
    }
    let version = number("PRAGMA user_version")?;
    match (mark, version) {
        (MARK, VERSION) | (0, _) => {}
        (_, other) => return Err(Closed::Version(other)),
    }
    connection.execute_batch(SETTINGS)?;
    // The first change takes the lock that the connection then keeps.
    connection
        .execute_batch(&format!("BEGIN IMMEDIATE; {TABLES} PRAGMA application_id = {MARK}; PRAGMA user_version = {VERSION}; COMMIT"))?;
    Ok((connection, mark == MARK))
}

fn rows(connection: &Connection) -> rusqlite::Result<Vec<Row>> {
    let mut read = connection.prepare("SELECT collection, key, place, value FROM entries ORDER BY collection, place, key")?;
    let rows = read.query_map([], |row| {
        Ok(Row { collection: row.get(0)?, key: row.get(1)?, order: row.get::<_, i64>(2)?.cast_unsigned(), value: row.get(3)? })
    })?;
    rows.collect()
}

fn told(path: &Path, source: rusqlite::Error) -> PersistError {
    let path = path.to_owned();
    match source.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => PersistError::Foreign(path),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => PersistError::InUse(path),
        _ => PersistError::Failed { path, source },
    }
}
