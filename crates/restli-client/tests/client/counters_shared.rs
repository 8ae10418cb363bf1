//! Counters that processes share.

#[cfg(feature = "redis")]
use std::io::{Read as _, Write as _};
#[cfg(feature = "redis")]
use std::net::TcpStream;
use std::process::Child;
use std::time::Duration;

#[cfg(feature = "sqlite")]
use restli_client::SqliteStore;
use restli_client::{Counter, Time};
#[cfg(feature = "redis")]
use restli_client::{CounterStore as _, RedisStore};
#[cfg(feature = "redis")]
use restli_testing::RedisServer;

use crate::counters::keeps_the_contract;
use crate::homes::{self, Home};

const PROCESSES: usize = 10;
const LIMIT: u64 = 500;
const DAY: Duration = Duration::from_secs(86_400);
/// The word that tells a child its store.
const STORE: &str = "RESTLI_TEST_COUNTERS";
/// The beginning of the line with what a child was granted.
const GRANTED: &str = "granted ";

#[cfg(feature = "sqlite")]
#[tokio::test(flavor = "multi_thread")]
async fn counters_in_sqlite_keep_the_contract() {
    let folder = tempfile::tempdir().unwrap();
    keeps_the_contract(SqliteStore::new(folder.path().join("shop.db"))).await;
}

#[cfg(feature = "redis")]
#[tokio::test(flavor = "multi_thread")]
async fn counters_in_redis_keep_the_contract() {
    let Some(server) = RedisServer::start().unwrap() else { return };
    keeps_the_contract(RedisStore::new(&server.url(), "shop").unwrap()).await;
}

/// A connection that breaks does not tell whether the request was taken back: it is not done again.
#[cfg(feature = "redis")]
#[tokio::test(flavor = "multi_thread")]
async fn request_given_back_over_a_broken_connection_to_redis_is_not_given_back_again() {
    let Some(server) = RedisServer::start().unwrap() else { return };
    let store = RedisStore::new(&server.url(), "shop").unwrap();
    let taken = store.take(&budget(), NOON).await.unwrap();
    break_connections(&server);
    assert!(store.give_back(&budget(), &taken.counts).await.is_err());
    // The next call has another connection, as has a take whose connection breaks.
    assert_eq!(store.peek("app", NOON).await.unwrap().map(|count| count.used), Some(1));
    break_connections(&server);
    assert!(store.take(&budget(), NOON).await.unwrap().granted);
}

/// Closes all connections to a server from its side.
#[cfg(feature = "redis")]
fn break_connections(server: &RedisServer) {
    let mut stream = TcpStream::connect(server.url().trim_start_matches("redis://")).unwrap();
    stream.write_all(b"CLIENT KILL TYPE normal\r\n").unwrap();
    let mut answer = [0; 1];
    stream.read_exact(&mut answer).unwrap();
    assert_eq!(&answer, b":");
}

fn budget() -> [Counter; 2] {
    let midnight = Time::from_millis(1_000_086_400_000);
    [Counter::new("app", LIMIT, DAY, midnight), Counter::new("member", LIMIT * 2, DAY, midnight)]
}

const NOON: Time = Time::from_millis(1_000_043_200_000);

#[tokio::test]
#[ignore = "the work of another process, which the test below starts"]
async fn process_that_a_test_starts_takes_until_it_is_refused() {
    let Ok(address) = std::env::var(STORE) else { return };
    let store = homes::counters(&address).unwrap();
    let mut granted = 0;
    while store.take(&budget(), NOON).await.unwrap().granted {
        granted += 1;
    }
    println!("{GRANTED}{granted}");
}

#[tokio::test]
async fn processes_that_share_a_quota_send_no_more_than_it_allows() {
    for home in Home::all() {
        let address = home.address();
        let Some(store) = homes::counters(&address) else { continue };
        let test = "counters_shared::process_that_a_test_starts_takes_until_it_is_refused";
        let children: Vec<Child> = (0..PROCESSES).map(|_| homes::start(test, &[(STORE, &address)])).collect();
        let granted = children.into_iter().map(|child| {
            let output = child.wait_with_output().unwrap();
            let told = String::from_utf8_lossy(&output.stdout).into_owned();
            told.lines().find_map(|line| line.split_once(GRANTED)?.1.parse::<u64>().ok()).expect("a count")
        });
        assert_eq!(granted.sum::<u64>(), LIMIT, "{address}");
        for counter in budget() {
            assert_eq!(store.peek(&counter.key, NOON).await.unwrap().map(|count| count.used), Some(LIMIT), "{address}");
        }
    }
}
