//! A file of SQLite: how it is opened, and how it is worked on.

mod counters;
#[cfg(feature = "login")]
mod tokens;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use rusqlite::{Connection, ErrorCode, OpenFlags};

use crate::disk;
use crate::net::{NO_RUNTIME, in_runtime};
use crate::store::{StoreError, StoreFuture};

/// The longest wait for other processes at work on the file.
const PATIENCE: Duration = Duration::from_secs(10);
/// The pause before a file that another process is creating is opened again.
const PAUSE: Duration = Duration::from_millis(20);

/// The version of the tables. A file of another version is left alone.
const VERSION: i64 = 1;
const TABLES: &str = "
CREATE TABLE IF NOT EXISTS tokens (key TEXT PRIMARY KEY, token TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS counters (key TEXT PRIMARY KEY, used INTEGER NOT NULL, ends INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS counters_by_end ON counters (ends);";

/// Tokens and counters of quotas in a file of SQLite, which the processes of a machine share. The file must be on a local disk.
///
/// The file is readable for its owner only (mode 0600), and holds the secrets in plain text. A token is forced to the disk when it is saved:
/// whoever kills the program finds the old token or the new one. The locks of keys are files in the folder `NAME.locks` beside it, so that
/// the lock of a process that has died is free at once. A count is kept over the end of the program; with the end of the machine the last
/// ones may be lost. Clones share a connection, which is opened at the first use.
#[derive(Clone)]
pub struct SqliteStore {
    place: Arc<Place>,
}

struct Place {
    path: PathBuf,
    connection: Mutex<Option<Connection>>,
}

impl SqliteStore {
    /// A store in a file, which is created at the first use.
    #[must_use]
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { place: Arc::new(Place { path: path.into(), connection: Mutex::default() }) }
    }

    /// Runs blocking work.
    fn work<T: Send + 'static>(&self, work: impl FnOnce(&Place) -> Result<T, StoreError> + Send + 'static) -> StoreFuture<'static, T> {
        let place = Arc::clone(&self.place);
        Box::pin(async move {
            if !in_runtime() {
                return Err(NO_RUNTIME.0.into());
            }
            tokio::task::spawn_blocking(move || work(&place)).await?
        })
    }
}

impl fmt::Debug for SqliteStore {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("SqliteStore").field("path", &self.place.path).finish_non_exhaustive()
    }
}

impl Place {
    /// Asks or changes the file, by one statement or one transaction: several programs may be at it.
    fn with<T>(&self, statement: impl FnOnce(&mut Connection) -> rusqlite::Result<T>) -> Result<T, StoreError> {
        let mut kept = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        let connection = match kept.take() {
            Some(open) => open,
            None => self.open()?,
        };
        statement(kept.insert(connection)).map_err(|error| disk::at(&self.path, error))
    }

    fn open(&self) -> Result<Connection, StoreError> {
        let fail = |error: std::io::Error| disk::at(&self.path, error);
        // SQLite takes some names for no files, but no absolute one.
        let path = std::path::absolute(&self.path).map_err(fail)?;
        if let Some(folder) = path.parent() {
            disk::create_folder(folder).map_err(fail)?;
        }
        disk::private().create(true).truncate(false).open(&path).map_err(fail)?;
        let deadline = Instant::now() + PATIENCE;
        loop {
            match connect(&path) {
                Ok(connection) => return Ok(connection),
                // Of two who create the tables at once, SQLite tells one without a wait.
                Err(Closed::Sqlite(error)) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) && Instant::now() < deadline => {
                    std::thread::sleep(PAUSE);
                }
                Err(Closed::Sqlite(error)) => return Err(disk::at(&self.path, error)),
                Err(Closed::Version(version)) => {
                    return Err(disk::at(
                        &self.path,
                        format!("the tables are of version {version}, and this release reads version {VERSION}"),
                    ));
                }
            }
        }
    }
}

/// The reason why a file is not opened.
enum Closed {
    Sqlite(rusqlite::Error),
    Version(i64),
}

impl From<rusqlite::Error> for Closed {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

fn connect(path: &Path) -> Result<Connection, Closed> {
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(PATIENCE)?;
    let version = |connection: &Connection| connection.query_row("PRAGMA user_version", [], |row| row.get::<_, i64>(0));
    if version(&connection)? == 0 {
        connection.execute_batch("PRAGMA journal_mode = WAL")?;
        connection.execute_batch(&format!("BEGIN IMMEDIATE; {TABLES} PRAGMA user_version = {VERSION}; COMMIT"))?;
    }
    connection.execute_batch("PRAGMA synchronous = NORMAL")?;
    match version(&connection)? {
        VERSION => Ok(connection),
        other => Err(Closed::Version(other)),
    }
}
