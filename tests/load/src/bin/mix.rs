//! Creates, reads, finds and deletes posts at a sandbox, over connections that are kept. Every post that it creates it deletes.
//!
//! Arguments: `URL TOKEN SECONDS CONNECTIONS`. It prints the number of requests, the number of answers that were none of success, and the first of them.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

const AUTHOR: &str = "urn%3Ali%3Aorganization%3A5500";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [url, token, seconds, connections] = arguments.as_slice() else { bail!("arguments: URL TOKEN SECONDS CONNECTIONS") };
    let end = Instant::now() + Duration::from_secs(seconds.parse()?);
    let address = url.strip_prefix("http://").context("the server speaks plain HTTP")?.to_owned();
    let workers: Vec<_> =
        (0..connections.parse::<usize>()?).map(|number| tokio::spawn(work(address.clone(), token.clone(), number, end))).collect();
    let (mut requests, mut errors, mut first) = (0, 0, None);
    for worker in workers {
        let connection = worker.await??;
        requests += connection.requests;
        errors += connection.errors;
        first = first.or(connection.first);
    }
    println!("{requests} {errors} {}", first.unwrap_or_default());
    Ok(())
}

/// Works on one connection until the time is over: ten requests for each post.
async fn work(address: String, token: String, number: usize, end: Instant) -> Result<Connection> {
    let stream = TcpStream::connect(&address).await?;
    stream.set_nodelay(true)?;
    let mut connection = Connection { stream, address, token, answer: Vec::new(), requests: 0, errors: 0, first: None };
    let mut round = 0_u64;
    while Instant::now() < end {
        round += 1;
        let post = format!(
            r#"{{"author":"urn:li:organization:5500","commentary":"Load {number} {round}","visibility":"PUBLIC","lifecycleState":"PUBLISHED","distribution":{{"feedDistribution":"MAIN_FEED","targetEntities":[],"thirdPartyDistributionChannels":[]}},"isReshareDisabledByAuthor":false}}"#
        );
        let Some(id) = connection.call("POST", "create", "/rest/posts", &post).await? else { continue };
        let path = format!("/rest/posts/{}", id.replace(':', "%3A"));
        for _ in 0..3 {
            connection.call("GET", "get", &path, "").await?;
            connection.call("GET", "get", "/rest/organizations/5500", "").await?;
        }
        connection.call("GET", "finder", &format!("/rest/posts?q=author&author={AUTHOR}&count=10"), "").await?;
        connection.call("GET", "get_all", &format!("{}/comments", path.replace("/posts/", "/socialActions/")), "").await?;
        connection.call("DELETE", "delete", &path, "").await?;
    }
    Ok(connection)
}

struct Connection {
    stream: TcpStream,
    address: String,
    token: String,
    answer: Vec<u8>,
    requests: u64,
    errors: u64,
    first: Option<String>,
}

impl Connection {
    /// Sends a request, reads the answer, and returns the key of a created entity. An answer that is none of success is counted.
    async fn call(&mut self, verb: &str, method: &str, target: &str, body: &str) -> Result<Option<String>> {
        let request = format!(
            "{verb} {target} HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {}\r\nLinkedIn-Version: 202607\r\nX-RestLi-Protocol-Version: 2.0.0\r\n\
             X-RestLi-Method: {method}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            self.address,
            self.token,
            body.len()
        );
        self.stream.write_all(request.as_bytes()).await?;
        self.answer.clear();
        let head = loop {
            if let Some(at) = self.answer.windows(4).position(|window| window == b"\r\n\r\n") {
                break String::from_utf8_lossy(self.answer.get(..at).unwrap_or_default()).into_owned();
            }
            self.more().await?;
        };
        let whole = head.len() + 4 + header(&head, "content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
        while self.answer.len() < whole {
            self.more().await?;
        }
        self.requests += 1;
        let status = head.split(' ').nth(1).unwrap_or_default();
        if !status.starts_with('2') {
            self.errors += 1;
            let told = || format!("{verb} {target}: {}", String::from_utf8_lossy(&self.answer).replace("\r\n", " "));
            self.first.get_or_insert_with(told);
        }
        Ok(header(&head, "x-restli-id").map(str::to_owned))
    }

    async fn more(&mut self) -> Result<()> {
        if self.stream.read_buf(&mut self.answer).await? == 0 {
            bail!("the server has closed the connection");
        }
        Ok(())
    }
}

/// The value of a header in the head of an answer.
fn header<'h>(head: &'h str, name: &str) -> Option<&'h str> {
    head.lines().filter_map(|line| line.split_once(':')).find(|(told, _)| told.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
}
