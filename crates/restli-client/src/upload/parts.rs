//! An upload in parts, each to an address of its own.

use std::fmt;
use std::future::IntoFuture;
use std::sync::Arc;

use super::{Upload, UploadJournal, Uploaded};
use crate::error::{Error, UploadError, UploadErrorKind};
use crate::net::BoxFuture;
use crate::runtime::Runtime;
use crate::source::stream::{OnProgress, Progress};
use crate::source::{IntoSource, Source, within};

/// A part of an upload, as the server asks for it.
#[derive(Clone)]
pub struct Part {
    url: String,
    first: u64,
    last: u64,
    headers: Vec<(String, String)>,
}

impl Part {
    /// The part from its first to its last byte, counted from 0, and its address.
    #[must_use]
    pub fn new(url: impl Into<String>, first: u64, last: u64) -> Self {
        Self { url: url.into(), first, last, headers: Vec::new() }
    }

    /// Adds a header that the server asked for.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }
}

/// An upload in parts that has not been sent; `.await` sends one part after the other, each again on its own if it fails.
#[must_use = "an upload does nothing until it is awaited"]
pub struct UploadParts {
    runtime: Runtime,
    source: Source,
    parts: Vec<Part>,
    with_token: bool,
    progress: Option<OnProgress>,
    journal: Option<Arc<UploadJournal>>,
}

impl UploadParts {
    /// Sends no token, for addresses that are signed.
    pub fn without_token(mut self) -> Self {
        self.with_token = false;
        self
    }

    /// Sets a function that is told of the progress of the whole upload. It is called often, by the task that sends, and must return soon.
    pub fn progress(mut self, told: impl Fn(Progress) + Send + Sync + 'static) -> Self {
        self.progress = Some(Arc::new(told));
        self
    }

    /// Sets the journal: parts that it lists are not sent, and parts that have arrived are added. If the address of a part is refused, the
    /// journal forgets the upload.
    pub fn journal(mut self, journal: Arc<UploadJournal>) -> Self {
        self.journal = Some(journal);
        self
    }

    /// Sends the parts, and returns the response to each. Each has an `ETag`.
    pub fn send(self) -> BoxFuture<Result<Vec<Uploaded>, Error>> {
        Box::pin(async move {
            let source = self.runtime.open_source(self.source).await?;
            check(&self.parts, source.size())?;
            let mut answers = Vec::with_capacity(self.parts.len());
            let limit = self.runtime.settings().upload_timeout;
            for (index, part) in self.parts.into_iter().enumerate() {
                if let Some(known) = self.journal.as_ref().and_then(|journal| journal.part(index)) {
                    answers.push(known);
                    continue;
                }
                let upload = Upload {
                    with_token: self.with_token,
                    progress: self.progress.clone(),
                    place: Some((part.first, source.size())),
                    headers: part.headers,
                    ..self.runtime.upload(&part.url, within(limit, source.part(part.first, part.last)).await?)
                };
                let answer = match (upload.await, &self.journal) {
                    // A token that has expired says nothing about the address.
                    (Err(error), Some(journal)) if !(self.with_token && error.is_unauthorized()) => {
                        journal.forget_refused(&error).await?;
                        return Err(error);
                    }
                    (answer, _) => answer?,
                };
                if answer.tag().is_none() {
                    return Err(failed("the answer to a part has no `ETag`".to_owned()));
                }
                if let Some(journal) = &self.journal {
                    journal.sent(index, answer.clone()).await?;
                }
                answers.push(answer);
            }
            Ok(answers)
        })
    }
}

/// Checks that the parts are the whole source, in order.
fn check(parts: &[Part], size: u64) -> Result<(), Error> {
    let mut next = 0;
    for Part { first, last, .. } in parts {
        if *first != next || first > last || *last >= size {
            return Err(failed(format!("the server asks for bytes {first} to {last} of {size}, and byte {next} is next")));
        }
        next = last + 1;
    }
    if next == size { Ok(()) } else { Err(failed(format!("the server asks for {next} bytes of {size}"))) }
}

fn failed(what: String) -> Error {
    Error::upload(UploadError::new(
        UploadErrorKind::Answer,
        what,
        "let the parts follow each other over the whole source; if they are the server's, begin the upload again, without its journal",
    ))
}

impl Runtime {
    /// An upload in the parts that the server asks for.
    pub fn upload_parts(&self, source: impl IntoSource, parts: Vec<Part>) -> UploadParts {
        UploadParts { runtime: self.clone(), source: source.into(), parts, with_token: true, progress: None, journal: None }
    }
}

impl IntoFuture for UploadParts {
    type Output = Result<Vec<Uploaded>, Error>;
    type IntoFuture = BoxFuture<Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        self.send()
    }
}

impl fmt::Debug for Part {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The address is a secret.
        (out.debug_struct("Part")).field("first", &self.first).field("last", &self.last).finish_non_exhaustive()
    }
}

impl fmt::Debug for UploadParts {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        (out.debug_struct("UploadParts")).field("source", &self.source).field("parts", &self.parts).finish_non_exhaustive()
    }
}
