//! Faults of a connection: the bytes that are sent in place of an answer, with pauses, and the end of the connection.

use std::time::Duration;

use bytes::{BufMut as _, Bytes, BytesMut};
use http::Response;
use http::header::{CONNECTION, CONTENT_ENCODING, CONTENT_LENGTH};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::bomb;
use super::fault::Fault;
use super::rule::Rule;

/// The time that bytes have to arrive before a reset, which would overtake them.
const ARRIVAL: Duration = Duration::from_millis(20);

/// The wait of a client that no rule measures, in milliseconds.
const LONG: u64 = 600_000;

/// The parts of a slow body.
const PARTS: usize = 10;

/// Something that is done on a connection.
#[derive(Clone, Debug, PartialEq)]
enum Step {
    Send(Bytes),
    Wait(Duration),
    Reset,
}

/// The steps on a connection in place of an answer. The connection ends after them.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Wire(Vec<Step>);

impl Wire {
    /// The steps of a fault for an answer.
    pub(super) fn of(rule: &Rule, answer: &Response<Bytes>) -> Self {
        let body = answer.body();
        let half = body.slice(..body.len() / 2);
        // A body is never whole: an empty one lacks a byte that the head speaks of.
        let whole = || head(answer, body.len().max(1));
        let wait = |usual: u64| Duration::from_millis(rule.number("ms", usual));
        Self(match rule.fault {
            Fault::CloseBeforeReading => Vec::new(),
            Fault::Reset => vec![Step::Reset],
            Fault::ResetInHeaders => vec![Step::Send(beginning(&whole())), Step::Wait(ARRIVAL), Step::Reset],
            Fault::ResetInBody => vec![Step::Send(whole()), Step::Send(half), Step::Wait(ARRIVAL), Step::Reset],
            Fault::CutHeaders => vec![Step::Send(beginning(&whole()))],
            Fault::CutBody => vec![Step::Send(whole()), Step::Send(half)],
            Fault::WrongLength => {
                let sent = if body.is_empty() { Bytes::from_static(b"{}") } else { body.clone() };
                vec![Step::Send(head(answer, body.len() / 2)), Step::Send(sent)]
            }
            Fault::SlowBody => slow(answer, wait(2_000)),
            Fault::StallInBody => vec![Step::Send(whole()), Step::Send(half), Step::Wait(wait(LONG))],
            Fault::Garbage => vec![Step::Send(Bytes::from_static(b"SSH-2.0-OpenSSH_9.9\r\n\x00\x01\xfe\xff\r\n"))],
            Fault::GzipBomb => bombed(answer, rule.number("mib", 256)),
            _ => vec![Step::Wait(wait(LONG))],
        })
    }

    /// Returns whether a client gets a status.
    pub(crate) fn has_status(&self) -> bool {
        self.0.iter().any(|step| matches!(step, Step::Send(bytes) if bytes.windows(4).any(|end| end == b"\r\n\r\n")))
    }

    /// Takes the steps on a connection, until the client leaves.
    pub(crate) async fn play(self, mut stream: TcpStream) {
        for step in self.0 {
            match step {
                Step::Send(bytes) => {
                    if stream.write_all(&bytes).await.is_err() {
                        return;
                    }
                }
                Step::Wait(time) => {
                    if tokio::time::timeout(time, left(&mut stream)).await.is_ok() {
                        return;
                    }
                }
                Step::Reset => {
                    // Where that fails, the connection ends without a reset.
                    let _ = stream.set_zero_linger();
                    return;
                }
            }
        }
        let _ = stream.shutdown().await;
    }
}

/// Waits until the client has left.
async fn left(stream: &mut TcpStream) {
    let mut ignored = [0; 1024];
    while stream.read(&mut ignored).await.is_ok_and(|count| count > 0) {}
}

/// The head of an answer with a body of this length.
fn head(answer: &Response<Bytes>, length: usize) -> Bytes {
    // These statuses have no body.
    let status = if matches!(answer.status().as_u16(), 204 | 304) { http::StatusCode::OK } else { answer.status() };
    let mut head = BytesMut::new();
    head.put(format!("HTTP/1.1 {} {}\r\n", status.as_u16(), status.canonical_reason().unwrap_or_default()).as_bytes());
    let own = answer.headers().iter().filter(|(name, _)| **name != CONTENT_LENGTH && **name != CONNECTION);
    for (name, value) in own {
        head.put(name.as_str().as_bytes());
        head.put(&b": "[..]);
        head.put(value.as_bytes());
        head.put(&b"\r\n"[..]);
    }
    head.put(format!("content-length: {length}\r\nconnection: close\r\n\r\n").as_bytes());
    head.freeze()
}

/// The first half of a head.
fn beginning(head: &Bytes) -> Bytes {
    head.slice(..head.len() / 2)
}

fn slow(answer: &Response<Bytes>, time: Duration) -> Vec<Step> {
    let body = answer.body();
    let part = body.len().div_ceil(PARTS).max(1);
    let parts: Vec<Bytes> = (0..body.len()).step_by(part).map(|at| body.slice(at..body.len().min(at + part))).collect();
    let pause = time / u32::try_from(parts.len().max(1)).unwrap_or(1);
    let mut steps = vec![Step::Send(head(answer, body.len()))];
    steps.extend(parts.into_iter().flat_map(|part| [Step::Wait(pause), Step::Send(part)]));
    steps
}

fn bombed(answer: &Response<Bytes>, mib: u64) -> Vec<Step> {
    let parts = bomb::gzip(mib);
    let mut packed = answer.clone();
    packed.headers_mut().insert(CONTENT_ENCODING, http::HeaderValue::from_static("gzip"));
    let length = parts.iter().map(Bytes::len).sum();
    let mut steps = vec![Step::Send(head(&packed, length))];
    steps.extend(parts.into_iter().map(Step::Send));
    steps
}
