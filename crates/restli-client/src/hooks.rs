//! Hooks around the requests of a client: those before may add headers, those after are told how it went.
//!
//! Every request that goes out passes them, in the order in which the builder was given them: calls and uploads, each attempt anew, and the
//! one that is sent once more with a better token. A login passes none.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use http::header::AUTHORIZATION;
use http::{HeaderMap, Method, StatusCode};
use tokio::time::Instant;

use crate::error::problem::Problem;
use crate::error::{CallInfo, Error};
use crate::headers::{added, replace};

/// A request that is about to be sent, for [`Builder::before`](crate::Builder::before).
#[non_exhaustive]
pub struct Sending<'a> {
    /// The call, with operation and path. An upload has no operation.
    pub call: &'a CallInfo,
    /// The number of the request among those of the call, from one.
    pub attempt: u32,
    /// The HTTP verb.
    pub verb: &'a Method,
    /// The whole URL. That of an upload may be a secret.
    pub url: &'a str,
    /// The headers so far, without the access token, be it that of the client or one that the caller has set.
    pub headers: &'a HeaderMap,
    /// The body; `None` if it is not in memory.
    pub body: Option<&'a [u8]>,
    /// `true` if the request may carry credentials: it goes to the API, or to an upload host that is trusted like it.
    pub trusted: bool,
    own: HeaderMap,
    problem: Option<Problem>,
}

impl Sending<'_> {
    /// Sets a header, in place of one of that name that the client sets. `Authorization` stands in place of the access token. A header
    /// that cannot be sent is an error of the call.
    pub fn header(&mut self, name: &str, value: &str) {
        match added(name, value) {
            Ok((name, value)) => {
                self.own.insert(name, value);
            }
            Err((what, remedy)) => self.problem = Some(Problem::new("Builder::before", what, remedy)),
        }
    }
}

/// Call, number and headers; URL and body may hold secrets, and are left out.
impl fmt::Debug for Sending<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (call, attempt, headers) = (&self.call, &self.attempt, &self.headers);
        out.debug_struct("Sending").field("call", call).field("attempt", attempt).field("headers", headers).finish_non_exhaustive()
    }
}

/// The end of a request, for [`Builder::after`](crate::Builder::after).
#[derive(Debug)]
#[non_exhaustive]
pub struct Observed<'a> {
    /// The call, with operation and path. An upload has no operation.
    pub call: &'a CallInfo,
    /// The number of the request among those of the call, from one.
    pub attempt: u32,
    /// The end.
    pub outcome: Outcome<'a>,
    /// The time from the sending to the end.
    pub duration: Duration,
}

/// The end of a request.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Outcome<'a> {
    /// A success, not yet decoded.
    Success(StatusCode),
    /// An answer that is an error, or none. Whether the call is sent again is decided after the hooks.
    Failure(&'a Error),
    /// No answer within the time of the attempt or before the deadline of the call, or nobody waits for it any more.
    Abandoned,
}

impl Outcome<'_> {
    /// The HTTP status, if there was a response.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Success(status) => Some(*status),
            Self::Failure(error) => error.status(),
            Self::Abandoned => None,
        }
    }
}

/// The end in one word or number: the status, `no connection`, `abandoned`.
impl fmt::Display for Outcome<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self, self.status()) {
            (_, Some(status)) => out.write_str(status.as_str()),
            (Self::Failure(Error::Transport(error)), None) => error.kind.fmt(out),
            (Self::Failure(_), None) => out.write_str("not sent"),
            (Self::Success(_) | Self::Abandoned, None) => out.write_str("abandoned"),
        }
    }
}

/// Functions that are a hook of the kind `F`: they return nothing.
#[diagnostic::on_unimplemented(
    message = "a hook returns nothing, and this one returns a value",
    label = "expected a closure that returns `()`",
    note = "an async hook would never run, since nobody awaits it: work that takes time goes to `tokio::spawn`",
    note = "a value that is not needed is dropped by `;` at the end of the closure"
)]
pub trait Hook<F: ?Sized> {
    /// The hook as it is kept.
    fn boxed(self) -> Box<F>
    where
        Self: Send + Sync + 'static;
}

#[diagnostic::do_not_recommend]
impl<H: Fn(&mut Sending<'_>)> Hook<Before> for H {
    fn boxed(self) -> Box<Before>
    where
        Self: Send + Sync + 'static,
    {
        Box::new(self)
    }
}

#[diagnostic::do_not_recommend]
impl<H: Fn(&Observed<'_>)> Hook<After> for H {
    fn boxed(self) -> Box<After>
    where
        Self: Send + Sync + 'static,
    {
        Box::new(self)
    }
}

pub(crate) type Before = dyn Fn(&mut Sending<'_>) + Send + Sync;
pub(crate) type After = dyn Fn(&Observed<'_>) + Send + Sync;

/// The hooks of a client.
#[derive(Default)]
pub(crate) struct Hooks {
    pub(crate) before: Vec<Box<Before>>,
    pub(crate) after: Vec<Box<After>>,
}

/// A request as its hooks see it.
pub(crate) struct Seen<'a> {
    pub(crate) call: &'a CallInfo,
    pub(crate) attempt: u32,
    pub(crate) verb: &'a Method,
    pub(crate) url: &'a str,
    pub(crate) body: Option<&'a [u8]>,
    pub(crate) trusted: bool,
}

impl Hooks {
    /// The headers of a request after the hooks.
    pub(crate) fn headers<'h>(&self, seen: &Seen<'_>, headers: &'h HeaderMap) -> Result<Cow<'h, HeaderMap>, Error> {
        if self.before.is_empty() {
            return Ok(Cow::Borrowed(headers));
        }
        let mut all = headers.clone();
        all.remove(AUTHORIZATION);
        for hook in &self.before {
            let &Seen { call, attempt, verb, url, body, trusted } = seen;
            let own = HeaderMap::new();
            let mut sending = Sending { call, attempt, verb, url, headers: &all, body, trusted, own, problem: None };
            hook(&mut sending);
            let (own, problem) = (sending.own, sending.problem);
            if let Some(problem) = problem {
                return Err(Error::request(problem));
            }
            replace(&mut all, &own);
        }
        if !all.contains_key(AUTHORIZATION) {
            for value in headers.get_all(AUTHORIZATION) {
                all.append(AUTHORIZATION, value.clone());
            }
        }
        Ok(Cow::Owned(all))
    }

    /// The watch over a request that is being sent; `None` if nobody looks.
    pub(crate) fn watch<'a>(&'a self, call: &'a CallInfo, attempt: u32) -> Option<Watch<'a>> {
        (!self.after.is_empty()).then(|| Watch { hooks: &self.after, call, attempt, started: Instant::now() })
    }
}

impl fmt::Debug for Hooks {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Hooks({} before, {} after)", self.before.len(), self.after.len())
    }
}

/// The watch over a request that is being sent. Dropped before its end, it tells the hooks that the request was abandoned.
pub(crate) struct Watch<'a> {
    hooks: &'a [Box<After>],
    call: &'a CallInfo,
    attempt: u32,
    started: Instant,
}

impl Watch<'_> {
    /// Tells the hooks how the request ended.
    pub(crate) fn end(mut self, result: Result<StatusCode, &Error>) {
        self.tell(result.map_or_else(Outcome::Failure, Outcome::Success));
    }

    fn tell(&mut self, outcome: Outcome<'_>) {
        let observed = Observed { call: self.call, attempt: self.attempt, outcome, duration: self.started.elapsed() };
        for hook in std::mem::take(&mut self.hooks) {
            hook(&observed);
        }
    }
}

impl Drop for Watch<'_> {
    fn drop(&mut self) {
        self.tell(Outcome::Abandoned);
    }
}
