//! The parts of all errors: a problem with its remedy, the call, an excerpt of a response, the text of a library's error.

use std::borrow::Cow;
use std::fmt;

use http::StatusCode;
use restli_core::printable;

use super::attempts::Attempts;
use super::headline;
use crate::tables::Operation;

/// The most characters of a problem, which may repeat what a caller passed on from others.
const LONGEST: usize = 1000;

/// A problem with its subject and its remedy.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Problem {
    /// The subject: an operation or a part of the client.
    pub about: String,
    /// The problem.
    pub what: String,
    /// The remedy.
    pub remedy: String,
    /// The attempts of a call, of which the last one ended in this.
    pub(super) attempts: Option<Box<Attempts>>,
}

impl Problem {
    /// A problem about a subject, with its remedy.
    #[must_use]
    pub fn new(about: &str, what: impl Into<String>, remedy: impl Into<String>) -> Self {
        let what = what.into();
        let cut = what.char_indices().nth(LONGEST).and_then(|(end, _)| what.get(..end)).map(|start| format!("{start}…"));
        let what = printable(cut.as_deref().unwrap_or(&what)).into_owned();
        Self { about: about.to_owned(), what, remedy: remedy.into(), attempts: None }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rest = headline::write(out, &self.about, &self.what, &self.remedy)?;
        Attempts::write_line(self.attempts.as_deref(), out)?;
        write!(out, "{rest}")
    }
}

impl std::error::Error for Problem {}

/// The call that an error is about.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct CallInfo {
    /// The operation; `None` for a raw call or an upload.
    pub operation: Option<&'static Operation>,
    /// The HTTP verb.
    pub verb: http::Method,
    /// The path, without the query.
    pub path: String,
    /// The URNs that the caller acts as.
    pub actors: Vec<String>,
    /// The attempts to send it, once it has failed.
    pub(crate) attempts: Option<Attempts>,
    /// The number of entities or criteria of a batch, each of which is answered; zero for other calls.
    pub(crate) sent: usize,
    /// The keys of a batch, as in the query.
    pub(crate) keys: Option<String>,
}

impl CallInfo {
    /// A call of an operation; its path is the template of the schema.
    #[must_use]
    pub fn of(operation: &'static Operation) -> Self {
        let verb = http::Method::from_bytes(operation.method.http_verb().as_bytes()).unwrap_or_default();
        Self::new(Some(operation), verb, format!("{}{}", operation.base.path, operation.path))
    }

    pub(crate) const fn new(operation: Option<&'static Operation>, verb: http::Method, path: String) -> Self {
        Self { operation, verb, path, actors: Vec::new(), attempts: None, sent: 0, keys: None }
    }

    /// The id of the operation; of a raw call or an upload, verb and path.
    pub(crate) fn name(&self) -> Cow<'_, str> {
        self.operation.map_or_else(|| format!("{} {}", self.verb, self.path).into(), |operation| operation.id.into())
    }

    /// Returns `true` for an upload, whose path is the host of its address alone.
    pub(crate) fn is_upload(&self) -> bool {
        self.operation.is_none() && !self.path.starts_with('/')
    }

    /// Writes the line of a message with verb and path, which the name of a call without an operation has already.
    pub(super) fn write_line(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.operation.map_or(Ok(()), |_| write!(out, "\n  call: {} {}", self.verb, self.path))
    }

    /// The operation that shows what a create has made.
    pub(super) fn shown_by(&self) -> Option<&'static str> {
        self.operation.and_then(|operation| operation.look)
    }

    /// The words for a look at what was carried out: with the operation that shows it, if there is one.
    pub(super) fn look(&self) -> Cow<'static, str> {
        self.shown_by().map_or("look".into(), |shown_by| format!("look with `{shown_by}`").into())
    }

    /// The remedy where the call may not be sent twice and may have been carried out.
    pub(super) fn look_first(&self) -> String {
        match self.shown_by() {
            // The step comes first, since a first line may have no room for both.
            Some(shown_by) => format!("look with `{shown_by}` before you send it again: it may have been carried out"),
            None => "it may have been carried out: look before you send it again".to_owned(),
        }
    }

    /// Returns `true` if sending the call again does no harm.
    #[must_use]
    pub fn is_repeatable(&self) -> bool {
        self.operation.map_or_else(|| self.verb.is_idempotent(), Operation::is_repeatable)
    }
}

impl fmt::Display for CallInfo {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.operation {
            Some(operation) => write!(out, "{} ({} {})", operation.id, self.verb, self.path),
            None => write!(out, "{} {}", self.verb, self.path),
        }
    }
}

/// A status with its reason phrase; of a status that has none, the number alone.
pub(crate) fn status_words(status: StatusCode) -> String {
    if status.canonical_reason().is_some() { status.to_string() } else { status.as_str().to_owned() }
}

/// Longest excerpt of a response in a message, in characters.
const EXCERPT: usize = 300;

/// The beginning of a text, on one line.
pub(crate) fn excerpt(text: &str) -> String {
    let mut out = String::new();
    let mut left = EXCERPT;
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()) {
        let pad = usize::from(!out.is_empty());
        let length = word.chars().count();
        if length + pad > left {
            if pad == 1 && left > 0 {
                out.push(' ');
                left -= 1;
            }
            out.extend(word.chars().take(left));
            out.push('…');
            break;
        }
        if pad == 1 {
            out.push(' ');
        }
        out.push_str(word);
        left -= length + pad;
    }
    printable(&out).into_owned()
}

/// The texts of an error and of its sources, innermost last. A source whose text ends the text before it is left out.
pub(crate) fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    let mut out = String::new();
    for error in std::iter::successors(Some(error), |error| error.source()) {
        let text = error.to_string();
        if !out.ends_with(&text) {
            out.push_str(if out.is_empty() { "" } else { ": " });
            out.push_str(&text);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use http::Method;

    use super::{CallInfo, Problem, excerpt};

    #[test]
    fn problem_that_repeats_control_characters_is_one_harmless_line_of_bounded_length() {
        let told = Problem::new("raw call", "`a\n\u{1b}[2K` is not a path", "start it with `/`").to_string();
        assert_eq!(told, "raw call: `a\\n\\u{1b}[2K` is not a path; start it with `/`");
        assert_eq!(Problem::new("raw call", "x".repeat(100_000), "").what.chars().count(), 1001);
    }

    #[test]
    fn raw_call_is_repeatable_if_its_verb_is_by_http() {
        let repeatable = |verb: Method| CallInfo::new(None, verb, "/rest/things".to_owned()).is_repeatable();
        assert_eq!([Method::GET, Method::HEAD, Method::PUT, Method::DELETE].map(repeatable), [true; 4]);
        assert_eq!([Method::POST, Method::PATCH, Method::CONNECT].map(repeatable), [false; 3]);
    }

    #[test]
    fn excerpt_of_harmful_characters_is_one_harmless_line() {
        assert_eq!(excerpt(" a\r\n\u{1b}[2Kb\u{2028}c\u{202e}d "), r"a [2Kb c\u{202e}d");
    }
}
