//! Requests that no rule of the API sees are told all the same.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use crate::reader::Reader;

/// Sends bytes, and returns the first line of the answer.
fn raw(reader: &Reader, bytes: &str) -> String {
    let mut stream = TcpStream::connect(reader.sandbox.base_url().trim_start_matches("http://")).unwrap();
    stream.write_all(bytes.as_bytes()).unwrap();
    stream.set_read_timeout(Some(std::time::Duration::from_millis(200))).unwrap();
    let mut answer = Vec::new();
    // The connection may stay open, or be reset behind its answer.
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).lines().next().unwrap_or_default().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn bytes_that_are_no_request_are_told() {
    let reader = Reader::open().await;
    let long = "a".repeat(70_000);
    for (bytes, status, rule) in [
        ("no request\r\n\r\n".to_owned(), 400, "http"),
        (format!("GET /{long} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"), 414, "http"),
        ("POST /a HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nno length\r\n".to_owned(), 400, "http"),
        ("POST /a HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\nX-HTTP-Method-Override: get\r\n\r\n".to_owned(), 400, "tunnel"),
    ] {
        let answer = raw(&reader, &bytes);
        assert!(answer.is_empty() || answer.starts_with(&format!("HTTP/1.1 {status} ")), "{answer}");
        // The connection ends before its end is told.
        for _ in 0..100 {
            if !reader.sandbox.exchanges().is_empty() {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        let told = reader.sandbox.exchanges().pop().unwrap_or_else(|| panic!("{answer}: {status} {rule}"));
        assert_eq!((told.status.as_u16(), told.refused_by), (status, Some(rule)), "{told:?}");
        reader.ask(reqwest::Method::DELETE, "/_sandbox/exchanges").send().await.unwrap();
    }
}
