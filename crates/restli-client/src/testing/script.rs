//! A script: the answers that requests get, and the requests that came.

use std::collections::VecDeque;
use std::fmt;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::{Method, Response};
use http_body_util::BodyExt as _;
use restli_core::Json;

use super::exchange::Sent;
use super::{Answer, Called};
use crate::error::problem::{CallInfo, Problem};
use crate::error::{Error, TransportError};
use crate::tables::Operation;

/// Answers for the requests of a client, by operation, and the requests that it has sent. Clones share everything.
#[derive(Clone, Default)]
pub struct Script {
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    rules: Vec<Answers>,
    calls: Vec<Called>,
    /// Requests without an answer.
    unexpected: Vec<String>,
}

/// The answers for one operation or address.
struct Answers {
    target: Target,
    /// The number of answers that were given.
    given: usize,
    left: VecDeque<Answer>,
    /// The answer after those.
    always: Option<Answer>,
}

#[derive(Clone, PartialEq, Eq)]
enum Target {
    /// The id of an operation.
    Operation(&'static str),
    /// A verb, and the beginning of the URL.
    Address(Method, String),
    /// A request of a recording.
    Recorded(Box<Sent>),
}

impl fmt::Display for Target {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Operation(id) => out.write_str(id),
            Self::Address(verb, start) => write!(out, "{verb} {start}"),
            Self::Recorded(sent) => write!(out, "{} {}", sent.verb, sent.url),
        }
    }
}

impl Target {
    fn fits(&self, called: &Called) -> bool {
        match self {
            Self::Operation(id) => called.operation.is_some_and(|operation| operation.id == *id),
            Self::Address(verb, start) => called.verb == *verb && called.url.starts_with(start),
            Self::Recorded(sent) => called.sent == **sent,
        }
    }
}

/// The answers of a script for one operation or address, to which more may be added.
pub struct Rule {
    script: Script,
    target: Target,
}

#[allow(clippy::return_self_not_must_use, reason = "the answer is added to the script, whether or not another follows")]
impl Rule {
    /// Adds an answer for one request, after those that were added before.
    pub fn answer(self, answer: impl Into<Answer>) -> Self {
        self.script.answers(&self.target, |answers| answers.left.push_back(answer.into()));
        self
    }

    /// Sets the answer for every request after those that have answers of their own.
    pub fn always(self, answer: impl Into<Answer>) -> Self {
        self.script.answers(&self.target, |answers| answers.always = Some(answer.into()));
        self
    }
}

impl Script {
    /// A script without answers.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The answers for an operation. Operations are constants of the generated handles: `Posts::GET`.
    #[must_use = "a rule answers nothing before an answer is added"]
    pub fn on(&self, operation: &'static Operation) -> Rule {
        Rule { script: self.clone(), target: Target::Operation(operation.id) }
    }

    /// The answers for requests of a verb whose URL begins like this: uploads, and calls that are not in the schema.
    #[must_use = "a rule answers nothing before an answer is added"]
    pub fn on_address(&self, verb: Method, url: &str) -> Rule {
        Rule { script: self.clone(), target: Target::Address(verb, url.to_owned()) }
    }

    /// The answers of a [`Recording`](super::Recording), for the requests that got them: of the same operation, address and body, each as
    /// often as it was recorded.
    ///
    /// # Errors
    /// The file cannot be read, or is no recording.
    pub fn from_file(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let fail = |what: &str| Error::setup(Problem::new("recording", format!("`{}`: {what}", path.display()), "record it anew"));
        let text = std::fs::read(path).map_err(|error| fail(&error.to_string()))?;
        let exchanges: Vec<Json> = serde_json::from_slice(&text).map_err(|error| fail(&error.to_string()))?;
        let script = Self::new();
        for (index, exchange) in exchanges.iter().enumerate() {
            let read = || Some((Sent::read(exchange.get("request")?)?, Answer::read(exchange.get("answer")?)?));
            let (sent, answer) = read().ok_or_else(|| fail(&format!("exchange {} is none of a recording", index + 1)))?;
            script.answers(&Target::Recorded(Box::new(sent)), |answers| answers.left.push_back(answer));
        }
        Ok(script)
    }

    /// All requests so far, in the order in which they were sent.
    #[must_use]
    pub fn calls(&self) -> Vec<Called> {
        self.lock().calls.clone()
    }

    /// Checks at the end of a test that every request had an answer, and every answer its request.
    ///
    /// # Errors
    /// The requests without an answer, and the answers that nobody asked for.
    pub fn finish(&self) -> Result<(), Error> {
        let state = self.lock();
        let unused = state.rules.iter().filter(|answers| !answers.left.is_empty());
        let unused: Vec<String> = unused.map(|answers| format!("{} of `{}`", answers.left.len(), answers.target)).collect();
        let mut parts = Vec::new();
        if !state.unexpected.is_empty() {
            parts.push(format!("requests without an answer: {}", state.unexpected.join(", ")));
        }
        if !unused.is_empty() {
            parts.push(format!("answers without a request: {}", unused.join(", ")));
        }
        if parts.is_empty() {
            return Ok(());
        }
        Err(Error::setup(Problem::new("script", parts.join("; "), "compare `Script::calls` with the answers")))
    }

    /// The answer to a request, which is kept. Its body is `None` if a recording has only its length.
    /// The bytes of a source are read before it, as a server does, unless there is no connection.
    pub(crate) async fn reply(&self, request: &mut reqwest::Request, call: &CallInfo) -> Result<Response<Option<Bytes>>, Error> {
        let answer = self.take(Called::of(request, call)).map_err(Error::setup)?;
        if let Some(mut body) = request.body_mut().take_if(|body| body.as_bytes().is_none() && answer.is_delivered()) {
            while let Some(piece) = body.frame().await {
                piece.map_err(|error| Error::transport(TransportError::new(call.clone(), error)))?;
            }
        }
        answer.give(call).await
    }

    fn take(&self, called: Called) -> Result<Answer, Problem> {
        let mut state = self.lock();
        let mut fitting = state.rules.iter_mut().filter(|answers| answers.target.fits(&called));
        let answer = fitting.find_map(|answers| {
            let answer = answers.left.pop_front().or_else(|| answers.always.clone())?;
            answers.given += 1;
            Some(answer)
        });
        let answer = answer.ok_or_else(|| state.problem(&called));
        if answer.is_err() {
            state.unexpected.push(called.name());
        }
        state.calls.push(called);
        answer
    }

    fn answers(&self, target: &Target, change: impl FnOnce(&mut Answers)) {
        let rules = &mut self.lock().rules;
        if let Some(answers) = rules.iter_mut().find(|answers| answers.target == *target) {
            return change(answers);
        }
        let mut answers = Answers { target: target.clone(), given: 0, left: VecDeque::new(), always: None };
        change(&mut answers);
        rules.push(answers);
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// The problem of a request without an answer.
    fn problem(&self, called: &Called) -> Problem {
        let given = self.rules.iter().find(|answers| answers.target.fits(called)).map_or(0, |answers| answers.given);
        let others: Vec<String> = self.rules.iter().map(|answers| format!("`{}`", answers.target)).collect();
        let what = match (given, &*others) {
            (0, []) => "the script has no answer for it, and none at all".to_owned(),
            (0, others) => format!("the script has no answer for it, only for {}", others.join(", ")),
            (1, _) => "the script has one answer for it, and this is request 2".to_owned(),
            (given, _) => format!("the script has {given} answers for it, and this is request {}", given + 1),
        };
        let add = if called.operation.is_some() { "`Script::on`" } else { "`Script::on_address`" };
        Problem::new(&called.name(), what, format!("add one with {add}, or correct the program"))
    }
}

impl fmt::Debug for Script {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.lock();
        let rules = state.rules.iter().map(|answers| (answers.target.to_string(), answers.left.len()));
        out.debug_map().entries(rules).finish()
    }
}

impl fmt::Debug for Rule {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Rule({})", self.target)
    }
}
