//! Homes of what processes share: each kind that the features of this build have, at an address that another process can open.

use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

#[cfg(any(feature = "redis", feature = "sqlite"))]
use restli_client::CounterStore;
#[cfg(feature = "redis")]
use restli_client::RedisStore;
#[cfg(feature = "sqlite")]
use restli_client::SqliteStore;
#[cfg(feature = "webhooks")]
use restli_client::webhook::EventStore;
use restli_client::{FileStore, JournalStore, TokenStore};
#[cfg(feature = "redis")]
use restli_testing::RedisServer;
use tempfile::TempDir;

/// A home, which ends with this value.
pub(crate) enum Home {
    Files(TempDir),
    #[cfg(feature = "sqlite")]
    Sqlite(TempDir),
    #[cfg(feature = "redis")]
    Redis(RedisServer),
}

impl Home {
    /// All kinds that this build has, and this machine.
    pub(crate) fn all() -> Vec<Self> {
        let homes = vec![
            Some(Self::Files(tempfile::tempdir().unwrap())),
            #[cfg(feature = "sqlite")]
            Some(Self::Sqlite(tempfile::tempdir().unwrap())),
            #[cfg(feature = "redis")]
            RedisServer::start().unwrap().map(Self::Redis),
        ];
        homes.into_iter().flatten().collect()
    }

    /// The address, for [`tokens`].
    pub(crate) fn address(&self) -> String {
        match self {
            Self::Files(folder) => format!("files:{}", folder.path().display()),
            #[cfg(feature = "sqlite")]
            Self::Sqlite(folder) => format!("sqlite:{}", folder.path().join("shop.db").display()),
            #[cfg(feature = "redis")]
            Self::Redis(server) => server.url(),
        }
    }

    /// Puts a text in the place of the token that is kept under the key `k`.
    pub(crate) fn spoil(&self, text: &str) {
        match self {
            Self::Files(folder) => std::fs::write(folder.path().join("k.json"), text).unwrap(),
            #[cfg(feature = "sqlite")]
            Self::Sqlite(folder) => {
                let file = rusqlite::Connection::open(folder.path().join("shop.db")).unwrap();
                assert_eq!(file.execute("UPDATE tokens SET token = ?1 WHERE key = 'k'", [text]).unwrap(), 1);
            }
            #[cfg(feature = "redis")]
            Self::Redis(server) => {
                use std::io::{Read as _, Write as _};

                let mut stream = std::net::TcpStream::connect(server.url().trim_start_matches("redis://")).unwrap();
                let command = format!("*4\r\n$4\r\nHSET\r\n$12\r\nshop:token:k\r\n$5\r\ntoken\r\n${}\r\n{text}\r\n", text.len());
                stream.write_all(command.as_bytes()).unwrap();
                stream.read_exact(&mut [0; 4]).unwrap();
            }
        }
    }

    /// The time after which the lock of a process that was killed is free.
    pub(crate) fn lease(&self) -> Duration {
        match self {
            Self::Files(_) => Duration::ZERO,
            #[cfg(feature = "sqlite")]
            Self::Sqlite(_) => Duration::ZERO,
            #[cfg(feature = "redis")]
            Self::Redis(_) => LEASE,
        }
    }
}

/// The lease of locks in Redis. A process of a busy machine does not stand still for so long.
#[cfg(feature = "redis")]
const LEASE: Duration = Duration::from_secs(3);

/// The tokens at an address.
pub(crate) fn tokens(address: &str) -> Arc<dyn TokenStore> {
    let (kind, place) = address.split_once(':').unwrap();
    match kind {
        "files" => Arc::new(FileStore::new(place)),
        #[cfg(feature = "sqlite")]
        "sqlite" => Arc::new(SqliteStore::new(place)),
        #[cfg(feature = "redis")]
        "redis" => Arc::new(RedisStore::new(address, "shop").unwrap().lease(LEASE)),
        other => panic!("no home of kind {other} {place}"),
    }
}

/// The counters at an address; `None` at a home that has none.
#[cfg(any(feature = "redis", feature = "sqlite"))]
pub(crate) fn counters(address: &str) -> Option<Box<dyn CounterStore>> {
    match address.split_once(':').unwrap() {
        #[cfg(feature = "sqlite")]
        ("sqlite", place) => Some(Box::new(SqliteStore::new(place))),
        #[cfg(feature = "redis")]
        ("redis", _) => Some(Box::new(RedisStore::new(address, "shop").unwrap())),
        _ => None,
    }
}

/// The home of journals at an address; `None` if they are files.
pub(crate) fn journals(address: &str) -> Option<Arc<dyn JournalStore>> {
    match address.split_once(':').unwrap() {
        #[cfg(feature = "sqlite")]
        ("sqlite", place) => Some(Arc::new(SqliteStore::new(place))),
        #[cfg(feature = "redis")]
        ("redis", _) => Some(Arc::new(RedisStore::new(address, "shop").unwrap().lease(LEASE))),
        _ => None,
    }
}

/// The events at an address; `None` at a home that has none.
#[cfg(feature = "webhooks")]
pub(crate) fn events(address: &str) -> Option<Arc<dyn EventStore>> {
    match address.split_once(':').unwrap() {
        #[cfg(feature = "sqlite")]
        ("sqlite", place) => Some(Arc::new(SqliteStore::new(place))),
        #[cfg(feature = "redis")]
        ("redis", _) => Some(Arc::new(RedisStore::new(address, "shop").unwrap())),
        ("files", _) => None,
        (other, place) => panic!("no home of kind {other} {place}"),
    }
}

/// The tests of this program, started as another process that runs one of them alone, with these words in its environment.
pub(crate) fn start(test: &str, words: &[(&str, &str)]) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--ignored", "--nocapture", "--quiet"])
        .envs(words.iter().copied())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap()
}
