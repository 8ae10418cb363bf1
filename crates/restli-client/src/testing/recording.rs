//! A recording of what a client exchanges with a server.

use std::fmt;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use restli_core::Json;
use serde_json::json;

use super::exchange::{Sent, answered, failed, silence};
use super::redact::Redactor;
use crate::error::problem::Problem;
use crate::error::{CallInfo, Error};
use crate::tables::ApiInfo;

/// A recording of what clients and logins exchange with a server, without secrets. [`Script::from_file`](super::Script::from_file) replays it. Clones
/// share everything.
///
/// The access token and other secret headers are left out, wherever they are repeated, and so are values beside names such as `token`,
/// `password`, `signature`, `email` and `phone`, the code of a login, queries of addresses in bodies, addresses of uploads, and bytes that are no text. Keys of
/// entities, and names and texts of people, stay: look at a file before you share it.
#[derive(Clone, Default)]
pub struct Recording {
    exchanges: Arc<Mutex<Vec<Json>>>,
}

impl Recording {
    /// A recording of nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Writes all exchanges so far to a file, as JSON for people.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn to_file(&self, path: impl AsRef<Path>) -> Result<(), Error> {
        let text = format!("{:#}\n", Json::Array(self.lock().clone()));
        std::fs::write(path.as_ref(), text).map_err(|error| {
            Error::setup(Problem::new("recording", format!("`{}`: {error}", path.as_ref().display()), "look at the folder and its owner"))
        })
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Json>> {
        self.exchanges.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Recording {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Recording({} exchanges)", self.lock().len())
    }
}

/// The recording of one client.
pub(crate) struct Recorder {
    pub(crate) recording: Recording,
    pub(crate) api: &'static ApiInfo,
}

/// A request on its way, without secrets. The exchange is kept when it is dropped: a limit of time drops an attempt that has no answer.
pub(crate) struct Pending<'a> {
    recorder: &'a Recorder,
    sent: Sent,
    redactor: Redactor,
    /// Silence until there is an answer or a failure; `None` for a failure that a replay cannot repeat.
    answer: Option<Json>,
}

impl Recorder {
    /// The request, before it is sent.
    pub(crate) fn begin(&self, request: &reqwest::Request, call: &CallInfo) -> Pending<'_> {
        let (sent, redactor) = Sent::of(request, call);
        Pending { recorder: self, sent, redactor, answer: Some(silence()) }
    }
}

impl Pending<'_> {
    /// Keeps the exchange with what came of it.
    pub(crate) fn end(mut self, result: Result<(StatusCode, &HeaderMap, &Bytes), &Error>) {
        self.answer = match result {
            Ok((status, headers, body)) => Some(answered(self.recorder.api, status, headers, body, &self.redactor)),
            Err(error) => failed(error),
        };
    }
}

impl Drop for Pending<'_> {
    fn drop(&mut self) {
        if let Some(answer) = self.answer.take() {
            self.recorder.recording.lock().push(json!({ "request": self.sent.to_json(), "answer": answer }));
        }
    }
}
