//! The requests that came, each with what became of it.

use std::cell::Cell;
use std::collections::VecDeque;

use bytes::Bytes;
use http::{Response, StatusCode};
use restli_core::Time;

use crate::faults::Fault;
use crate::received::Received;

/// The most exchanges that are kept; older ones are forgotten.
const KEPT: usize = 1_000;

/// The most of a body that is kept, in bytes.
const BODY: usize = 64 << 10;

/// The exchanges, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Log {
    exchanges: VecDeque<Exchange>,
    /// The number of all exchanges, forgotten ones included.
    count: u64,
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
    /// Names and values of the request's headers. The value of `authorization` is masked.
    pub headers: Vec<(String, String)>,
    /// The beginning of the request's body.
    pub body: Bytes,
    /// The id of the operation, `content.posts.create`; `None` where the request calls none.
    pub operation: Option<String>,
    /// The status of the answer; 444 where a fault let none out.
    pub status: StatusCode,
    /// The beginning of the answer's body.
    pub answer: Bytes,
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
    pub(crate) fn push(&mut self, time: Time, request: &Received, notes: Notes, answer: &Response<Bytes>) {
        self.count += 1;
        let query = if request.query.is_empty() { String::new() } else { format!("?{}", request.query) };
        self.exchanges.push_back(Exchange {
            number: self.count,
            time,
            verb: request.verb.to_string(),
            target: format!("{}{query}", request.path),
            headers: request.headers.iter().map(|(name, value)| (name.to_string(), shown(name.as_str(), value))).collect(),
            body: beginning(&request.body),
            operation: notes.operation,
            status: answer.status(),
            answer: beginning(answer.body()),
            refused_by: notes.refused_by,
            unread: notes.unread,
            permission: notes.permission,
            quotas_left: notes.quotas_left,
            fault: notes.fault.get().map(|fault| fault.to_string()),
        });
        if self.exchanges.len() > KEPT {
            self.exchanges.pop_front();
        }
    }

    /// The exchanges after a number, oldest first.
    pub(crate) fn after(&self, number: u64) -> Vec<Exchange> {
        self.exchanges.iter().filter(|exchange| exchange.number > number).cloned().collect()
    }
}

fn beginning(body: &Bytes) -> Bytes {
    body.slice(..body.len().min(BODY))
}

fn shown(name: &str, value: &http::HeaderValue) -> String {
    if name == "authorization" { "***".to_owned() } else { String::from_utf8_lossy(value.as_bytes()).into_owned() }
}
