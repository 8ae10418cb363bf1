//! A file of SQLite: how it is opened, and how it is worked on.

mod counters;
#[cfg(feature = "webhooks")]
mod events;
mod journals;
#[cfg(feature = "login")]
mod tokens;

use std::fmt;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension as _};
use tokio::sync::{Mutex, OwnedMutexGuard};
use tokio::time::timeout_at;

use crate::disk;
use crate::net::{NO_RUNTIME, in_runtime};
use crate::store::{StoreError, StoreFault, StoreFuture, StoreLock};

/// The longest wait for other tasks and other processes at work on the file, together.
const PATIENCE: Duration = Duration::from_secs(10);
/// The pause before a file that another process is creating is opened again.
const PAUSE: Duration = Duration::from_millis(20);

/// The version of the tables. A file of a later version is left alone; one of an earlier version gets the tables that it lacks.
const VERSION: i64 = 3;
const TABLES: &str = "
CREATE TABLE IF NOT EXISTS tokens (key TEXT PRIMARY KEY, token TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS counters (key TEXT PRIMARY KEY, used INTEGER NOT NULL, ends INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS counters_by_end ON counters (ends);
CREATE TABLE IF NOT EXISTS events (id TEXT PRIMARY KEY, holder TEXT, ends INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS events_by_end ON events (ends);
CREATE TABLE IF NOT EXISTS journals (name TEXT PRIMARY KEY, entry TEXT NOT NULL) STRICT, WITHOUT ROWID;";

/// Tokens, counters of quotas, events of webhooks and journals of uploads in a file of SQLite, which the processes of a machine share. The file
/// must be on a local disk.
///
/// The file is readable for its owner only (mode 0600), and holds the secrets in plain text. A token or a journal is forced to the disk when it is saved:
/// whoever kills the program finds the old one or the new one. Locks are files in the folders `NAME.locks` and `NAME.journals` beside it, so that
/// the lock of a process that has died is free at once. Counts and events are kept over the end of the program; with the end of the machine
/// the last ones may be lost. Clones share a connection, which is opened at the first use.
#[derive(Clone)]
pub struct SqliteStore {
    path: Arc<Path>,
    file: Arc<Mutex<Option<Opened>>>,
}

/// The file, once it is open.
struct Opened {
    connection: Connection,
    /// The place to which the path led then, whatever links and the folder of the program are later: beside it are the locks.
    path: PathBuf,
}

/// A task's turn at the file.
struct Turn {
    path: Arc<Path>,
    file: OwnedMutexGuard<Option<Opened>>,
    /// The end of its wait for other processes.
    deadline: Instant,
}

impl SqliteStore {
    /// A store in a file, which is created at the first use.
    #[must_use]
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into().into(), file: Arc::default() }
    }

    /// Works on the file when it is this task's turn. Only then does it take a thread: those who wait take none from other work.
    fn work<T: Send + 'static>(&self, work: impl FnOnce(&mut Turn) -> Result<T, StoreError> + Send + 'static) -> StoreFuture<'static, T> {
        let (path, file) = (Arc::clone(&self.path), Arc::clone(&self.file));
        Box::pin(async move {
            if !in_runtime() {
                return Err(NO_RUNTIME.0.into());
            }
            let deadline = Instant::now() + PATIENCE;
            let Ok(file) = timeout_at(deadline.into(), file.lock_owned()).await else {
                return Err(disk::at(&path, "other tasks of this program have been at work on it for too long"));
            };
            tokio::task::spawn_blocking(move || work(&mut Turn { path, file, deadline })).await?
        })
    }
}

impl fmt::Debug for SqliteStore {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("SqliteStore").field("path", &self.path).finish_non_exhaustive()
    }
}

impl Turn {
    /// Asks or changes the file, by one statement or one transaction: several programs may be at it.
    fn with<T>(&mut self, statement: impl FnOnce(&mut Connection) -> rusqlite::Result<T>) -> Result<T, StoreError> {
        let deadline = self.deadline;
        let connection = &mut self.file()?.connection;
        let outcome = connection.busy_timeout(deadline.saturating_duration_since(Instant::now())).and_then(|()| statement(connection));
        outcome.map_err(|error| disk::at(&self.path, error))
    }

    /// A text by its key, which somebody else may have written.
    fn text(&mut self, ask: &str, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.with(|connection| connection.query_row(ask, [key], |row| Ok(row.get_ref(0)?.as_bytes()?.to_owned())).optional())
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

    /// The lock of a key, in a folder beside the file itself: several links may lead to it. `None` if somebody else holds it.
    fn try_lock(&mut self, folder: &str, key: &str) -> Result<Option<StoreLock>, StoreError> {
        let mut path = self.file()?.path.clone().into_os_string();
        path.push(folder);
        Ok(disk::try_lock(Path::new(&path), key)?.map(StoreLock::new))
    }

    /// The file, which is opened at the first use.
    fn file(&mut self) -> Result<&mut Opened, StoreError> {
        let file = match self.file.take() {
            Some(file) => file,
            None => self.open()?,
        };
        Ok(self.file.insert(file))
    }

    fn open(&self) -> Result<Opened, StoreError> {
        disk::check_path(
            &self.path,
            "name a file, as in `SqliteStore::new(\"/var/lib/shop/tokens.db\")`; in memory: `MemoryStore`, `MemoryCounters`",
        )?;
        let fail = |error: std::io::Error| disk::at(&self.path, error);
        // SQLite takes some names for no files, but no absolute one.
        let path = std::path::absolute(&self.path).map_err(fail)?;
        if let Some(folder) = path.parent() {
            disk::create_folder(folder).map_err(fail)?;
        }
        // A file that is there is not opened: closing it would end the locks that other connections of this process have on it.
        match disk::private().create_new(true).open(&path) {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(fail(error)),
            _ => {}
        }
        let path = std::fs::canonicalize(&path).map_err(|error| disk::at(&self.path, format!("it leads to no file: {error}")))?;
        loop {
            match connect(&path, self.deadline) {
                Ok(connection) => {
                    return Ok(Opened { connection, path });
                }
                // Of two who create the tables at once, SQLite tells one without a wait.
                Err(Closed::Sqlite(error))
                    if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) && Instant::now() < self.deadline =>
                {
                    std::thread::sleep(PAUSE);
                }
                Err(Closed::Sqlite(error)) if error.sqlite_error_code() == Some(ErrorCode::NotADatabase) => {
                    let remedy = "name another file: this one is left as it is";
                    return Err(StoreFault { what: disk::at(&self.path, error).to_string(), remedy }.into());
                }
                Err(Closed::Sqlite(error)) => return Err(disk::at(&self.path, error)),
                Err(Closed::Version(version)) => {
                    let what = format!("the tables are of version {version}, and this release reads version {VERSION}");
                    let remedy = "update this program: a later release has written the file";
                    return Err(StoreFault { what: disk::at(&self.path, what).to_string(), remedy }.into());
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

fn connect(path: &Path, deadline: Instant) -> Result<Connection, Closed> {
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(deadline.saturating_duration_since(Instant::now()))?;
    let version = |connection: &Connection| connection.query_row("PRAGMA user_version", [], |row| row.get::<_, i64>(0));
    if (0..VERSION).contains(&version(&connection)?) {
        connection.execute_batch("PRAGMA journal_mode = WAL")?;
        connection.execute_batch(&format!("BEGIN IMMEDIATE; {TABLES} PRAGMA user_version = {VERSION}; COMMIT"))?;
    }
    connection.execute_batch("PRAGMA synchronous = NORMAL")?;
    match version(&connection)? {
        VERSION => Ok(connection),
        other => Err(Closed::Version(other)),
    }
}
