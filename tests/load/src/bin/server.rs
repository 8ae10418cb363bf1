//! A server that answers to both programs. It prints its address, and runs until it is killed.
//!
//! Arguments: the number of requests that must wait before all of them are answered, 1 for an answer at once.

use std::sync::Arc;

use anyhow::{Context as _, Result};
use bytes::Bytes;
use restli_load::{POST, POSTS};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Barrier;

#[tokio::main]
async fn main() -> Result<()> {
    let together: usize = std::env::args().nth(1).context("argument: requests that wait for each other")?.parse()?;
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("http://{}", listener.local_addr()?);
    let small = answer(POST);
    let posts = vec![POST; POSTS].join(",");
    let large = answer(&format!(r#"{{"elements":[{posts}],"paging":{{"start":0,"count":{POSTS},"links":[]}}}}"#));
    let barrier = (together > 1).then(|| Arc::new(Barrier::new(together)));
    loop {
        let (stream, _) = listener.accept().await?;
        tokio::spawn(serve(stream, small.clone(), large.clone(), barrier.clone()));
    }
}

fn answer(body: &str) -> Bytes {
    Bytes::from(format!("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}", body.len()))
}

/// Answers to the requests of a connection, none of which has a body.
async fn serve(mut stream: TcpStream, small: Bytes, large: Bytes, barrier: Option<Arc<Barrier>>) -> std::io::Result<()> {
    let mut request = Vec::new();
    while stream.read_buf(&mut request).await? > 0 {
        if !request.ends_with(b"\r\n\r\n") {
            continue;
        }
        if let Some(barrier) = &barrier {
            barrier.wait().await;
        }
        let is_page = request.starts_with(b"GET /rest/posts?");
        stream.write_all(if is_page { &large } else { &small }).await?;
        request.clear();
    }
    Ok(())
}
