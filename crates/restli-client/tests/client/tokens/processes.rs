//! Several processes on one store, and processes that are killed.

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader};
use std::process::Child;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use restli_client::{ExposeSecret as _, OAuth, TokenSource};
use restli_testing::{Server, is_whole, json};
use tokio::sync::Semaphore;

use super::{issued, old, save};
use crate::homes::{self, Home};
use crate::tables::{API, Client};

const KEY: &str = "member";
/// The line of a child that begins to work.
const READY: &str = "the child is ready";
/// The word that sets processes at a time, and calls at once of each: `100x100`.
const SIZE: &str = "RESTLI_TEST_PROCESSES";

/// Processes at a time, and calls at once of each.
fn size() -> (usize, usize) {
    let size = std::env::var(SIZE).unwrap_or_else(|_| "12x25".to_owned());
    let (processes, calls) = size.split_once('x').unwrap();
    (processes.parse().unwrap(), calls.parse().unwrap())
}

/// The time of a call that waits for all others.
const PATIENCE: Duration = Duration::from_secs(300);

/// The words that tell a child its store, its server, and whether to work until it is killed.
const WORDS: [&str; 3] = ["RESTLI_TEST_STORE", "RESTLI_TEST_SERVER", "RESTLI_TEST_ENDLESS"];

fn start(store: &str, server: &Server, endless: bool) -> Child {
    let [address, url, loops] = WORDS;
    let words = [(address, store), (url, server.url()), (loops, if endless { "yes" } else { "no" })];
    homes::start("tokens::processes::process_that_a_test_starts_calls_with_the_stored_token", &words)
}

#[tokio::test]
#[ignore = "the work of another process, which the tests below start"]
async fn process_that_a_test_starts_calls_with_the_stored_token() {
    let [Some(store), Some(url), Some(endless)] = WORDS.map(|name| std::env::var(name).ok()) else { return };
    let app = OAuth::new(&API, "77app", "WPL=/+.secret", "https://app.example/cb").unwrap().base_url(&url).unwrap();
    let source = TokenSource::stored(app, homes::tokens(&store), KEY);
    let builder = Client::builder().token_source(source.clone()).base_url(&url).connect_timeout(PATIENCE).timeout(PATIENCE);
    let client = builder.build().unwrap();
    // All tasks want the token at once; the server of the test takes one connection after the other.
    let line = Arc::new(Semaphore::new(1));
    let at_once = if endless == "no" { size().1 } else { 1 };
    println!("{READY}");
    loop {
        let call = || {
            let (source, line, call) = (source.clone(), Arc::clone(&line), client.get(1));
            async move {
                source.access_token().await.unwrap();
                let _turn = line.acquire().await.unwrap();
                call.await
            }
        };
        let calls: Vec<_> = (0..at_once).map(|_| tokio::spawn(call())).collect();
        for call in calls {
            call.await.unwrap().unwrap();
        }
        if endless == "no" {
            break;
        }
    }
    println!("token {}", source.access_token().await.unwrap().expose_secret());
}

#[tokio::test(flavor = "multi_thread")]
async fn processes_that_share_a_store_renew_its_token_once() {
    let (processes, calls) = size();
    for home in Home::all() {
        let store = home.address();
        save(&homes::tokens(&store), KEY, &old(-1)).await;
        let server = Server::replying(|request| {
            if request.starts_with(b"POST /oauth") {
                // The others come while the first one waits.
                std::thread::sleep(Duration::from_millis(300));
                issued("NEW-access", "NEW-refresh", 86_400)
            } else {
                json(200, r#"{"id":1}"#)
            }
        })
        .unwrap();
        let children: Vec<Child> = (0..processes).map(|_| start(&store, &server, false)).collect();
        for child in children {
            let output = child.wait_with_output().unwrap();
            let text = String::from_utf8_lossy(&output.stdout).into_owned();
            assert!(output.status.success() && text.contains("token NEW-access"), "{store}: {text}");
        }
        let targets = server.targets();
        let renewals = targets.iter().filter(|target| target.starts_with("POST /oauth")).count();
        assert_eq!((renewals, targets.len()), (1, 1 + processes * calls), "{store}");
    }
}

/// A token endpoint that gives a new refresh token with each renewal. The one before is accepted until somebody uses what came with the new
/// one, as servers do that know of lost answers.
#[derive(Default)]
struct Rotating {
    issued: u32,
    is_used: bool,
    refused: Vec<String>,
}

impl Rotating {
    fn answer(&mut self, request: &[u8]) -> String {
        let text = String::from_utf8_lossy(request);
        let number = |from: &str| text.split_once(from)?.1.split(['&', '\r']).next()?.parse::<u32>().ok();
        if !is_whole(request) {
            return String::new();
        }
        if let Some(number) = number("Bearer A-") {
            self.is_used |= number == self.issued;
            return json(200, r#"{"id":1}"#);
        }
        match number("refresh_token=R-") {
            Some(number) if number == self.issued => (self.issued, self.is_used) = (self.issued + 1, false),
            Some(number) if number + 1 == self.issued && !self.is_used => {}
            other => {
                self.refused.push(format!("{other:?} of {}", self.issued));
                return json(400, r#"{"error":"invalid_grant"}"#);
            }
        }
        issued(&format!("A-{}", self.issued), &format!("R-{}", self.issued), 0)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn process_killed_at_any_moment_loses_no_refresh_token() {
    for home in Home::all() {
        // Each kill may leave a lock that is free only after a while.
        let rounds = if home.lease().is_zero() { 25 } else { 6 };
        kill_processes(&home, rounds).await;
    }
}

async fn kill_processes(home: &Home, rounds: u64) {
    let address = home.address();
    let store = homes::tokens(&address);
    save(&store, KEY, &old(-1).with_refresh_token("R-0", None)).await;
    let endpoint = Arc::new(Mutex::new(Rotating::default()));
    let own = Arc::clone(&endpoint);
    let server = Server::replying(move |request| own.lock().unwrap().answer(request)).unwrap();
    let mut seen = BTreeSet::new();
    for round in 0..rounds {
        let mut children = [(); 2].map(|()| start(&address, &server, true));
        for child in &mut children {
            let lines = BufReader::new(child.stdout.take().unwrap()).lines();
            lines.map_while(Result::ok).find(|line| line.contains(READY)).unwrap();
        }
        for child in &mut children {
            tokio::time::sleep(Duration::from_millis(round * 37 % 47)).await;
            child.kill().unwrap();
            child.wait().unwrap();
        }
        let stored = store.load(KEY).await.unwrap().unwrap();
        let refresh = stored.token().refresh_token().unwrap().expose_secret().to_owned();
        {
            let endpoint = endpoint.lock().unwrap();
            assert_eq!(endpoint.refused, [""; 0], "{address}: a refresh token was lost before round {round}");
            let (last, before) = (format!("R-{}", endpoint.issued), format!("R-{}", endpoint.issued.saturating_sub(1)));
            assert!(refresh == last || (refresh == before && !endpoint.is_used), "{address}, round {round}: {refresh}, {last} was issued");
        }
        seen.insert(refresh);
        tokio::time::sleep(home.lease()).await;
    }
    assert!(seen.len() as u64 > rounds / 4, "the processes renewed the token: {seen:?}");
    let mut last = start(&address, &server, false);
    assert!(last.wait().unwrap().success());
}
