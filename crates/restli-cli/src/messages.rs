//! Results on standard output, and messages on standard error: text for people, or JSON for programs, a line each (`docs/messages.md`).

use std::io::{ErrorKind, IsTerminal as _, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context as _, Result};
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

/// The command line of a program. One that is wrong ends the program with 2, and with a message in the form that it asks for.
#[must_use]
pub fn parse<C: clap::Parser>() -> C {
    C::try_parse().unwrap_or_else(|error| {
        let arguments: Vec<String> = std::env::args_os().map(|one| one.to_string_lossy().into_owned()).collect();
        let json = ["--message-format", "json"];
        let is_json = arguments.windows(2).any(|pair| pair == json) || arguments.contains(&json.join("="));
        if !is_json || !error.use_stderr() {
            error.exit();
        }
        let text = error.render().to_string();
        let mut parts = text.trim_start_matches("error: ").split("\n\n").map(str::trim);
        let message = parts.next().unwrap_or_default();
        let help = parts.find_map(|part| part.strip_prefix("tip: "));
        print(&Line { severity: word(Severity::Error), message, help, ..Line::default() });
        std::process::exit(error.exit_code())
    })
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
pub(crate) fn say(text: &str) -> Result<()> {
    write(&mut std::io::stdout(), text.as_bytes())
}

/// Writes a result, whose reader may be gone.
pub(crate) fn write(out: &mut dyn Write, bytes: &[u8]) -> Result<()> {
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error).context("cannot write to the standard output"),
        _ => Ok(()),
    }
}

/// Shows problems; `text` has them for people, with colours or without.
pub(crate) fn show(problems: &[Diagnostic], sources: &SourceMap, text: impl FnOnce(bool) -> String) {
    if JSON.load(Ordering::Relaxed) {
        for problem in problems {
            print(&Line::of(problem, sources));
        }
    } else {
        put(&text(colour()));
    }
}

/// Shows a message that is about no place: `text` for people, `message` within JSON.
pub(crate) fn tell(severity: Severity, message: &str, text: &str) {
    if JSON.load(Ordering::Relaxed) {
        print(&Line { severity: word(severity), message, ..Line::default() });
    } else {
        put(&format!("{text}\n"));
    }
}

/// Shows an error that ends a command and is about no place.
pub(crate) fn fail(message: &str) {
    tell(Severity::Error, message, &format!("error: {message}"));
}

/// Shows a message about something that does not fail a command.
pub(crate) fn remark(message: &str) {
    tell(Severity::Warning, message, &format!("note: {message}"));
}

/// Shows a person what goes on; programs see it by themselves.
#[cfg(feature = "watch")]
pub(crate) fn note(text: &str) {
    if !JSON.load(Ordering::Relaxed) {
        put(&format!("{text}\n"));
    }
}

/// Writes to standard error, whose reader may be gone.
fn put(text: &str) {
    let _ = std::io::stderr().write_all(text.as_bytes());
}

fn print(message: &Line<'_>) {
    // Texts and numbers always are JSON.
    put(&format!("{}\n", serde_json::to_string(message).unwrap_or_default()));
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
