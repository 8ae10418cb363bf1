//! Room in quotas belongs to requests that were sent, and neither stores nor token endpoints outlast the deadline of a call.

use restli_client::{Cache, TransportKind};

use super::*;
use crate::tables::thing;
use crate::tokens::{app, issued, old};

/// A store that counts, and learns nothing while anybody waits.
#[derive(Debug)]
pub(crate) struct Slow(pub(crate) MemoryCounters);

impl CounterStore for Slow {
    fn take<'a>(&'a self, counters: &'a [Counter], now: Time) -> StoreFuture<'a, Taken> {
        self.0.take(counters, now)
    }

    fn give_back<'a>(&'a self, _: &'a [Counter], _: &'a [Count]) -> StoreFuture<'a, ()> {
        Box::pin(std::future::pending())
    }

    fn raise<'a>(&'a self, _: &'a Counter, _: Count, _: Time) -> StoreFuture<'a, ()> {
        Box::pin(std::future::pending())
    }

    fn peek<'a>(&'a self, key: &'a str, now: Time) -> StoreFuture<'a, Option<Count>> {
        self.0.peek(key, now)
    }
}

/// A store that never answers.
#[derive(Debug)]
struct Silent;

impl CounterStore for Silent {
    fn take<'a>(&'a self, _: &'a [Counter], _: Time) -> StoreFuture<'a, Taken> {
        Box::pin(std::future::pending())
    }

    fn give_back<'a>(&'a self, _: &'a [Counter], _: &'a [Count]) -> StoreFuture<'a, ()> {
        Box::pin(std::future::pending())
    }

    fn raise<'a>(&'a self, _: &'a Counter, _: Count, _: Time) -> StoreFuture<'a, ()> {
        Box::pin(std::future::pending())
    }

    fn peek<'a>(&'a self, _: &'a str, _: Time) -> StoreFuture<'a, Option<Count>> {
        Box::pin(std::future::pending())
    }
}

fn kind(error: &Error) -> Option<TransportKind> {
    if let Error::Transport(error) = error { Some(error.kind) } else { None }
}

#[tokio::test]
async fn call_without_a_token_takes_no_room() {
    let server = Server::answering([json(400, r#"{"error":"invalid_grant"}"#)]).unwrap();
    let source = TokenSource::refreshing(app(&server), &old(-1));
    let refused = of_member(&client(server.url(), Quotas::refuse()), source);
    assert!(matches!(refused.get(1).await, Err(Error::Reauthorize(_))));
    assert_eq!(used(&refused, "daily").await, 0);

    let unsent = builder(server.url(), Quotas::refuse()).before(|sending| sending.header("Host", "x")).build().unwrap();
    unsent.get(1).await.unwrap_err();
    assert_eq!(used(&unsent, "daily").await, 0);
}

#[tokio::test]
async fn renewal_that_hangs_ends_at_the_deadline_and_gives_the_room_back() {
    for cache in [None, Some(Cache::of_age(Duration::from_secs(60)))] {
        let hang = || Act::Stall("HTTP/1.1 200 OK\r\n".to_owned(), Duration::from_secs(20));
        let server = Server::acting([hang(), hang()]).unwrap();
        let builder = builder(server.url(), Quotas::refuse()).timeout(Duration::from_millis(100));
        let shop = cache.into_iter().fold(builder, Builder::cache).build().unwrap();
        let member = of_member(&shop, TokenSource::refreshing(app(&server), &old(-1)));
        let started = Instant::now();
        let error = member.get(1).await.unwrap_err();
        assert_eq!((kind(&error), error.is_outcome_unknown()), (Some(TransportKind::NotBegun), false), "{error}");
        assert!(error.remedy().unwrap().contains("look at the token endpoint"), "{error}");
        let error = member.create(&thing(1, "a")).await.unwrap_err();
        assert_eq!((kind(&error), error.is_outcome_unknown()), (Some(TransportKind::NotBegun), false), "{error}");
        // A call that is dropped.
        assert!(tokio::time::timeout(Duration::from_millis(20), member.get(1).send()).await.is_err());
        tokio::time::sleep(Duration::from_millis(20)).await;
        assert!(started.elapsed() < Duration::from_secs(10));
        assert_eq!(used(&member, "daily").await, 0);
    }
}

#[tokio::test]
async fn store_that_never_answers_ends_the_call_at_its_deadline() {
    let server = generous();
    let client = builder(server.url(), Quotas::refuse().store(Silent)).timeout(Duration::from_millis(50)).build().unwrap();
    let error = client.get(1).await.unwrap_err();
    assert_eq!((kind(&error), server.received().len()), (Some(TransportKind::NotBegun), 0), "{error}");
    assert_eq!(error.remedy().as_deref(), Some("send it again; look at the store of the counters, or give it a later deadline"));
}

#[tokio::test]
async fn answer_does_not_wait_for_a_slow_store() {
    let told = response(200, &[("Content-Type", "application/json"), ("X-Left", "0")], r#"{"id":1}"#);
    let server = Server::answering([told]).unwrap();
    let slow = Quotas::refuse().store(Slow(MemoryCounters::new()));
    let client = builder(server.url(), slow).timeout(Duration::from_millis(500)).build().unwrap();
    let started = Instant::now();
    assert_eq!(client.get(1).await.unwrap().id, 1);
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
}

#[tokio::test]
async fn request_with_a_better_token_waits_for_room() {
    let thing = json(200, r#"{"id":1}"#);
    let refusal = json(401, r#"{"code":"TOKEN_EXPIRED","status":401}"#);
    let server = Server::answering([refusal, issued("NEW-access", "NEW-refresh", 5_184_000), thing]).unwrap();
    let source = TokenSource::refreshing(app(&server), &old(900));
    let quotas = Quotas::wait().limit(&BRISK, 1);
    let client = Client::builder().token_source(source).base_url(server.url()).quotas(quotas).build().unwrap();
    client.purge_all(1).await.unwrap();
    assert_eq!(server.targets().len(), 3);
}
