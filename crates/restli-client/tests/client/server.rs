//! A server that answers with what it was told, and remembers what it was asked.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

/// A server on this machine; it answers one request per connection.
pub(crate) struct Server {
    pub(crate) url: String,
    seen: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Starts it with the answers to the first requests, in order.
    pub(crate) async fn start(answers: Vec<String>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let seen = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&seen);
        tokio::spawn(async move {
            for answer in answers {
                let (mut stream, _) = listener.accept().await.unwrap();
                let mut bytes = Vec::new();
                while !complete(&bytes) {
                    let mut buffer = [0; 4096];
                    let count = stream.read(&mut buffer).await.unwrap();
                    assert!(count > 0, "the client hung up");
                    bytes.extend_from_slice(&buffer[..count]);
                }
                log.lock().unwrap().push(String::from_utf8(bytes).unwrap());
                stream.write_all(answer.as_bytes()).await.unwrap();
                stream.shutdown().await.ok();
            }
        });
        Self { url, seen }
    }

    /// The requests so far: first line, headers and body.
    pub(crate) fn seen(&self) -> Vec<String> {
        self.seen.lock().unwrap().clone()
    }

    /// The first lines of the requests so far, without the version of HTTP.
    pub(crate) fn targets(&self) -> Vec<String> {
        self.seen().iter().map(|request| request.lines().next().unwrap().trim_end_matches(" HTTP/1.1").to_owned()).collect()
    }
}

fn complete(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head
        .lines()
        .find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length: ").map(|length| length.parse::<usize>().unwrap()));
    body.len() >= length.unwrap_or(0)
}

/// An answer with further headers, each a whole line.
pub(crate) fn answer(status: &str, headers: &[&str], body: &str) -> String {
    let length = format!("Content-Length: {}", body.len());
    let lines = [&[length.as_str(), "Connection: close"], headers].concat().join("\r\n");
    format!("HTTP/1.1 {status}\r\n{lines}\r\n\r\n{body}")
}

/// An answer of JSON.
pub(crate) fn json(status: &str, body: &str) -> String {
    answer(status, &["Content-Type: application/json"], body)
}
