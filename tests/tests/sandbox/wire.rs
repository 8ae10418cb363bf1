//! Faults of connections, byte by byte.

use std::io::Read as _;
use std::time::Duration;

use crate::raw::{End, Seen, post, send, send_bytes};
use crate::sandbox;

/// The answer to a call that meets a fault, beside that of the same call without one.
async fn seen(fault: &str) -> (Seen, Seen) {
    let sandbox = sandbox(&[]).await;
    let whole = send(&sandbox, "GET /v2/userinfo", &[], "").await;
    assert!(whole.length().is_some_and(|length| length > 20 && length == whole.body().len()), "{whole:?}");
    let met = send(&sandbox, "GET /v2/userinfo", &[&format!("x-sandbox-fault: {fault}")], "").await;
    let exchanges = sandbox.exchanges();
    let name = fault.split(';').next().map(|name| name.replace('-', "_"));
    assert_eq!(exchanges.iter().map(|exchange| exchange.fault.clone()).collect::<Vec<_>>(), [None, name]);
    assert_eq!(exchanges[1].status.as_u16(), met.status().unwrap_or(444), "the status in the log");
    (whole, met)
}

#[tokio::test]
async fn reset_of_a_connection_is_seen_before_the_answer() {
    let (_, met) = seen("reset").await;
    assert_eq!((met.bytes.len(), met.end), (0, End::Reset));
}

#[tokio::test]
async fn reset_in_the_headers_follows_half_of_them() {
    let (_, met) = seen("reset_in_headers").await;
    assert!(met.bytes.starts_with(b"HTTP/1.1 200 OK\r\n") && met.parts().is_none(), "{met:?}");
    assert_eq!(met.end, End::Reset);
}

#[tokio::test]
async fn reset_in_the_body_follows_half_of_it() {
    let (whole, met) = seen("reset-in-body").await;
    let length = whole.body().len();
    assert_eq!((met.status(), met.length(), met.body(), met.end), (Some(200), Some(length), &whole.body()[..length / 2], End::Reset));
}

#[tokio::test]
async fn headers_that_are_cut_end_the_connection() {
    let (_, met) = seen("cut_headers").await;
    assert!(met.bytes.starts_with(b"HTTP/1.1 200 OK\r\n") && met.parts().is_none(), "{met:?}");
    assert_eq!(met.end, End::Closed);
}

#[tokio::test]
async fn body_that_is_cut_lacks_bytes_of_its_length() {
    let (whole, met) = seen("cut_body").await;
    let length = whole.body().len();
    assert_eq!((met.length(), met.body(), met.end), (Some(length), &whole.body()[..length / 2], End::Closed));
}

#[tokio::test]
async fn wrong_length_is_half_of_the_body() {
    let (whole, met) = seen("wrong_length").await;
    assert_eq!((met.length(), met.body(), met.end), (Some(whole.body().len() / 2), whole.body(), End::Closed));
}

#[tokio::test]
async fn slow_body_comes_whole_in_its_time() {
    let (whole, met) = seen("slow_body;ms=600").await;
    assert_eq!((met.body(), met.end), (whole.body(), End::Closed));
    assert!(met.took >= Duration::from_millis(600), "{met:?}");
}

#[tokio::test]
async fn stall_leaves_a_connection_open_and_silent() {
    let (_, met) = seen("stall").await;
    assert_eq!((met.bytes.len(), met.end), (0, End::Silent));
    let (_, met) = seen("stall;ms=100").await;
    assert_eq!((met.bytes.len(), met.end), (0, End::Closed));
}

#[tokio::test]
async fn stall_in_the_body_follows_half_of_it() {
    let (whole, met) = seen("stall_in_body").await;
    assert_eq!((met.body(), met.end), (&whole.body()[..whole.body().len() / 2], End::Silent));
}

#[tokio::test]
async fn garbage_is_no_http() {
    let (_, met) = seen("garbage").await;
    assert!(met.bytes.starts_with(b"SSH-2.0-") && met.end == End::Closed, "{met:?}");
}

#[tokio::test]
async fn gzip_bomb_unpacks_to_a_thousand_times_its_size() {
    let (_, met) = seen("gzip_bomb;mib=16").await;
    assert_eq!((met.header("content-encoding").as_deref(), met.length()), (Some("gzip"), Some(met.body().len())));
    let mut unpacked = Vec::new();
    flate2::read::GzDecoder::new(met.body()).read_to_end(&mut unpacked).expect("a gzip file");
    assert!(unpacked.len() == 16 << 20 && met.body().len() < 32 << 10, "{} in {}", unpacked.len(), met.body().len());
}

#[tokio::test]
async fn close_before_reading_ends_a_request_that_is_not_yet_sent() {
    let sandbox = sandbox(&["content.posts.create=close_before_reading;times=1"]).await;
    // The body never comes: who waits for it waits for ever.
    let met = send_bytes(&sandbox, b"POST /rest/posts HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1000\r\n\r\n{").await;
    assert_eq!((met.bytes.len(), matches!(met.end, End::Closed | End::Reset)), (0, true), "{met:?}");
    let exchange = &sandbox.exchanges()[0];
    let told = (exchange.operation.as_deref(), exchange.fault.as_deref(), exchange.status.as_u16());
    assert_eq!(told, (Some("content.posts.create"), Some("close_before_reading"), 444));
    assert_eq!(post(&sandbox, &[]).await.status(), Some(201), "the rule has had its one time");
}

#[tokio::test]
async fn call_whose_answer_is_lost_has_its_effect_unless_the_fault_says_no() {
    for (fault, posts) in [("reset", 1), ("reset;effect=no", 0), ("http_502", 0), ("http_502;effect=yes", 1), ("duplicate", 0)] {
        let sandbox = sandbox(&[]).await;
        let met = post(&sandbox, &[&format!("x-sandbox-fault: {fault}")]).await;
        assert_ne!(met.status(), Some(201), "{fault}");
        let found = send(&sandbox, "GET /rest/posts?q=author&author=urn%3Ali%3Aorganization%3A5", &[], "").await.json();
        assert_eq!(found["elements"].as_array().map(Vec::len), Some(posts), "{fault}: {found}");
    }
}

#[tokio::test]
async fn connection_that_is_stalled_ends_with_the_sandbox() {
    let sandbox = sandbox(&["*=stall"]).await;
    let place = sandbox.base_url().trim_start_matches("http://").to_owned();
    let mut stream = std::net::TcpStream::connect(place).expect("a connection");
    std::io::Write::write_all(&mut stream, b"GET /v2/userinfo HTTP/1.1\r\nhost: localhost\r\n\r\n").expect("a request");
    while sandbox.exchanges().is_empty() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    drop(sandbox);
    let end = tokio::task::spawn_blocking(move || stream.read(&mut [0; 9]));
    assert_eq!(tokio::time::timeout(Duration::from_secs(5), end).await.expect("an end").expect("a thread").ok(), Some(0));
}
