//! Problems of the imported files, and notes about content that the YAML cannot express.

use std::collections::BTreeMap;

use restli_schema::diagnostic::Diagnostic;
use restli_schema::help::Help;
use restli_schema::source::Span;

/// The most problems that are kept; further ones are only counted.
const MOST: usize = 2000;

/// A kind of content that the YAML language cannot express.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    /// The name of the content, in the plural.
    pub what: String,
    /// The content is kept under `x:`; otherwise it was left out.
    pub kept: bool,
    /// The place in the imported file.
    pub span: Span,
}

/// Collects problems and notes of all stages.
#[derive(Debug, Default)]
pub(crate) struct Problems {
    list: Vec<Diagnostic>,
    notes: Vec<Note>,
    /// The declarations that could not be read, by the full name of the type.
    lost: BTreeMap<String, Span>,
}

impl Problems {
    /// Adds a problem.
    pub(crate) fn push(&mut self, problem: Diagnostic) {
        if self.list.len() < MOST {
            self.list.push(problem);
        }
    }

    /// Adds an error with advice on a fix.
    pub(crate) fn error(&mut self, rule: &'static str, span: Span, message: impl Into<String>, help: impl Into<Help>) {
        self.push(Diagnostic::error(rule, span, message).help(help));
    }

    /// Adds a warning with advice on a fix.
    pub(crate) fn warning(&mut self, rule: &'static str, span: Span, message: impl Into<String>, help: impl Into<Help>) {
        self.push(Diagnostic::warning(rule, span, message).help(help));
    }

    /// Notes content that only `x:` can hold.
    pub(crate) fn kept(&mut self, what: impl Into<String>, span: Span) {
        self.notes.push(Note { what: what.into(), kept: true, span });
    }

    /// Notes content that the YAML cannot hold at all.
    pub(crate) fn left_out(&mut self, what: impl Into<String>, span: Span) {
        self.notes.push(Note { what: what.into(), kept: false, span });
    }

    /// Remembers a type whose declaration has a problem that keeps it from being read.
    pub(crate) fn lost(&mut self, full: &str, span: Span) {
        self.lost.entry(full.to_owned()).or_insert(span);
    }

    /// The place of the name of a type whose declaration could not be read.
    pub(crate) fn place_of_lost(&self, full: &str) -> Option<Span> {
        self.lost.get(full).copied()
    }

    /// Returns problems sorted by place, and notes sorted by kind.
    pub(crate) fn finish(mut self) -> (Vec<Diagnostic>, Vec<Note>) {
        self.list.sort_by(|a, b| (a.span, a.rule, &a.message).cmp(&(b.span, b.rule, &b.message)));
        self.list.dedup();
        self.notes.sort();
        self.notes.dedup();
        (self.list, self.notes)
    }
}
