//! The connection to Redis, behind a proxy that leads each connection elsewhere.

use std::io::{self, Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use restli_client::{RedisStore, TokenStore as _};
use restli_testing::RedisServer;

use super::{old, save};

/// A proxy before servers: the first connection leads to the first, and so on; the last serves all others.
struct Proxy {
    port: u16,
    is_silent: Arc<AtomicBool>,
    connections: Arc<AtomicUsize>,
}

impl Proxy {
    fn before(servers: Vec<String>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let proxy = Self { port: listener.local_addr().unwrap().port(), is_silent: Arc::default(), connections: Arc::default() };
        let (is_silent, connections) = (Arc::clone(&proxy.is_silent), Arc::clone(&proxy.connections));
        std::thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                let number = connections.fetch_add(1, Ordering::SeqCst);
                let Some(url) = servers.get(number).or(servers.last()) else {
                    drop(client.shutdown(Shutdown::Both));
                    continue;
                };
                let server = TcpStream::connect(url.trim_start_matches("redis://")).unwrap();
                let (requests, answers) = (client.try_clone().unwrap(), server.try_clone().unwrap());
                let is_silent = Arc::clone(&is_silent);
                std::thread::spawn(move || pump(requests, server, || false));
                // Only the first connection falls silent.
                std::thread::spawn(move || pump(answers, client, || number == 0 && is_silent.load(Ordering::SeqCst)));
            }
        });
        proxy
    }

    fn store(&self) -> RedisStore {
        RedisStore::new(&format!("redis://127.0.0.1:{}", self.port), "shop").unwrap()
    }
}

/// Copies all bytes, unless they are to be swallowed.
fn pump(mut from: TcpStream, mut to: TcpStream, is_swallowed: impl Fn() -> bool) {
    let mut bytes = [0; 4096];
    while let Ok(length @ 1..) = from.read(&mut bytes) {
        if !is_swallowed() && to.write_all(&bytes[..length]).is_err() {
            break;
        }
    }
    drop(to.shutdown(Shutdown::Both));
}

/// Makes a server the replica of one that is not there: it refuses writes.
fn demote(url: &str) -> io::Result<()> {
    let mut stream = TcpStream::connect(url.trim_start_matches("redis://"))?;
    stream.write_all(b"REPLICAOF 127.0.0.1 1\r\n")?;
    stream.read_exact(&mut [0; 5])
}

/// A server that loads its data answers nothing else, and the library tells of a wrong password then.
#[tokio::test]
async fn login_that_a_loading_server_refuses_is_not_blamed_on_the_password_alone() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for mut client in listener.incoming().map_while(Result::ok) {
            let mut bytes = [0; 4096];
            while let Ok(1..) = client.read(&mut bytes) {
                let loading = "-LOADING Redis is loading the dataset in memory\r\n".repeat(8);
                drop(client.write_all(loading.as_bytes()));
            }
        }
    });
    let store = RedisStore::new(&format!("redis://:secret@127.0.0.1:{port}"), "shop").unwrap();
    let error = store.load("a").await.unwrap_err().to_string();
    assert!(error.ends_with("user or password are wrong, or the server takes nobody yet, as while it loads"), "{error}");
}

#[tokio::test]
async fn connection_to_a_demoted_primary_is_replaced() {
    let (Some(first), Some(second)) = (RedisServer::start().unwrap(), RedisServer::start().unwrap()) else { return };
    let proxy = Proxy::before(vec![first.url(), second.url()]);
    let store = proxy.store();
    save(&store, "a", &old(1)).await;
    demote(&first.url()).unwrap();
    save(&store, "b", &old(1)).await;
    assert!(RedisStore::new(&second.url(), "shop").unwrap().load("b").await.unwrap().is_some());
    assert_eq!(proxy.connections.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn connection_that_has_fallen_silent_is_replaced_after_one_wait() {
    let Some(server) = RedisServer::start().unwrap() else { return };
    let proxy = Proxy::before(vec![server.url()]);
    let store = proxy.store();
    save(&store, "k", &old(1)).await;
    // The lock is given back.
    tokio::time::sleep(Duration::from_millis(100)).await;
    proxy.is_silent.store(true, Ordering::SeqCst);
    tokio::time::pause();
    store.load("k").await.unwrap_err();
    tokio::time::resume();
    assert!(store.load("k").await.unwrap().is_some());
    assert_eq!(proxy.connections.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn connection_that_cannot_be_opened_is_tried_once_for_all_who_wait() {
    let proxy = Proxy::before(Vec::new());
    let store = proxy.store();
    for outcome in futures_util::future::join_all((0..20).map(|_| store.load("k"))).await {
        outcome.unwrap_err();
    }
    assert_eq!(proxy.connections.load(Ordering::SeqCst), 1);
    tokio::time::sleep(Duration::from_millis(1100)).await;
    store.load("k").await.unwrap_err();
    assert_eq!(proxy.connections.load(Ordering::SeqCst), 2);
}
