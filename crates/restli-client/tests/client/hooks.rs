//! Hooks around requests.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use restli_client::hooks::{Observed, Outcome};
use restli_client::{Cache, Retry, TokenSource};
use restli_testing::{Act, Server, json, response};

use crate::tables::{Client, TOKEN};
use crate::tokens::{app, old};

/// Lines of the hooks, one for each request.
type Log = Arc<Mutex<Vec<String>>>;

fn line(seen: &Observed<'_>) -> String {
    let name = seen.call.operation.map_or("upload", |operation| operation.id);
    format!("{name} {} {}", seen.attempt, seen.outcome)
}

fn told(log: &Log) -> Vec<String> {
    std::mem::take(&mut *log.lock().unwrap())
}

#[tokio::test]
async fn hook_before_sets_headers_of_every_attempt_and_sees_no_token() {
    let server = Server::answering(vec![response(503, &[], ""), json(200, r#"{"id":1}"#), json(200, r#"{"id":1}"#)]).unwrap();
    let seen = Log::default();
    let log = Arc::clone(&seen);
    let client = Client::builder()
        .token(TOKEN)
        .base_url(server.url())
        .header("X-Request", "of the client")
        .before(|sending| sending.header("X-Request", &format!("{}-{}", sending.call.path, sending.attempt)))
        .before(move |sending| log.lock().unwrap().push(format!("{sending:?}")))
        .build()
        .unwrap();
    client.get(1).await.unwrap();
    let requests = server.seen();
    for (request, number) in requests.iter().zip(1..) {
        assert!(request.contains(&format!("\r\nx-request: /rest/things/1-{number}\r\n")), "{request}");
        assert!(request.contains(&format!("\r\nauthorization: Bearer {TOKEN}\r\n")), "{request}");
    }
    let seen = told(&seen);
    assert_eq!(seen.len(), 2);
    assert!(seen[1].contains("/rest/things/1-2") && !seen[1].contains(TOKEN), "a hook sees what those before it have set: {}", seen[1]);
}

#[tokio::test]
async fn authentication_of_a_hook_stands_in_place_of_the_token() {
    let server = Server::answering(vec![json(200, r#"{"id":1}"#)]).unwrap();
    let sign = |url: &str, body: &[u8]| format!("HMAC {}", url.len() + body.len());
    let client = Client::builder()
        .base_url(server.url())
        .before(move |sending| {
            if sending.trusted {
                sending.header("Authorization", &sign(sending.url, sending.body.unwrap_or_default()));
            }
        })
        .build()
        .unwrap();
    client.get(1).await.unwrap();
    let length = server.url().len() + "/rest/things/1".len();
    assert!(server.seen()[0].contains(&format!("\r\nauthorization: HMAC {length}\r\n")), "{}", server.seen()[0]);
}

#[tokio::test]
async fn authentication_of_a_hook_renews_no_token() {
    for cache in [None, Some(Cache::of_age(Duration::from_secs(60)))] {
        let server = Server::answering([json(401, r#"{"code":"TOKEN_EXPIRED","status":401}"#)]).unwrap();
        let builder = Client::builder()
            .token_source(TokenSource::refreshing(app(&server), &old(-1)))
            .base_url(server.url())
            .before(|sending| sending.header("Authorization", "Signature x"));
        let client = cache.into_iter().fold(builder, restli_client::Builder::cache).build().unwrap();
        assert_eq!(client.get(1).await.unwrap_err().status().unwrap().as_u16(), 401);
        assert_eq!(server.targets(), ["GET /rest/things/1"]);
        assert!(server.seen()[0].contains("\r\nauthorization: Signature x\r\n"), "{}", server.seen()[0]);
    }
}

#[tokio::test]
async fn answers_that_hooks_have_authorized_are_not_kept() {
    let count = |token: bool, authorizes: bool| async move {
        let server = Server::answering([json(200, r#"{"id":1}"#), json(200, r#"{"id":1}"#)]).unwrap();
        let builder = Client::builder().base_url(server.url()).cache(Cache::of_age(Duration::from_secs(60)));
        let builder = if token { builder.token(TOKEN) } else { builder };
        let client = builder.before(move |sending| sending.header(if authorizes { "Authorization" } else { "X-Id" }, "1")).build().unwrap();
        for _ in 0..2 {
            client.get(1).await.unwrap();
        }
        server.received().len()
    };
    assert_eq!([count(true, false).await, count(true, true).await, count(false, true).await], [1, 2, 2]);
}

#[tokio::test]
async fn hook_does_not_see_the_token_that_a_caller_sets() {
    let server = Server::answering([json(200, r#"{"id":1}"#)]).unwrap();
    let client = Client::builder()
        .base_url(server.url())
        .before(|sending| {
            let seen = sending.headers.contains_key("authorization");
            sending.header("X-Seen", &seen.to_string());
        })
        .build()
        .unwrap();
    client.get(1).header("Authorization", "Bearer own").await.unwrap();
    let request = &server.seen()[0];
    assert!(request.contains("\r\nauthorization: Bearer own\r\n") && request.contains("\r\nx-seen: false\r\n"), "{request}");
}

#[tokio::test]
async fn header_of_a_hook_that_cannot_be_sent_is_an_error_of_the_call() {
    let client =
        Client::builder().token(TOKEN).base_url("http://127.0.0.1:9").before(|sending| sending.header("Host", "x")).build().unwrap();
    let error = client.get(1).await.unwrap_err().to_string();
    assert_eq!(error, "Builder::before: `host` follows from the address; set the address with `Builder::base_url`");
}

#[tokio::test]
async fn hook_after_is_told_the_end_of_every_request() {
    let acts = [
        Act::Answer(response(503, &[], "")),
        Act::Answer(json(200, r#"{"id":1}"#)),
        Act::Answer(json(404, "{}")),
        Act::Answer(json(200, r#"{"id":"x"}"#)),
        Act::Answer(response(201, &[], "")),
        Act::Mute,
    ];
    let server = Server::acting(acts).unwrap();
    let seen = Log::default();
    let log = Arc::clone(&seen);
    let client = Client::builder()
        .token(TOKEN)
        .base_url(server.url())
        .after(move |seen| {
            assert!(seen.duration > Duration::ZERO);
            log.lock().unwrap().push(line(seen));
        })
        .build()
        .unwrap();
    client.get(1).await.unwrap();
    assert_eq!(told(&seen), ["shop.things.get 1 503", "shop.things.get 2 200"]);
    client.get(1).await.unwrap_err();
    assert_eq!(told(&seen), ["shop.things.get 1 404"]);
    client.get(1).await.unwrap_err();
    assert_eq!(told(&seen), ["shop.things.get 1 200"], "what follows the request, such as decoding, is no part of it");
    client.runtime().upload(server.url(), "x").await.unwrap();
    assert_eq!(told(&seen), ["upload 1 201"]);
    client.get(1).retry(Retry::never()).await.unwrap_err();
    assert_eq!(told(&seen), ["shop.things.get 1 no whole answer came"]);
}

#[tokio::test]
async fn request_that_nobody_waits_for_is_told_as_abandoned() {
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", silent.local_addr().unwrap());
    let seen = Log::default();
    let log = Arc::clone(&seen);
    let client = Client::builder()
        .token(TOKEN)
        .base_url(&url)
        .timeout(Duration::from_millis(50))
        .retry(Retry::never())
        .after(move |seen| {
            assert!(matches!(seen.outcome, Outcome::Abandoned) && seen.outcome.status().is_none());
            log.lock().unwrap().push(line(seen));
        })
        .build()
        .unwrap();
    client.get(1).await.unwrap_err();
    let dropped = tokio::time::timeout(Duration::from_millis(10), client.get(2).send());
    assert!(dropped.await.is_err());
    assert_eq!(told(&seen), ["shop.things.get 1 abandoned", "shop.things.get 1 abandoned"]);
}
