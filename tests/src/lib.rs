//! What the tests of the whole share: a loopback HTTP server that keeps every byte it is sent.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// A server on the loopback interface that answers a list of prepared responses in order and keeps the requests.
#[derive(Debug)]
pub struct Server {
    url: String,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Starts a server that gives these answers, one per request, then closes.
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
                let Ok((stream, _)) = listener.accept().await else { return };
                let answer = answer.replace("{server}", &own_url);
                if let Ok(request) = exchange(stream, &answer).await {
                    kept.lock().unwrap_or_else(PoisonError::into_inner).push(request);
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

    /// The requests so far, as they came over the wire; the port is written as `PORT`.
    #[must_use]
    pub fn requests(&self) -> Vec<String> {
        let port = self.url.rsplit(':').next().unwrap_or_default();
        let requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        requests.iter().map(|request| request.replace(&format!("127.0.0.1:{port}"), "127.0.0.1:PORT")).collect()
    }
}

async fn exchange(mut stream: TcpStream, answer: &str) -> std::io::Result<String> {
    let mut bytes = Vec::new();
    let mut buffer = [0; 8192];
    loop {
        let read = stream.read(&mut buffer).await?;
        bytes.extend_from_slice(buffer.get(..read).unwrap_or_default());
        if read == 0 || is_whole(&bytes) {
            break;
        }
    }
    stream.write_all(answer.as_bytes()).await?;
    stream.shutdown().await?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Whether the head and as much body as it announces have arrived.
fn is_whole(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let Some((head, _)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>().ok()).flatten()
    });
    bytes.len() >= head.len() + 4 + length.unwrap_or(0)
}

/// A response with a JSON body.
#[must_use]
pub fn json(status: u16, body: &str) -> String {
    response(status, &[("Content-Type", "application/json")], body)
}

/// A response with headers and a body.
#[must_use]
pub fn response(status: u16, headers: &[(&str, &str)], body: &str) -> String {
    let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    format!("HTTP/1.1 {status} Answer\r\n{headers}Content-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len())
}
