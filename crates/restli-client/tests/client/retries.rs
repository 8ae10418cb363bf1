//! Calls that fail are sent again where that does no harm, as `docs/reliability.md` says.

use std::collections::BTreeMap;
use std::net::TcpListener;
use std::time::{Duration, Instant};

use restli_client::testing::{Answer, Script};
use restli_client::{Error, Retry, StopReason, TransportKind};

use crate::tables::{CREATE, Client, TOKEN, thing};
use restli_testing::{Act, Server, json, response};

/// A policy whose pauses no test has to wait for.
const QUICK: Retry = Retry::standard().pauses(Duration::from_millis(1), Duration::from_millis(4));

fn client(url: &str, policy: Retry) -> Client {
    Client::builder().token(TOKEN).base_url(url).retry(policy).build().unwrap()
}

/// An address that nobody listens at.
fn nowhere() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    format!("http://{}", listener.local_addr().unwrap())
}

fn good() -> Act {
    Act::Answer(response(201, &[("Content-Type", "application/json"), ("X-RestLi-Id", "1")], r#"{"id":1}"#))
}

/// The faults of `docs/reliability.md` that come over a connection.
fn faults() -> Vec<(&'static str, Act)> {
    let told = |status: u16, headers: &[(&str, &str)], body: &str| Act::Answer(response(status, headers, body));
    let cut = |status: u16| format!("HTTP/1.1 {status} Answer\r\nContent-Type: application/json\r\nContent-Length: 90\r\n\r\n{{\"id\":");
    vec![
        ("connection lost before the request is read", Act::Deaf),
        ("connection lost before the answer", Act::Mute),
        ("connection lost inside the answer", Act::Answer(cut(200))),
        ("no HTTP comes back", Act::Answer("SSH-2.0-x\r\n".to_owned())),
        ("no answer within the time of an attempt", Act::Stall(cut(200), Duration::from_millis(400))),
        ("500", told(500, &[], "")),
        ("502 with a page", told(502, &[("Content-Type", "text/html")], "<html><h1>502 Bad Gateway</h1></html>")),
        ("503", told(503, &[], "")),
        ("503 with a short `Retry-After`", told(503, &[("Retry-After", "0")], "")),
        ("503 with a `Retry-After` beyond the deadline", told(503, &[("Retry-After", "3600")], "")),
        ("504", told(504, &[], "")),
        ("429", told(429, &[], "")),
        ("429, and the quota starts anew within the deadline", told(429, &[("X-Left", "0"), ("X-Reset", "0")], "")),
        ("429, and the quota starts anew after the deadline", told(429, &[("X-Left", "0"), ("X-Reset", "7200")], "")),
        ("429 whose code says that a quota is used up", Act::Answer(json(429, r#"{"code":"DAY_FULL"}"#))),
        ("429 whose code says that waiting does not help", Act::Answer(json(429, r#"{"code":"SHELF_FULL"}"#))),
        ("a code that says that it passes soon", Act::Answer(json(400, r#"{"code":"BUSY"}"#))),
        ("400, 401, 403, 404, 409 and others", told(404, &[], "")),
    ]
}

/// The behaviour of a call in the words of the table: `end` is its result after one fault, and then a good answer.
fn behaviour<T>(end: &Result<T, Error>) -> &'static str {
    match end {
        Ok(_) => "sent again",
        Err(error) if error.is_outcome_unknown() => "error, outcome unknown",
        Err(_) => "error",
    }
}

/// The behaviour after each fault: of a read, and of a create.
async fn observed() -> BTreeMap<String, [String; 2]> {
    let mut rows = BTreeMap::new();
    for (fault, act) in faults() {
        let mut row: [String; 2] = Default::default();
        for (index, cell) in row.iter_mut().enumerate() {
            let server = Server::acting([act.clone(), good()]).unwrap();
            let client = Client::builder().token(TOKEN).base_url(server.url()).timeout(Duration::from_millis(200));
            let client = client.retry(QUICK.deadline(Duration::from_secs(5))).build().unwrap();
            let told = match index {
                0 => behaviour(&client.get(1).await),
                _ => behaviour(&client.create(&thing(1, "a")).await),
            };
            let again = usize::from(told == "sent again");
            let read = usize::from(!matches!(act, Act::Deaf));
            assert_eq!(server.received().len(), read + again, "{fault}: requests that the server has seen");
            told.clone_into(cell);
        }
        rows.insert(fault.to_owned(), row);
    }
    let [get, create] = appearing().await;
    rows.insert("no connection: refused, no such host, TLS".to_owned(), [get, create]);
    rows
}

/// The behaviour where a server begins to listen after the first attempt.
async fn appearing() -> [String; 2] {
    let mut told: [String; 2] = Default::default();
    for (index, cell) in told.iter_mut().enumerate() {
        let url = nowhere();
        let place = url.trim_start_matches("http://").to_owned();
        let server = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(100));
            Server::acting_at(TcpListener::bind(place).unwrap(), [good()]).unwrap()
        });
        let policy = Retry::standard().attempts(11).pauses(Duration::from_millis(100), Duration::from_millis(100));
        let client = client(&url, policy);
        let end = if index == 0 { behaviour(&client.get(1).await) } else { behaviour(&client.create(&thing(1, "a")).await) };
        assert_eq!(server.join().unwrap().received().len(), 1);
        end.clone_into(cell);
    }
    told
}

/// The rows of the table of faults.
fn documented() -> BTreeMap<String, [String; 2]> {
    let page = std::fs::read_to_string(restli_testing::workspace().join("docs/reliability.md")).unwrap();
    let table = page.split("| Fault |").nth(1).unwrap().lines().skip(2).take_while(|line| line.starts_with('|'));
    let cells = |line: &str| line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect::<Vec<_>>();
    table.map(|line| <[String; 3]>::try_from(cells(line)).unwrap()).map(|[fault, get, create]| (fault, [get, create])).collect()
}

#[tokio::test]
async fn faults_are_met_as_the_page_on_reliability_says() {
    assert_eq!(observed().await, documented());
}

#[tokio::test]
async fn policy_of_a_call_takes_precedence_over_that_of_the_client() {
    let busy = || Act::Answer(response(503, &[], ""));
    let server = Server::acting([busy(), busy(), good()]).unwrap();
    let client = client(server.url(), QUICK);
    let error = client.get(1).retry(Retry::never()).await.unwrap_err();
    let attempts = error.attempts().unwrap();
    assert_eq!((attempts.count(), attempts.stopped), (1, StopReason::Attempts));
    assert!(!error.to_string().contains("attempts"), "{error}");
    client.get(1).await.unwrap();
    assert_eq!(server.received().len(), 3);
}

#[tokio::test]
async fn attempts_are_counted_and_listed_with_the_reason_of_the_end() {
    let (busy, page) = (Act::Answer(response(503, &[], "")), Act::Answer(response(502, &[], "<html>")));
    let server = Server::acting([busy, Act::Mute, page]).unwrap();
    let error = client(server.url(), QUICK.attempts(3)).get(1).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "shop.things.get: 502 Bad Gateway; try again later; if it stays, tell support\n  \
         call: GET /rest/things/1\n  \
         body: <html>\n  \
         attempts: 3 (first 503 Service Unavailable, then no whole answer came); stopped: the retry policy allows no more\n  \
         cause: the server failed"
    );
    assert_eq!(server.received().len(), 3);
}

#[tokio::test]
async fn every_attempt_sends_the_same_bytes() {
    let server = Server::acting([Act::Mute, Act::Mute, good()]).unwrap();
    client(server.url(), QUICK).update(1, &thing(1, "a")).await.unwrap();
    let seen = server.seen();
    assert!(seen[0].contains(&format!("authorization: Bearer {TOKEN}")) && seen[0].ends_with(r#"{"id":1,"name":"a"}"#), "{}", seen[0]);
    assert_eq!((seen.len(), &seen[0], &seen[1]), (3, &seen[1], &seen[2]));
}

#[tokio::test]
async fn wait_of_the_server_is_kept() {
    let server = Server::acting([Act::Answer(response(503, &[("Retry-After", "1")], "")), good()]).unwrap();
    let started = Instant::now();
    client(server.url(), QUICK).get(1).await.unwrap();
    assert!(started.elapsed() >= Duration::from_secs(1), "{:?}", started.elapsed());
}

#[tokio::test]
async fn slow_body_is_cut_at_the_deadline() {
    let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 90\r\n\r\n{";
    let server = Server::acting([Act::Stall(head.to_owned(), Duration::from_secs(3))]).unwrap();
    let started = Instant::now();
    let error = client(server.url(), QUICK.deadline(Duration::from_millis(300))).get(1).await.unwrap_err();
    let elapsed = started.elapsed();
    assert!(matches!(&error, Error::Transport(error) if error.kind == TransportKind::Timeout), "{error}");
    assert!(elapsed >= Duration::from_millis(300) && elapsed < Duration::from_secs(2), "{elapsed:?}");
}

#[tokio::test]
async fn call_that_is_dropped_in_a_pause_is_not_sent_again() {
    let server = Server::acting([Act::Answer(response(503, &[("Retry-After", "1")], "")), good()]).unwrap();
    let call = client(server.url(), QUICK).get(1).send();
    assert!(tokio::time::timeout(Duration::from_millis(300), call).await.is_err());
    tokio::time::sleep(Duration::from_millis(1200)).await;
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn upload_is_sent_again_like_a_call() {
    let server = Server::acting([Act::Mute, Act::Answer(response(503, &[], "")), Act::Answer(response(201, &[], ""))]).unwrap();
    let client = client(server.url(), QUICK);
    client.runtime().upload(&format!("{}/upload", server.url()), "0123").await.unwrap();
    assert_eq!(server.received().len(), 3);
    let server = Server::acting([Act::Mute]).unwrap();
    let error = client.runtime().upload(&format!("{}/upload", server.url()), "0123").method(http::Method::POST).await.unwrap_err();
    assert!(error.is_outcome_unknown(), "{error}");
}

#[tokio::test]
async fn wait_beyond_a_century_is_told_as_the_server_wrote_it() {
    for seconds in ["4000000000", "99999999999999999999"] {
        let server = Server::answering([response(503, &[("Retry-After", seconds)], "")]).unwrap();
        let error = client(server.url(), QUICK).get(1).await.unwrap_err().to_string();
        let told = format!("try again in {seconds} seconds, which is taken for a hundred years");
        assert!(error.contains(&told) && !error.contains("is not a time"), "{error}");
    }
}

#[tokio::test]
async fn outage_ends_repetitions_for_all_calls_of_a_client() {
    let server = Server::replying(|_| response(503, &[], "")).unwrap();
    let client = client(server.url(), QUICK);
    for _ in 0..50 {
        client.get(1).await.unwrap_err();
    }
    assert_eq!(server.received().len(), 60);
    let error = client.get(1).await.unwrap_err();
    assert_eq!(error.attempts().unwrap().stopped, StopReason::Budget);
}

/// Creates over real connections, of which every other one breaks: before the request, behind it, or inside the answer.
#[tokio::test]
async fn create_over_breaking_connections_is_never_carried_out_twice() {
    const CALLS: usize = 300;
    let cut = || Act::Answer("HTTP/1.1 201 Created\r\nContent-Length: 9\r\n\r\n{".to_owned());
    let script = (0..CALLS).map(|index| match index * 7 % 12 {
        0 | 5 => Act::Deaf,
        1 | 6 => Act::Mute,
        2 => cut(),
        3 => Act::Answer(response(503, &[("Retry-After", "0")], "")),
        _ => good(),
    });
    let server = Server::acting(script).unwrap();
    let client = client(server.url(), QUICK.attempts(10));
    let mut unknown = 0;
    for id in 0..CALLS {
        match client.create(&thing(i64::try_from(id).unwrap(), "a")).await {
            Ok(_) => {}
            Err(error) => {
                assert!(error.is_outcome_unknown(), "{error}");
                unknown += 1;
            }
        }
    }
    let mut bodies: Vec<String> = server.seen().iter().map(|seen| seen.rsplit("\r\n\r\n").next().unwrap_or_default().to_owned()).collect();
    bodies.sort_unstable();
    let count = bodies.len();
    bodies.dedup();
    assert_eq!(bodies.len(), count, "a create was seen twice");
    assert_eq!(unknown, CALLS / 2);
}

/// The end of a request in a storm: an answer or a failure, and whether the server has carried the request out.
fn weather(chance: u64) -> (Answer, bool) {
    match chance % 20 {
        0..=9 => (Answer::status(201).header("X-RestLi-Id", "1"), true),
        10..=13 => (Answer::not_delivered(), false),
        14 | 15 => (Answer::lost(), true),
        16 => (Answer::silence(), true),
        17 => (Answer::status(503).header("Retry-After", "1"), true),
        18 => (Answer::status(429), true),
        _ => (Answer::status(502), true),
    }
}

/// Connections break before, in and behind the creates of ten tasks, and some callers do not wait for the end.
#[tokio::test(start_paused = true)]
async fn ten_thousand_creates_in_a_storm_are_never_carried_out_twice() {
    const CALLS: i64 = 10_000;
    let (script, mut chance) = (Script::new(), 1_u64);
    let mut carried_out = Vec::new();
    for _ in 0..CALLS * 2 {
        // The generator of Knuth's MMIX: the same storm in every run.
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let (answer, is_carried_out) = weather(chance >> 33);
        script.on(&CREATE).answer(answer);
        carried_out.push(is_carried_out);
    }
    let client = Client::builder().token(TOKEN).script(&script).retry(Retry::standard().attempts(10)).build().unwrap();
    let tasks = (0..10).map(|task| {
        let client = client.clone();
        async move {
            for id in (task..CALLS).step_by(10) {
                let patience = Duration::from_millis(if id % 7 == 0 { 300 } else { 600_000 });
                if let Ok(Err(error)) = tokio::time::timeout(patience, client.create(&thing(id, "a")).send()).await {
                    assert!(error.look_with() == Some("shop.things.find_by_owner") || !error.is_outcome_unknown(), "{error}");
                }
            }
        }
    });
    futures_util::future::join_all(tasks).await;
    let mut times: BTreeMap<i64, [u32; 2]> = BTreeMap::new();
    for (called, is_carried_out) in script.calls().iter().zip(carried_out) {
        let [sent, done] = times.entry(called.body["id"].as_i64().unwrap()).or_default();
        (*sent, *done) = (*sent + 1, *done + u32::from(is_carried_out));
    }
    assert_eq!(times.len(), 10_000);
    assert!(times.values().all(|[_, done]| *done <= 1), "a create was carried out twice");
    let again = times.values().filter(|[sent, _]| *sent > 1).count();
    assert!(again > 300, "only {again} creates were sent again");
}

#[tokio::test]
async fn errors_answer_the_questions_of_programs() {
    let refused = |status: u16, headers: &[(&str, &str)]| Act::Answer(response(status, headers, ""));
    let date = [("Date", "Mon, 30 Nov 2026 00:00:00 GMT"), ("Retry-After", "Mon, 30 Nov 2026 00:01:30 GMT")];
    let quota = [("X-Left", "0"), ("X-Reset", "60")];
    let script = [
        refused(401, &[]),
        refused(403, &[]),
        refused(429, &[("Retry-After", "7")]),
        refused(503, &date),
        refused(429, &quota),
        refused(503, &[]),
    ];
    let server = Server::acting(script).unwrap();
    let client = client(server.url(), Retry::never());
    let mut told = Vec::new();
    for _ in 0..6 {
        let error = client.get(1).await.unwrap_err();
        let wait = error.retry_after().map(|wait| wait.as_secs());
        told.push((error.is_unauthorized(), error.is_permission(), error.is_rate_limited(), wait));
    }
    let expected = [
        (true, false, false, None),
        (false, true, false, None),
        (false, false, true, Some(7)),
        (false, false, false, Some(90)),
        (false, false, true, Some(60)),
        (false, false, false, None),
    ];
    assert_eq!(told, expected);
    let local = Client::builder().token(TOKEN).granted(["w_things"]).build().unwrap();
    assert!(local.get(1).await.unwrap_err().is_permission());
}

#[tokio::test]
async fn summary_is_one_line_with_operation_code_and_remedy() {
    let long = format!(r#"{{"code":"{}"}}"#, "X".repeat(200));
    let script = [
        Act::Answer(json(403, r#"{"code":"NO_SUCH_SHOP"}"#)),
        Act::Answer(json(400, &long)),
        Act::Answer(response(502, &[], "")),
        Act::Mute,
    ];
    let server = Server::acting(script).unwrap();
    let client = client(server.url(), Retry::never());
    let told = async || client.create(&thing(1, "a")).await.unwrap_err().summary();
    assert_eq!(told().await, "shop.things.create: 403 NO_SUCH_SHOP; wait until it opens");
    let cut = told().await;
    assert!(cut.chars().count() == 120 && cut.starts_with("shop.things.create: 400 XXX") && cut.ends_with("X…"), "{cut}");
    let look = "look with `shop.things.find_by_owner` before you send it again";
    assert_eq!(told().await, format!("shop.things.create: 502 Bad Gateway; {look}: it may have been…"));
    assert_eq!(told().await, format!("shop.things.create: no whole answer came; {look}: it may have…"));
}
