//! A client that sees bytes and the end of a connection, and nothing else.

use std::io::ErrorKind;
use std::time::{Duration, Instant};

use restli_sandbox::Sandbox;
use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// The longest wait for more bytes.
const PATIENCE: Duration = Duration::from_millis(400);

/// A version that is alive.
const VERSION: &str = "202607";

/// The end of a connection as a client sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    Closed,
    Reset,
    /// Nothing more comes, and the connection is open.
    Silent,
}

/// The bytes that came back.
#[derive(Debug)]
pub(crate) struct Seen {
    pub(crate) bytes: Vec<u8>,
    pub(crate) end: End,
    /// The time from the request to the end.
    pub(crate) took: Duration,
}

impl Seen {
    /// The head with its last line, and what follows it; `None` if it is not whole.
    pub(crate) fn parts(&self) -> Option<(String, &[u8])> {
        let end = self.bytes.windows(4).position(|bytes| bytes == b"\r\n\r\n")?;
        Some((String::from_utf8_lossy(&self.bytes[..end + 2]).into_owned(), &self.bytes[end + 4..]))
    }

    /// The status; `None` if the head is not whole.
    pub(crate) fn status(&self) -> Option<u16> {
        self.parts()?.0.split(' ').nth(1)?.parse().ok()
    }

    pub(crate) fn header(&self, name: &str) -> Option<String> {
        let head = self.parts()?.0;
        let mut pairs = head.lines().filter_map(|line| line.split_once(": "));
        pairs.find(|(told, _)| told.eq_ignore_ascii_case(name)).map(|(_, value)| value.to_owned())
    }

    /// The length that the head speaks of.
    pub(crate) fn length(&self) -> Option<usize> {
        self.header("content-length")?.parse().ok()
    }

    pub(crate) fn body(&self) -> &[u8] {
        self.parts().expect("a whole head").1
    }

    /// The body as JSON; null if it is none.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(self.body()).unwrap_or_default()
    }
}

/// Sends a request with lines of headers, and reads until the end of the connection. Headers that a good request has are there unless a line
/// gives another.
pub(crate) async fn send(sandbox: &Sandbox, line: &str, headers: &[&str], body: &str) -> Seen {
    let mut lines = vec![format!("{line} HTTP/1.1"), "host: localhost".to_owned(), "connection: close".to_owned()];
    lines.push(format!("content-length: {}", body.len()));
    lines.extend(headers.iter().map(|header| (*header).to_owned()));
    for (name, value) in [
        ("authorization", format!("Bearer {}", sandbox.token_for_all())),
        ("x-restli-protocol-version", "2.0.0".to_owned()),
        ("linkedin-version", VERSION.to_owned()),
        ("content-type", "application/json".to_owned()),
    ] {
        let is_given = headers.iter().any(|header| header.split(':').next().is_some_and(|told| told.eq_ignore_ascii_case(name)));
        if !is_given && (name != "content-type" || !body.is_empty()) {
            lines.push(format!("{name}: {value}"));
        }
    }
    let request = format!("{}\r\n\r\n{body}", lines.join("\r\n"));
    send_bytes(sandbox, request.as_bytes()).await
}

/// Sends bytes, and reads until the end of the connection.
pub(crate) async fn send_bytes(sandbox: &Sandbox, request: &[u8]) -> Seen {
    let started = Instant::now();
    let mut stream = TcpStream::connect(sandbox.base_url().trim_start_matches("http://")).await.expect("a connection");
    let mut bytes = Vec::new();
    let end = match stream.write_all(request).await {
        Err(error) => ended(&error),
        Ok(()) => loop {
            let mut more = vec![0; 1 << 16];
            match tokio::time::timeout(PATIENCE, stream.read(&mut more)).await {
                Err(_) => break End::Silent,
                Ok(Ok(0)) => break End::Closed,
                Ok(Ok(count)) => bytes.extend_from_slice(&more[..count]),
                Ok(Err(error)) => break ended(&error),
            }
        },
    };
    Seen { bytes, end, took: started.elapsed() }
}

fn ended(error: &std::io::Error) -> End {
    match error.kind() {
        ErrorKind::ConnectionReset | ErrorKind::BrokenPipe => End::Reset,
        other => panic!("{other}: {error}"),
    }
}

/// Creates a post of an organization.
pub(crate) async fn post(sandbox: &Sandbox, headers: &[&str]) -> Seen {
    let post = serde_json::json!({
        "author": "urn:li:organization:5", "commentary": "Hello (you)", "visibility": "PUBLIC", "lifecycleState": "PUBLISHED", "isReshareDisabledByAuthor": false,
        "distribution": {"feedDistribution": "MAIN_FEED", "targetEntities": [], "thirdPartyDistributionChannels": []},
    });
    send(sandbox, "POST /rest/posts", headers, &post.to_string()).await
}
