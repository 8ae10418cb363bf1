//! What the tests of the whole share: a loopback HTTP server that keeps every byte it is sent.

use std::fmt::Write as _;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// The access token of the tests. What a server keeps shows it as `TOKEN`; nothing else is to show it at all.
pub const TOKEN: &str = "AQX-secret-token";

/// Bodies that are longer than this, or no text, are shown by their beginning.
const SHOWN: usize = 2000;

/// A server on the loopback interface that answers a list of prepared responses in order and keeps the requests.
#[derive(Debug)]
pub struct Server {
    url: String,
    requests: Arc<Mutex<Vec<Vec<u8>>>>,
}

impl Server {
    /// Starts a server that gives these answers, one per connection, then closes. In an answer, `{server}` stands for its address.
    ///
    /// # Errors
    /// If no loopback port can be had.
    pub async fn answering(answers: Vec<String>) -> std::io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}", listener.local_addr()?);
        let requests = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&requests);
        let own_url = url.clone();
        tokio::spawn(async move {
            for answer in answers {
                let Ok((mut stream, _)) = listener.accept().await else { return };
                let answer = answer.replace("{server}", &own_url);
                // Kept before the answer leaves: who has the answer finds the request here.
                let request = read(&mut stream).await;
                kept.lock().unwrap_or_else(PoisonError::into_inner).push(request);
                if stream.write_all(answer.as_bytes()).await.is_ok() {
                    let _ = stream.shutdown().await;
                }
            }
        });
        Ok(Self { url, requests })
    }

    /// The server's address, `http://127.0.0.1:PORT`.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The requests so far, as they came over the wire. What differs from run to run or from release to release is replaced: the
    /// port by `PORT`, our own version in `user-agent` by `VERSION`, and [`TOKEN`] by `TOKEN`. Line ends are `\n`; a body that is not text is escaped.
    #[must_use]
    pub fn requests(&self) -> Vec<String> {
        let port = self.url.rsplit(':').next().unwrap_or_default();
        let requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        let agent = concat!("restli-client/", env!("CARGO_PKG_VERSION"));
        let steady = |text: String| {
            text.replace(&format!("127.0.0.1:{port}"), "127.0.0.1:PORT").replace(agent, "restli-client/VERSION").replace(TOKEN, "TOKEN")
        };
        requests.iter().map(|request| steady(shown(request))).collect()
    }

    /// All requests under these titles, for a snapshot.
    ///
    /// # Errors
    /// If there are more or fewer requests than titles: the message tells both numbers.
    pub fn transcript(&self, titles: &[&str]) -> Result<String, String> {
        let requests = self.requests();
        if requests.len() != titles.len() {
            return Err(format!("{} requests, {} titles:\n{}", requests.len(), titles.len(), requests.join("\n")));
        }
        let mut out = String::new();
        for (title, request) in titles.iter().zip(requests) {
            let _ = writeln!(out, "=== {title}\n{}\n", request.trim_end());
        }
        Ok(out)
    }
}

/// Reads one request; what came so far if the connection ends early.
async fn read(stream: &mut TcpStream) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut buffer = [0; 8192];
    while !is_whole(&bytes) {
        match stream.read(&mut buffer).await {
            Ok(0) | Err(_) => break,
            Ok(count) => bytes.extend_from_slice(buffer.get(..count).unwrap_or_default()),
        }
    }
    bytes
}

/// Where the head ends and the body starts.
fn head_end(bytes: &[u8]) -> Option<usize> {
    bytes.windows(4).position(|four| four == b"\r\n\r\n").map(|at| at + 4)
}

/// Whether the head and as much body as it announces have arrived.
fn is_whole(bytes: &[u8]) -> bool {
    let Some(end) = head_end(bytes) else { return false };
    let head = String::from_utf8_lossy(bytes.get(..end).unwrap_or_default());
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>().ok()).flatten()
    });
    bytes.len() >= end + length.unwrap_or(0)
}

/// A request as people can read it.
fn shown(request: &[u8]) -> String {
    let (head, body) = request.split_at(head_end(request).unwrap_or(request.len()));
    let head = String::from_utf8_lossy(head).replace("\r\n", "\n");
    match std::str::from_utf8(body) {
        Ok(text) if text.len() <= SHOWN && !text.contains(|c: char| c.is_control() && c != '\n') => head + text,
        _ => {
            let start = body.get(..body.len().min(32)).unwrap_or_default();
            let rest = if start.len() < body.len() { format!("… ({} bytes)", body.len()) } else { String::new() };
            format!("{head}{}{rest}", start.escape_ascii())
        }
    }
}

/// A response with a JSON body.
#[must_use]
pub fn json(status: u16, body: &str) -> String {
    response(status, &[("Content-Type", "application/json")], body)
}

/// A response with headers and a body.
#[must_use]
pub fn response(status: u16, headers: &[(&str, &str)], body: &str) -> String {
    let headers = headers.iter().flat_map(|(name, value)| [*name, ": ", *value, "\r\n"]).collect::<String>();
    // The length is not announced, because `{server}` may still be replaced: the end of the connection ends the body.
    format!("HTTP/1.1 {status} Answer\r\n{headers}Connection: close\r\n\r\n{body}")
}
