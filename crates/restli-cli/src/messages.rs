//! Results on standard output, and messages on standard error: text for people, or JSON for programs, a line each (`docs/messages.md`).

use std::io::{IsTerminal as _, Write as _};
use std::sync::atomic::{AtomicBool, Ordering};

use restli_schema::diagnostic::{Diagnostic, Severity};
use restli_schema::source::{SourceMap, Span};
use serde::Serialize;

/// The switch to JSON, which holds for the whole process, as colours do.
static JSON: AtomicBool = AtomicBool::new(false);

/// The option of every command about its messages.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct Messages {
    /// The form of messages on standard error; `json` is an object a line.
    #[arg(long, global = true, value_name = "FORMAT", value_enum, default_value_t = Format::Human)]
    message_format: Format,
}

/// A form of messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Text for people.
    Human,
    /// JSON for programs.
    Json,
}

impl Messages {
    /// Takes the form of the option for all messages from now on.
    pub fn choose(self) {
        JSON.store(self.message_format == Format::Json, Ordering::Relaxed);
    }
}

/// Returns whether standard error shows colours.
pub(crate) fn colour() -> bool {
    std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none()
}

/// Prints a result to standard output, which a reader such as `head` may close early.
pub(crate) fn say(text: &str) {
    let _ = std::io::stdout().write_all(text.as_bytes());
}

/// Shows problems; `text` has them for people, with colours or without.
pub(crate) fn show(problems: &[Diagnostic], sources: &SourceMap, text: impl FnOnce(bool) -> String) {
    if JSON.load(Ordering::Relaxed) {
        for problem in problems {
            print(&Line::of(problem, sources));
        }
    } else {
        eprint!("{}", text(colour()));
    }
}

/// Shows a message that is about no place: `text` for people, `message` within JSON.
pub(crate) fn tell(severity: Severity, message: &str, text: &str) {
    if JSON.load(Ordering::Relaxed) {
        print(&Line { severity: word(severity), message, ..Line::default() });
    } else {
        eprintln!("{text}");
    }
}

/// Shows a person what goes on; programs see it by themselves.
#[cfg(feature = "watch")]
pub(crate) fn note(text: &str) {
    if !JSON.load(Ordering::Relaxed) {
        eprintln!("{text}");
    }
}

fn print(message: &Line<'_>) {
    // Texts and numbers always are JSON.
    eprintln!("{}", serde_json::to_string(message).unwrap_or_default());
}

const fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// A message as JSON has it.
#[derive(Default, Serialize)]
struct Line<'a> {
    severity: &'static str,
    code: Option<&'a str>,
    message: &'a str,
    #[serde(flatten)]
    place: Place<'a>,
    label: Option<&'a str>,
    help: Option<&'a str>,
    related: Vec<Related<'a>>,
}

/// A place. Lines and columns count from 1, columns in characters; the end is the first column behind.
#[derive(Default, Serialize)]
struct Place<'a> {
    file: Option<&'a str>,
    line: Option<u32>,
    column: Option<u32>,
    end_line: Option<u32>,
    end_column: Option<u32>,
}

/// Another place that matters.
#[derive(Serialize)]
struct Related<'a> {
    message: &'a str,
    #[serde(flatten)]
    place: Place<'a>,
}

impl<'a> Line<'a> {
    fn of(problem: &'a Diagnostic, sources: &'a SourceMap) -> Self {
        let related = |(span, label): &'a (Span, String)| Related { message: label, place: Place::of(*span, sources) };
        Self {
            severity: word(problem.severity),
            code: Some(problem.rule),
            message: &problem.message,
            place: Place::of(problem.span, sources),
            label: Some(problem.label.as_str()).filter(|label| !label.is_empty()),
            help: problem.help.as_ref().map(|help| help.text.as_str()),
            related: problem.labels.iter().map(related).collect(),
        }
    }
}

impl<'a> Place<'a> {
    fn of(span: Span, sources: &'a SourceMap) -> Self {
        let Some(file) = sources.file(span) else { return Self::default() };
        let (start, end) = (file.position(span.start), file.position(span.end));
        Self {
            file: Some(&file.path),
            line: Some(start.line),
            column: Some(start.column),
            end_line: Some(end.line),
            end_column: Some(end.column),
        }
    }
}
