//! Answers that are cut at any byte, that grow when they are unpacked, and calls that are given up at any moment.

use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use restli_client::testing::{Answer, Script};
use restli_client::{
    BatchStatus, Cache, Error, ExposeSecret as _, MemoryCounters, MemoryStore, Quotas, Retry, TokenSource, TokenStore as _, TransportKind,
};
use restli_testing::{Act, Server, json, response};

use crate::tables::{BATCH_CREATE, BATCH_PATCH, BATCH_UPDATE, Client, FIND, rename, thing};
use crate::tokens::{app, issued, old, save};

const BODY: &str = r#"{"id":1,"name":"whole"}"#;

/// The same answer with its length, and in chunks.
fn whole(status: u16) -> [String; 2] {
    let (first, second) = BODY.split_at(9);
    let chunk = |text: &str| format!("{:x}\r\n{text}\r\n", text.len());
    let head = format!("HTTP/1.1 {status} Fine\r\nContent-Type: application/json\r\nX-RestLi-Id: 1\r\n");
    let chunked = format!("{head}Transfer-Encoding: chunked\r\n\r\n{}{}{}", chunk(first), chunk(second), chunk(""));
    [format!("{head}Content-Length: {}\r\n\r\n{BODY}", BODY.len()), chunked]
}

#[tokio::test]
async fn answer_that_is_cut_after_any_byte_is_no_success_and_a_create_is_told_as_unknown() {
    for (read, created) in whole(200).into_iter().zip(whole(201)) {
        let cuts = |answer: &str| (0..=answer.len()).map(|end| Act::Answer(answer[..end].to_owned())).collect::<Vec<_>>();
        let (reads, creates) = (Server::acting(cuts(&read)).unwrap(), Server::acting(cuts(&created)).unwrap());
        let (reading, creating) = (Client::at(reads.url()), Client::at(creates.url()));
        for end in 0..read.len() {
            let error = reading.get(1).await.unwrap_err();
            assert!(matches!(&error, Error::Transport(broken) if broken.kind == TransportKind::Broken), "{end} bytes: {error}");
        }
        assert_eq!(reading.get(1).await.unwrap().name.as_deref(), Some("whole"));
        for end in 0..created.len() {
            let error = creating.create(&thing(1, "a")).await.unwrap_err();
            assert!(error.is_outcome_unknown(), "{end} bytes: {error}");
        }
        assert_eq!(creating.create(&thing(1, "a")).await.unwrap().id.as_deref(), Some("1"));
    }
}

#[tokio::test]
async fn batch_that_lacks_outcomes_is_told_as_unknown_unless_it_may_be_sent_again() {
    let script = Script::new();
    let client = Client::builder().token("a-token").script(&script).build().unwrap();
    let answer = |operation, body: &str| drop(script.on(operation).answer(Answer::status(200).json(body)));
    answer(&BATCH_CREATE, r#"{"elements":[{"status":201,"id":"1"}]}"#);
    let error = client.batch_create(&[thing(1, "a"), thing(2, "b")]).await.unwrap_err();
    let told = "look with `shop.things.find_by_owner` which of them were carried out before you send any again";
    assert_eq!((error.is_outcome_unknown(), error.look_with()), (true, Some("shop.things.find_by_owner")), "{error}");
    assert_eq!(error.remedy().as_deref(), Some(told));

    answer(&BATCH_PATCH, r#"{"results":{"1":{"status":204}}}"#);
    let error = client.batch_patch([(1, rename("a")), (2, rename("b"))]).await.unwrap_err();
    assert_eq!((error.is_outcome_unknown(), error.look_with()), (true, None), "{error}");
    let Error::Incomplete(incomplete) = error else { panic!("{error}") };
    assert!(incomplete.lost().problems()[0].to_string().ends_with(": 2"), "{incomplete}");
    assert_eq!(incomplete.partial::<BatchStatus<i64>>().unwrap().get(&1).unwrap().unwrap(), 204);

    answer(&BATCH_UPDATE, "{}");
    let error = client.batch_update([("1".to_owned(), thing(1, "a"))]).await.unwrap_err();
    assert!(matches!(error, Error::Incomplete(_)) && !error.is_outcome_unknown(), "{error}");
    answer(&FIND, r#"{"elements":[{"id":1},"x"]}"#);
    let error = client.find("a").await.unwrap_err();
    assert!(matches!(error, Error::Incomplete(_)) && !error.is_outcome_unknown(), "{error}");
}

/// The output of a future that is polled so often at most, and then dropped.
async fn polled<F: Future>(future: F, polls: usize) -> Option<F::Output> {
    let (mut future, mut left) = (pin!(future), polls);
    std::future::poll_fn(|context| {
        if left == 0 {
            return Poll::Ready(None);
        }
        left -= 1;
        future.as_mut().poll(context).map(Some)
    })
    .await
}

/// Calls through every station: an expired token in a store, a cache, a budget, a first answer that asks for another attempt.
#[tokio::test]
async fn call_that_is_dropped_at_any_moment_leaves_nothing_locked_and_nothing_uncounted() {
    for polls in 0.. {
        let mut is_busy = true;
        let server = Server::replying(move |request| match request.starts_with(b"POST /oauth") {
            true => issued("NEW-access", "NEW-refresh", 86_400),
            false if std::mem::take(&mut is_busy) => response(503, &[("Retry-After", "0")], ""),
            false => json(200, BODY),
        })
        .unwrap();
        let store = MemoryStore::new();
        save(&store, "member", &old(-1)).await;
        let source = TokenSource::stored(app(&server), store.clone(), "member");
        let retry = Retry::standard().pauses(Duration::from_millis(1), Duration::from_millis(1));
        let builder = Client::builder().token_source(source).base_url(server.url()).retry(retry);
        let builder = builder.cache(Cache::of_age(Duration::from_secs(60))).quotas(Quotas::refuse().store(MemoryCounters::new()));
        let client = builder.build().unwrap();

        let is_done = polled(client.get(1).send(), polls).await.is_some();
        let next = tokio::time::timeout(Duration::from_secs(20), client.get(1).send()).await;
        assert_eq!(next.expect("nothing is locked").unwrap().name.as_deref(), Some("whole"), "dropped after {polls} polls");

        let (targets, budget) = (server.targets(), client.runtime().budget().await.unwrap());
        let renewals = targets.iter().filter(|target| target.starts_with("POST /oauth")).count();
        let (seen, counted) = (targets.len() - renewals, usize::try_from(budget[0].used).unwrap());
        assert_eq!((budget[0].quota.name, renewals), ("daily", 1), "{targets:?}");
        // The server may not have read a request that was given up while it was sent.
        assert!(counted == seen || (!is_done && counted == seen + 1), "{polls} polls: {counted} counted, {targets:?}");
        assert_eq!(store.load("member").await.unwrap().unwrap().token().access_token().expose_secret(), "NEW-access");
        if is_done {
            assert!(polls > 3, "the call has waited now and then");
            break;
        }
    }
}

/// The memory of a client that is sent a gigabyte of zeros in a megabyte.
#[cfg(all(feature = "gzip", target_os = "linux"))]
mod bombs {
    use super::*;
    use crate::homes::start;

    /// The beginning of a gzip stream whose code of one bit repeats the byte before it 258 times: what follows are such bits.
    const BEGINNING: &[u8] = b"\x1f\x8b\x08\0\0\0\0\0\x02\x03\xec\xc1\x81\0\0\0\0\x80 \xa5\xfd\xe9\x16\xa9\x0a";
    /// Bytes that follow, each of which is unpacked to about a thousand.
    const LENGTH: usize = 1 << 20;
    const LIMIT: usize = 8 << 20;

    fn bomb(status: u16) -> Vec<u8> {
        let length = BEGINNING.len() + LENGTH;
        let head =
            format!("HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: {length}\r\n\r\n");
        [head.as_bytes(), BEGINNING, &vec![0; LENGTH]].concat()
    }

    #[tokio::test]
    #[ignore = "the work of another process, which the test below starts"]
    async fn process_that_a_test_starts_reads_bombs() {
        let server = Server::sending(vec![bomb(200), bomb(500)]).unwrap();
        let builder = Client::builder().token("a-token").base_url(server.url()).retry(Retry::never());
        let client = builder.max_response_bytes(LIMIT).build().unwrap();
        let base = restli_testing::peak_memory().unwrap();
        let error = client.get(1).await.unwrap_err();
        assert!(matches!(&error, Error::Transport(error) if error.kind == TransportKind::TooLarge(LIMIT)), "{error}");
        let error = client.get(1).await.unwrap_err();
        assert_eq!(error.status().map(|status| status.as_u16()), Some(500), "{error}");
        println!("added {}", restli_testing::peak_memory().unwrap() - base);
    }

    #[test]
    fn answer_that_grows_when_it_is_unpacked_is_read_up_to_the_limit() {
        let output = start("faults::bombs::process_that_a_test_starts_reads_bombs", &[]).wait_with_output().unwrap();
        let text = String::from_utf8_lossy(&output.stdout);
        let added = text.split("added ").nth(1).and_then(|rest| rest.split_whitespace().next()?.parse::<u64>().ok());
        assert!(output.status.success() && added.is_some_and(|added| added < 6 * LIMIT as u64), "{text}");
    }
}
