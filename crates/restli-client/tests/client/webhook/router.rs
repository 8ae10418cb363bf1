//! The router of a webhook, over a connection.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use restli_client::http::{HeaderMap, StatusCode};
use restli_client::webhook::router;
use tokio::net::TcpListener;

use super::{Event, JOINED, UUID, json, receiver, signature, signed};

/// Serves a router; returns the address of the webhook.
async fn serve(app: axum::Router) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, app).await });
    format!("http://{address}/hook")
}

fn client() -> reqwest::Client {
    reqwest::Client::builder().no_proxy().build().unwrap()
}

async fn post(address: &str, headers: HeaderMap, body: impl Into<reqwest::Body>) -> StatusCode {
    client().post(address).headers(headers).body(body).send().await.unwrap().status()
}

#[tokio::test]
async fn router_answers_validations() {
    let address = serve(router("/hook", receiver("one"), |_: Event| async { Ok::<_, String>(()) })).await;
    let get = |query: String| client().get(format!("{address}{query}")).send();
    let answer = get(format!("?challenge={UUID}")).await.unwrap();
    assert_eq!((answer.status(), &answer.headers()["content-type"]), (StatusCode::OK, &"application/json".parse().unwrap()));
    let expected = serde_json::json!({"challenge": UUID, "response": signature("one", UUID)});
    assert_eq!(json(&answer.text().await.unwrap()), expected);
    assert_eq!(get(String::new()).await.unwrap().status(), StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn router_gives_an_event_to_the_handler_once() {
    let (events, mut received) = tokio::sync::mpsc::unbounded_channel();
    let app = router("/hook", receiver("one"), move |event: Event| {
        let sent = events.send(event).map_err(|error| error.to_string());
        async move { sent }
    });
    let address = serve(app).await;
    assert_eq!(post(&address, HeaderMap::new(), JOINED).await, StatusCode::UNAUTHORIZED);
    for _ in 0..2 {
        assert_eq!(post(&address, signed("one", JOINED), JOINED).await, StatusCode::OK);
    }
    assert_eq!(received.recv().await, Some(Event::Joined(json(JOINED))));
    assert!(received.try_recv().is_err());
    assert_eq!(client().put(&address).send().await.unwrap().status(), StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn event_whose_handler_fails_or_panics_is_answered_with_a_failure_and_taken_again() {
    static CALLS: AtomicUsize = AtomicUsize::new(0);
    let app = router("/hook", receiver("one"), |_: Event| async {
        match CALLS.fetch_add(1, Ordering::SeqCst) {
            0 => Err("the queue is full"),
            1 => panic!("of the handler"),
            _ => Ok(()),
        }
    });
    let address = serve(app).await;
    assert_eq!(post(&address, signed("one", JOINED), JOINED).await, StatusCode::INTERNAL_SERVER_ERROR);
    // The event is given back soon after the answer. The connection of a handler that panics is closed.
    let mut answers = Vec::new();
    while answers.last() != Some(&Some(StatusCode::OK)) && answers.len() < 500 {
        tokio::time::sleep(Duration::from_millis(10)).await;
        let answer = client().post(&address).headers(signed("one", JOINED)).body(JOINED).send().await;
        answers.push(answer.ok().map(|answer| answer.status()));
    }
    answers.retain(|answer| *answer != Some(StatusCode::SERVICE_UNAVAILABLE));
    assert_eq!(answers, [None, Some(StatusCode::OK)]);
    assert_eq!(CALLS.load(Ordering::SeqCst), 3);
}

#[tokio::test]
async fn router_reads_no_body_beyond_the_limit() {
    let app = router("/hook", receiver("one"), |_: Event| async { Ok::<_, String>(()) });
    let address = serve(app.layer(axum::extract::DefaultBodyLimit::max(JOINED.len()))).await;
    assert_eq!(post(&address, signed("one", JOINED), JOINED).await, StatusCode::OK);
    let longer = format!("{JOINED} ");
    assert_eq!(post(&address, signed("one", &longer), longer).await, StatusCode::PAYLOAD_TOO_LARGE);
}
