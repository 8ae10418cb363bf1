//! The requests that came, each with what became of it.

use std::cell::Cell;
use std::collections::VecDeque;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Response, StatusCode};
use restli_core::Time;
use tokio::sync::watch;

use crate::faults::Fault;
use crate::received::Received;

/// The most exchanges that are kept; older ones are forgotten.
const KEPT: usize = 1_000;

/// The most of a body that is kept, in bytes.
const BODY: usize = 64 << 10;

/// Headers whose values are masked: they let their holder in, here or elsewhere on the machine.
const MASKED: &[&str] = &["authorization", "cookie", "proxy-authorization", "set-cookie"];

/// The exchanges, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Log {
    exchanges: VecDeque<Exchange>,
    /// The number of all exchanges, forgotten ones included. Its watchers are told of each change of the log.
    count: watch::Sender<u64>,
}

/// A request with its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Exchange {
    /// The number of the exchange, from 1.
    pub number: u64,
    /// The time at which the request came.
    pub time: Time,
    /// The verb, after the tunnel.
    pub verb: String,
    /// Path and query as sent, the query of a tunnelled request included.
    pub target: String,
    /// The query came in the body of a tunnelled request.
    pub tunnelled: bool,
    /// Names and values of the request's headers. Values of credentials and cookies are masked.
    pub headers: Vec<(String, String)>,
    /// The beginning of the request's body.
    pub body: Bytes,
    /// The bytes of the whole body.
    pub body_size: usize,
    /// The id of the operation, `content.posts.create`; `None` where the request calls none.
    pub operation: Option<String>,
    /// The status of the answer; 444 where a fault let none out.
    pub status: StatusCode,
    /// Names and values of the answer's headers. Values of cookies are masked.
    pub answer_headers: Vec<(String, String)>,
    /// The beginning of the answer's body.
    pub answer: Bytes,
    /// The bytes of the answer's whole body.
    pub answer_size: usize,
    /// The time that the answer took.
    pub took: Duration,
    /// The rule that refused the request.
    pub refused_by: Option<&'static str>,
    /// Parts of the request that no rule read: parameters and headers.
    pub unread: Vec<String>,
    /// The permission that let the request pass.
    pub permission: Option<String>,
    /// The requests left of the quotas that it counts towards, by the names of the quotas.
    pub quotas_left: Vec<(String, u64)>,
    /// The name of the injected fault. The answer then proves nothing about the rules of the sandbox.
    pub fault: Option<String>,
}

/// The notes of the rules about a request on its way.
#[derive(Clone, Debug, Default)]
pub(crate) struct Notes {
    pub(crate) operation: Option<String>,
    pub(crate) refused_by: Option<&'static str>,
    pub(crate) unread: Vec<String>,
    pub(crate) permission: Option<String>,
    pub(crate) quotas_left: Vec<(String, u64)>,
    pub(crate) fault: Cell<Option<Fault>>,
}

impl Log {
    /// Keeps an exchange.
    pub(crate) fn push(&mut self, time: Time, took: Duration, request: &Received, notes: Notes, answer: &Response<Bytes>) {
        let number = self.count() + 1;
        let (body, told) = (beginning(&request.body), beginning(answer.body()));
        let (headers, answer_headers) = (shown(&request.headers), shown(answer.headers()));
        let query = if request.query.is_empty() { String::new() } else { format!("?{}", request.query) };
        self.exchanges.push_back(Exchange {
            number,
            time,
            verb: request.verb.to_string(),
            target: format!("{}{query}", request.path),
            tunnelled: request.is_tunnelled,
            headers,
            body,
            body_size: request.body.len(),
            operation: notes.operation,
            status: answer.status(),
            answer_headers,
            answer: told,
            answer_size: answer.body().len(),
            took,
            refused_by: notes.refused_by,
            unread: notes.unread,
            permission: notes.permission,
            quotas_left: notes.quotas_left,
            fault: notes.fault.get().map(|fault| fault.to_string()),
        });
        if self.exchanges.len() > KEPT {
            self.exchanges.pop_front();
        }
        self.count.send_replace(number);
    }

    /// Forgets all exchanges; numbers go on.
    pub(crate) fn clear(&mut self) {
        self.exchanges.clear();
        self.count.send_modify(|_| ());
    }

    /// The number of the last exchange, forgotten ones included.
    pub(crate) fn count(&self) -> u64 {
        *self.count.borrow()
    }

    /// A watcher, which is told of each change from now on.
    pub(crate) fn watch(&self) -> watch::Receiver<u64> {
        self.count.subscribe()
    }

    /// The exchanges after a number, oldest first.
    pub(crate) fn after(&self, number: u64) -> impl Iterator<Item = &Exchange> {
        self.exchanges.iter().filter(move |exchange| exchange.number > number)
    }
}

/// The beginning of a body, without a hold on the rest.
fn beginning(body: &Bytes) -> Bytes {
    body.get(..BODY).map_or_else(|| body.clone(), Bytes::copy_from_slice)
}

/// Names and values of headers.
fn shown(headers: &HeaderMap) -> Vec<(String, String)> {
    let value =
        |name: &str, value: &[u8]| if MASKED.contains(&name) { "***".to_owned() } else { String::from_utf8_lossy(value).into_owned() };
    headers.iter().map(|(name, text)| (name.to_string(), value(name.as_str(), text.as_bytes()))).collect()
}
