//! Answers teach the counters: by the headers of a quota, and by a 429 that says that one is used up.

use super::*;

#[tokio::test]
async fn headers_of_the_server_raise_the_count() {
    let server = Server::answering([response(200, &[("Content-Type", "application/json"), ("X-Left", "1")], r#"{"id":1}"#)]).unwrap();
    let client = client(server.url(), Quotas::refuse());
    client.get(1).await.unwrap();
    assert_eq!(used(&client, "daily").await, 49);
}

#[tokio::test]
async fn error_about_something_else_asks_for_no_wait_although_its_headers_teach() {
    let server = Server::answering([response(404, &[("X-Left", "1")], "")]).unwrap();
    let client = client(server.url(), Quotas::refuse());
    assert_eq!(client.get(1).await.unwrap_err().retry_after(), None);
    assert_eq!(used(&client, "daily").await, 49);
}

#[tokio::test]
async fn quota_that_the_server_calls_used_up_is_not_asked_for_again() {
    let server = Server::answering([json(429, r#"{"code":"DAY_FULL"}"#)]).unwrap();
    let client = client(server.url(), Quotas::refuse());
    let error = client.get(1).await.unwrap_err();
    // The server does not say until when; the schema does.
    assert_eq!((error.status().unwrap().as_u16(), error.retry_after()), (429, Some(Duration::from_secs(12 * 3600))));
    let error = client.get(1).await.unwrap_err();
    assert!(matches!(error, Error::Quota(_)), "{error}");
    assert_eq!((server.received().len(), used(&client, "daily").await), (1, 50));
}

#[tokio::test]
async fn quota_starts_anew_when_the_server_says() {
    let server = Server::answering([response(429, &[("X-Left", "0"), ("X-Reset", "60")], "")]).unwrap();
    let client = client(server.url(), Quotas::refuse());
    assert_eq!(client.get(1).await.unwrap_err().retry_after(), Some(Duration::from_secs(60)));
    let Err(Error::Quota(spent)) = client.get(1).await else { panic!("not refused") };
    assert_eq!(spent.starts_anew.to_string(), "2026-11-30T12:01:00.000Z");
    // The day of the client goes on, and with it its count.
    assert_eq!(used(&client, "daily").await, 1);
}

#[tokio::test]
async fn short_throttle_is_no_used_up_quota() {
    for answer in [response(429, &[], ""), response(429, &[("Retry-After", "1")], ""), json(429, r#"{"code":"SHELF_FULL"}"#)] {
        let server = Server::answering([answer, json(200, r#"{"id":1}"#)]).unwrap();
        let client = client(server.url(), Quotas::refuse());
        assert!(client.get(1).await.unwrap_err().is_rate_limited());
        client.get(1).await.unwrap();
        assert_eq!(used(&client, "daily").await, 2);
    }
}

#[tokio::test]
async fn answer_whose_lesson_cannot_be_kept_is_given_all_the_same() {
    #[derive(Debug)]
    struct Forgetful(MemoryCounters);

    impl CounterStore for Forgetful {
        fn take<'a>(&'a self, counters: &'a [Counter], now: Time) -> StoreFuture<'a, Taken> {
            self.0.take(counters, now)
        }

        fn give_back<'a>(&'a self, counters: &'a [Counter], taken: &'a [Count]) -> StoreFuture<'a, ()> {
            self.0.give_back(counters, taken)
        }

        fn raise<'a>(&'a self, _: &'a Counter, _: Count, _: Time) -> StoreFuture<'a, ()> {
            Box::pin(async { Err("the store is read only".into()) })
        }

        fn peek<'a>(&'a self, key: &'a str, now: Time) -> StoreFuture<'a, Option<Count>> {
            self.0.peek(key, now)
        }
    }

    let told = response(200, &[("Content-Type", "application/json"), ("X-Left", "0")], r#"{"id":1}"#);
    let server = Server::answering([told.clone(), told]).unwrap();
    let client = client(server.url(), Quotas::refuse().store(Forgetful(MemoryCounters::new())));
    client.get(1).await.unwrap();
    client.get(1).await.unwrap();
}
