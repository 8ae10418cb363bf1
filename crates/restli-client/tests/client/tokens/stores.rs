//! Each home of tokens by itself: what it keeps, for whom, and its locks.

use std::sync::Arc;
use std::time::Duration;

use restli_client::{ExposeSecret as _, FileStore, MemoryStore, OAuth, StoreLock, Token, TokenSource, TokenStore};

use super::{HOUR, old, save};
use crate::homes::{self, Home};
use crate::tables::API;

/// The lock of a key that nobody holds any more.
async fn lock(store: &dyn TokenStore, key: &str) -> StoreLock {
    for _ in 0..500 {
        if let Some(lock) = store.try_lock(key).await.unwrap() {
            return lock;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("the lock stays held: {store:?}");
}

#[tokio::test]
async fn lock_of_a_key_is_held_by_one_until_it_is_dropped() {
    let homes = Home::all();
    let mut stores: Vec<Arc<dyn TokenStore>> = homes.iter().map(|home| homes::tokens(&home.address())).collect();
    stores.push(Arc::new(MemoryStore::new()));
    for store in stores {
        let held = store.try_lock("a").await.unwrap().unwrap();
        assert!(store.try_lock("a").await.unwrap().is_none(), "{store:?}");
        assert!(store.try_lock("b").await.unwrap().is_some());
        drop(held);
        drop(lock(&*store, "a").await);
    }
}

#[tokio::test]
async fn token_of_a_home_is_there_for_whoever_opens_it_next() {
    for home in Home::all() {
        let store = homes::tokens(&home.address());
        assert!(store.load("urn:shop:Person:7").await.unwrap().is_none(), "{store:?}");
        save(&store, "urn:shop:Person:7", &old(1)).await;
        drop(store);
        let store = homes::tokens(&home.address());
        let stored = store.load("urn:shop:Person:7").await.unwrap().unwrap();
        assert_eq!(stored.token().access_token().expose_secret(), "OLD-access", "{store:?}");
        assert!(store.load("urn:shop:person:7").await.unwrap().is_none(), "case matters");
    }
}

#[tokio::test]
async fn token_that_was_removed_is_gone_until_another_one_is_saved() {
    let homes = Home::all();
    let mut stores: Vec<Arc<dyn TokenStore>> = homes.iter().map(|home| homes::tokens(&home.address())).collect();
    stores.push(Arc::new(MemoryStore::new()));
    for store in stores {
        for _ in 0..2 {
            let held = lock(&*store, "k").await;
            store.remove("k", &held).await.unwrap();
            store.save("k", &old(1).to_stored(), &held).await.unwrap();
            store.remove("k", &held).await.unwrap();
            assert!(store.load("k").await.unwrap().is_none(), "{store:?}");
        }
        let held = lock(&*store, "k").await;
        store.save("k", &old(1).to_stored(), &held).await.unwrap();
        assert!(store.load("k").await.unwrap().is_some(), "{store:?}");
    }
}

/// The token of a key, of an app that is not asked.
fn source_of(store: impl TokenStore, key: &str) -> TokenSource {
    TokenSource::stored(OAuth::new(&API, "77app", "secret", "https://app.example/cb").unwrap(), store, key)
}

fn source(store: impl TokenStore) -> TokenSource {
    source_of(store, "k")
}

#[tokio::test]
async fn token_that_cannot_be_read_is_replaced_and_removed() {
    let replace = "save another token with `TokenSource::keep`, or remove this one with `TokenSource::forget`";
    let update = "update this program: a later release has written the token";
    for home in Home::all() {
        let store = || homes::tokens(&home.address());
        for (text, remedy) in [
            ("", replace),
            ("garbage", replace),
            (r#"{"version":1,"access_token":"s3cret""#, replace),
            (r#"{"access_token":"s3cret"}"#, replace),
            (r#"{"version":1,"access_token":"","expires_at":1}"#, replace),
            (r#"{"version":2,"access_token":"s3cret"}"#, update),
        ] {
            let spoilt = async || {
                source(store()).keep(&old(900)).await.unwrap();
                home.spoil(text);
                source(store()).access_token().await.unwrap_err()
            };
            let error = spoilt().await;
            assert_eq!(error.remedy().unwrap(), remedy, "{error}");
            assert!(!error.to_string().contains("s3cret"), "{error}");
            source(store()).keep(&old(800)).await.unwrap();
            assert_eq!(source(store()).access_token().await.unwrap().expose_secret(), "OLD-access");
            spoilt().await;
            source(store()).forget().await.unwrap();
            assert!(store().load("k").await.unwrap().is_none(), "{text}");
        }
    }
}

#[tokio::test]
async fn token_that_no_header_can_carry_is_kept_by_no_store() {
    let store = MemoryStore::new();
    let end = std::time::SystemTime::now() + HOUR;
    source(store.clone()).keep(&Token::new("good", end)).await.unwrap();
    for (wrong, what) in [("", "the token is empty"), ("two\nlines", "the token holds a character that no token has")] {
        let error = source(store.clone()).keep(&Token::new(wrong, end)).await.unwrap_err().to_string();
        assert!(error.starts_with(&format!("TokenSource::keep: {what}")), "{error}");
    }
    assert_eq!(store.load("k").await.unwrap().unwrap().token().access_token().expose_secret(), "good");
}

#[tokio::test]
async fn store_that_is_set_up_wrongly_is_told_with_what_to_change() {
    let file = |path: &str| source(FileStore::new(path));
    let mut told = vec![
        (file(""), "the path is empty", "name a folder, as in `FileStore"),
        (file("file:///s3cret"), "an address is no path", "name a folder, as in `FileStore"),
    ];
    let folder = tempfile::tempdir().unwrap();
    for key in ["", &"k".repeat(400)] {
        told.push((source_of(FileStore::new(folder.path()), key), "makes no name of a file", "pass one such as the id of the member"));
    }
    #[cfg(feature = "sqlite")]
    {
        use restli_client::SqliteStore;

        for path in [":memory:", "sqlite:///tmp/s3cret.db", "file:s3cret.db?mode=memory", "redis://:s3cret@host"] {
            told.push((source(SqliteStore::new(path)), "an address is no path", "name a file, as in `SqliteStore"));
        }
        told.push((source(SqliteStore::new("")), "the path is empty", "name a file, as in `SqliteStore"));
        let other = folder.path().join("other.db");
        std::fs::write(&other, "no database, and longer than the head of one: ".repeat(10)).unwrap();
        told.push((source(SqliteStore::new(other)), "file is not a database", "name another file: this one is left as it is"));
    }
    for (source, what, remedy) in told {
        for error in [source.access_token().await.unwrap_err(), source.keep(&old(900)).await.unwrap_err()] {
            assert!(error.remedy().unwrap().starts_with(remedy), "{error}");
            assert!(error.to_string().contains(what) && !error.to_string().contains("s3cret"), "{error}");
        }
    }
}

#[tokio::test]
async fn file_store_is_for_its_owner_only() {
    let folder = tempfile::tempdir().unwrap();
    let store = FileStore::new(folder.path().join("tokens"));
    assert!(store.load("urn:shop:Person:7").await.unwrap().is_none());
    save(&store, "urn:shop:Person:7", &old(1)).await;
    assert!(store.load("urn:shop:Person:7").await.unwrap().is_some());
    assert!(store.load("urn:shop:person:7").await.unwrap().is_none(), "case matters");
    let path = folder.path().join("tokens/urn%3ashop%3a%50erson%3a7.json");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = |path: &std::path::Path| path.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!([mode(&path), mode(&path.with_extension("lock")), mode(path.parent().unwrap())], [0o600, 0o600, 0o700]);
    }
    std::fs::write(&path, r#"{"version":1,"access_token":"s3cret""#).unwrap();
    let error = store.load("urn:shop:Person:7").await.unwrap_err().to_string();
    assert!(error.contains("urn%3ashop%3a%50erson%3a7.json: EOF while parsing") && !error.contains("s3cret"), "{error}");
    assert!(store.load("").await.unwrap_err().to_string().contains("makes no name of a file"));
}

#[cfg(feature = "sqlite")]
mod sqlite {
    use restli_client::SqliteStore;

    use super::*;

    #[tokio::test]
    async fn sqlite_store_is_for_its_owner_only() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("shop/tokens.db");
        let store = SqliteStore::new(&path);
        save(&store, "k", &old(1)).await;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = |name: &str| folder.path().join(name).metadata().unwrap().permissions().mode() & 0o777;
            let files = ["shop/tokens.db", "shop/tokens.db-wal", "shop/tokens.db.locks/k.lock"];
            assert_eq!(files.map(mode), [0o600; 3]);
            assert_eq!(["shop", "shop/tokens.db.locks"].map(mode), [0o700; 2]);
        }
        assert!(!format!("{store:?}").contains("OLD-access"));
    }

    #[test]
    fn tasks_that_wait_for_sqlite_leave_the_threads_to_other_work() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().max_blocking_threads(2).build().unwrap();
        runtime.block_on(async {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("tokens.db");
            let store = SqliteStore::new(&path);
            save(&store, "k", &old(1)).await;
            let other = rusqlite::Connection::open(&path).unwrap();
            other.execute_batch("BEGIN IMMEDIATE").unwrap();
            let saves: Vec<_> = (0..10)
                .map(|_| {
                    let store = store.clone();
                    tokio::spawn(async move { store.save("k", &old(2).to_stored(), &StoreLock::new(())).await })
                })
                .collect();
            tokio::time::sleep(Duration::from_millis(100)).await;
            tokio::time::timeout(Duration::from_secs(4), tokio::task::spawn_blocking(|| ())).await.unwrap().unwrap();
            other.execute_batch("ROLLBACK").unwrap();
            for save in saves {
                save.await.unwrap().unwrap();
            }
        });
    }

    #[tokio::test]
    async fn sqlite_store_that_cannot_be_read_is_told_with_its_path() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("tokens.db");
        std::fs::write(&path, "no database, and longer than the head of one: ".repeat(10)).unwrap();
        let error = SqliteStore::new(&path).load("k").await.unwrap_err().to_string();
        assert!(error.ends_with("tokens.db: file is not a database"), "{error}");

        let later = folder.path().join("later.db");
        save(&SqliteStore::new(&later), "k", &old(1)).await;
        // The version stands in the header of a file (offset 60).
        let mut bytes = std::fs::read(&later).unwrap();
        bytes[63] = 9;
        std::fs::write(&later, bytes).unwrap();
        let error = SqliteStore::new(&later).load("k").await.unwrap_err().to_string();
        assert!(error.ends_with("later.db: the tables are of version 9, and this release reads version 3"), "{error}");
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn locks_of_a_sqlite_file_are_the_same_whichever_link_leads_to_it() {
        use std::os::unix::fs::symlink;

        let folder = tempfile::tempdir().unwrap();
        let [path, link, dead] = ["tokens.db", "release/tokens.db", "release/dead.db"].map(|name| folder.path().join(name));
        std::fs::create_dir(folder.path().join("release")).unwrap();
        symlink(&path, &link).unwrap();
        symlink(folder.path().join("nowhere.db"), &dead).unwrap();
        save(&SqliteStore::new(&path), "k", &old(1)).await;
        let (store, linked) = (SqliteStore::new(&path), SqliteStore::new(&link));
        let _held = store.try_lock("k").await.unwrap().unwrap();
        assert!(linked.try_lock("k").await.unwrap().is_none());
        assert!(linked.load("k").await.unwrap().is_some());
        let error = SqliteStore::new(&dead).load("k").await.unwrap_err().to_string();
        assert!(error.contains("release/dead.db: it leads to no file: "), "{error}");
    }

    #[cfg(feature = "webhooks")]
    #[tokio::test]
    async fn sqlite_store_of_an_earlier_release_gets_the_tables_that_it_lacks() {
        use restli_client::Time;
        use restli_client::webhook::EventStore as _;

        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("tokens.db");
        save(&SqliteStore::new(&path), "k", &old(1)).await;
        let earlier = "DROP TABLE events; PRAGMA user_version = 1";
        rusqlite::Connection::open(&path).unwrap().execute_batch(earlier).unwrap();
        let store = SqliteStore::new(&path);
        assert_eq!(store.claim(&["e".to_owned()], "me", Time::from_millis(9), Time::from_millis(0)).await.unwrap(), [None]);
        assert!(store.load("k").await.unwrap().is_some());
    }
}

#[cfg(feature = "redis")]
mod redis {
    use restli_client::{LockLost, RedisStore};
    use restli_testing::RedisServer;

    use super::*;

    /// Takes the lock in a program of its own, which then stands still: nothing of it runs any more.
    fn lock_of_a_stopped_program(store: &RedisStore) -> StoreLock {
        let store = store.clone();
        let work = move || tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(store.try_lock("k"));
        std::thread::spawn(work).join().unwrap().unwrap().unwrap()
    }

    #[tokio::test]
    async fn program_that_stood_still_cannot_save_over_a_later_token() {
        let Some(server) = RedisServer::start().unwrap() else { return };
        let store = RedisStore::new(&server.url(), "shop").unwrap().lease(Duration::from_millis(300));
        let stale = lock_of_a_stopped_program(&store);
        assert!(store.try_lock("k").await.unwrap().is_none());
        let next = lock(&store, "k").await;
        store.save("k", &old(1).to_stored(), &stale).await.expect("nobody has saved another one yet");
        store.save("k", &old(2).with_refresh_token("LATER", None).to_stored(), &next).await.unwrap();
        let error = store.save("k", &old(3).to_stored(), &stale).await.unwrap_err();
        assert!(error.is::<LockLost>());
        assert_eq!(error.to_string(), "this program stood still and lost its lock, and somebody else has saved since");
        let stored = store.load("k").await.unwrap().unwrap();
        assert_eq!(stored.token().refresh_token().unwrap().expose_secret(), "LATER");
    }

    #[tokio::test]
    async fn token_that_was_deleted_by_hand_refuses_no_later_one() {
        use std::io::{Read as _, Write as _};

        let Some(server) = RedisServer::start().unwrap() else { return };
        let store = RedisStore::new(&server.url(), "shop").unwrap();
        for _ in 0..3 {
            drop(lock(&store, "k").await);
        }
        let renewing = lock(&store, "k").await;
        let mut stream = std::net::TcpStream::connect(server.url().trim_start_matches("redis://")).unwrap();
        stream.write_all(b"DEL shop:token:k\r\n").unwrap();
        stream.read_exact(&mut [0; 4]).unwrap();
        store.save("k", &old(1).to_stored(), &renewing).await.unwrap();
        drop(renewing);
        let next = lock(&store, "k").await;
        store.save("k", &old(2).to_stored(), &next).await.expect("it has the later lock");
    }

    #[tokio::test]
    async fn lock_in_redis_is_held_for_longer_than_its_lease() {
        let Some(server) = RedisServer::start().unwrap() else { return };
        let store = RedisStore::new(&server.url(), "shop").unwrap().lease(Duration::from_millis(500));
        let held = store.try_lock("k").await.unwrap().unwrap();
        tokio::time::sleep(Duration::from_millis(1500)).await;
        assert!(store.try_lock("k").await.unwrap().is_none());
        drop(held);
        drop(lock(&store, "k").await);
    }

    #[tokio::test]
    async fn redis_that_cannot_be_reached_is_told_without_the_password() {
        let store = RedisStore::new("redis://shop:s3cret@127.0.0.1:1/0", "shop").unwrap();
        let error = store.load("k").await.unwrap_err().to_string();
        assert!(error.starts_with("Redis at 127.0.0.1:1: ") && !error.contains("s3cret"), "{error}");
        assert!(!format!("{store:?}").contains("s3cret"));
        let error = RedisStore::new("http://shop:s3cret@redis.example", "shop").unwrap_err().to_string();
        assert!(error.contains("the address is not one of a server") && !error.contains("s3cret"), "{error}");
    }

    #[tokio::test]
    async fn redis_on_another_machine_is_reached_encrypted() {
        let error = RedisStore::new("redis://shop:s3cret@redis.example", "shop").unwrap_err();
        assert!(
            error.to_string().starts_with("RedisStore: the connection is not encrypted, and what is sent there is secret; write"),
            "{error}"
        );
        assert_eq!(error.remedy().unwrap(), "write the URL with `rediss`, or accept it with `RedisStore::allow_plain`");
        assert!(RedisStore::allow_plain("redis://redis.example", "shop").is_ok());
        assert_eq!(RedisStore::new("rediss://redis.example", "shop").is_ok(), cfg!(feature = "rustls"));
        if let Some(server) = RedisServer::start().unwrap().filter(|_| cfg!(feature = "rustls")) {
            let encrypted = RedisStore::new(&server.url().replace("redis:", "rediss:"), "shop").unwrap();
            assert!(encrypted.load("k").await.is_err(), "the server does not speak TLS");
        }
    }
}
