//! A server on this machine that keeps the requests it is sent, byte for byte.

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use anyhow::{Context as _, Result};
use bytes::Bytes;
use http::Request;

/// The header by which a driver says which case a request belongs to.
const CASE: &str = "x-interop-case";

/// Answers that every client understands, whatever it asked.
const ANSWER: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-RestLi-Protocol-Version: 2.0.0\r\nX-RestLi-Id: 1\r\n\
    Content-Length: 53\r\nConnection: close\r\n\r\n{\"elements\":[],\"results\":{},\"errors\":{},\"value\":true}";

/// What came, by case. A case of which two requests came has both.
pub type Captured = BTreeMap<String, Vec<Request<Bytes>>>;

/// The server.
#[derive(Debug)]
pub struct Server {
    url: String,
    requests: Receiver<Result<Request<Bytes>>>,
}

impl Server {
    /// Starts it; it runs as long as the program.
    ///
    /// # Errors
    /// If no loopback port can be had.
    pub fn start() -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").context("cannot listen on the loopback interface")?;
        let url = format!("http://{}", listener.local_addr()?);
        let (sender, requests) = channel();
        std::thread::spawn(move || serve(&listener, &sender));
        Ok(Self { url, requests })
    }

    /// Its address.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What came until now.
    ///
    /// # Errors
    /// A request that is none, or that belongs to no case.
    pub fn captured(&self) -> Result<Captured> {
        let mut captured = Captured::new();
        for request in self.requests.try_iter() {
            let request = request?;
            let case = request.headers().get(CASE).with_context(|| format!("a request without `{CASE}`: {}", request.uri()))?;
            captured.entry(case.to_str()?.to_owned()).or_default().push(request);
        }
        Ok(captured)
    }
}

fn serve(listener: &TcpListener, sender: &Sender<Result<Request<Bytes>>>) {
    for mut stream in listener.incoming().flatten() {
        // Kept before the answer leaves: who has the answer finds the request here.
        if sender.send(read(&mut stream)).is_err() {
            return;
        }
        let _ = stream.write_all(ANSWER);
    }
}

fn read(stream: &mut TcpStream) -> Result<Request<Bytes>> {
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let mut bytes = Vec::new();
    let mut buffer = [0; 8192];
    loop {
        if let Some(request) = parse(&bytes)? {
            return Ok(request);
        }
        let count = stream.read(&mut buffer).context("a request that does not end")?;
        anyhow::ensure!(count > 0, "a request that ends early: {}", String::from_utf8_lossy(&bytes));
        bytes.extend_from_slice(buffer.get(..count).unwrap_or_default());
    }
}

/// The request, once it is whole.
fn parse(bytes: &[u8]) -> Result<Option<Request<Bytes>>> {
    let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else { return Ok(None) };
    let (head, rest) = bytes.split_at(end);
    let body = rest.get(4..).unwrap_or_default();
    let mut lines = std::str::from_utf8(head).context("a head that is not text")?.split("\r\n");
    let first = lines.next().unwrap_or_default();
    let mut words = first.split(' ');
    let (verb, target) = (words.next().unwrap_or_default(), words.next().with_context(|| format!("`{first}` is no request"))?);
    let mut request = Request::builder().method(verb).uri(target);
    for line in lines {
        let (name, value) = line.split_once(':').with_context(|| format!("`{line}` is no header"))?;
        request = request.header(name, value.trim());
    }
    let request = request.body(()).with_context(|| format!("`{first}` is no request"))?;
    let length = match request.headers().get(http::header::CONTENT_LENGTH) {
        Some(length) => length.to_str()?.parse()?,
        None => 0,
    };
    let body = body.get(..length).map(Bytes::copy_from_slice);
    Ok(body.map(|body| request.map(|()| body)))
}
