//! A loopback server that keeps the requests of a client, byte for byte.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, ensure};
use bytes::Bytes;
use http::Request;
use restli_testing::{is_whole, parts};

/// The header by which a driver names the case of a request.
const CASE: &str = "x-interop-case";

/// An answer that every client understands, whatever its request.
const ANSWER: &str = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-RestLi-Protocol-Version: 2.0.0\r\nX-RestLi-Id: 1\r\n\
    Content-Length: 53\r\nConnection: close\r\n\r\n{\"elements\":[],\"results\":{},\"errors\":{},\"value\":true}";

/// The requests by case, in the order of their arrival.
pub type Captured = BTreeMap<String, Vec<Request<Bytes>>>;

/// The server.
#[derive(Debug)]
pub struct Server(restli_testing::Server);

impl Server {
    /// Starts the server; it runs as long as the program.
    ///
    /// # Errors
    /// If no loopback port is free.
    pub fn start() -> Result<Self> {
        let server = restli_testing::Server::replying(|_| ANSWER.to_owned());
        Ok(Self(server.context("cannot listen on the loopback interface")?))
    }

    /// The address of the server, `http://127.0.0.1:PORT`.
    #[must_use]
    pub fn url(&self) -> &str {
        self.0.url()
    }

    /// The requests so far.
    ///
    /// # Errors
    /// A request that is not HTTP, ends early, or has no case.
    pub fn captured(&self) -> Result<Captured> {
        let mut captured = Captured::new();
        for bytes in self.0.received() {
            let request = parse(&bytes)?;
            let case = request.headers().get(CASE).with_context(|| format!("a request without `{CASE}`: {}", request.uri()))?;
            captured.entry(case.to_str()?.to_owned()).or_default().push(request);
        }
        Ok(captured)
    }
}

/// The request as a value.
fn parse(bytes: &[u8]) -> Result<Request<Bytes>> {
    ensure!(is_whole(bytes), "a request that ends early: {}", String::from_utf8_lossy(bytes));
    let (head, body) = parts(bytes);
    let mut lines = std::str::from_utf8(head).context("a head that is not text")?.trim_end().split("\r\n");
    let first = lines.next().unwrap_or_default();
    let mut words = first.split(' ');
    let (verb, target) = (words.next().unwrap_or_default(), words.next().with_context(|| format!("`{first}` is no request"))?);
    let mut request = Request::builder().method(verb).uri(target);
    for line in lines {
        let (name, value) = line.split_once(':').with_context(|| format!("`{line}` is no header"))?;
        request = request.header(name, value.trim());
    }
    request.body(Bytes::copy_from_slice(body)).with_context(|| format!("`{first}` is no request"))
}
