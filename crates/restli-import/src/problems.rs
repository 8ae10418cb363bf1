//! Problems of the imported files, and notes about content that the YAML cannot express.

use restli_schema::diagnostic::Diagnostic;
use restli_schema::source::Span;

/// Problems past this number are only counted.
const MOST: usize = 2000;

/// Something that the YAML language has no word for.
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
}

impl Problems {
    /// Takes a problem in.
    pub(crate) fn push(&mut self, problem: Diagnostic) {
        if self.list.len() < MOST {
            self.list.push(problem);
        }
    }

    /// An error with a way out.
    pub(crate) fn error(&mut self, rule: &'static str, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.push(Diagnostic::error(rule, span, message).help(help));
    }

    /// Something worth a look.
    pub(crate) fn warning(&mut self, rule: &'static str, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.push(Diagnostic::warning(rule, span, message).help(help));
    }

    /// Something that only `x:` can hold.
    pub(crate) fn kept(&mut self, what: impl Into<String>, span: Span) {
        self.notes.push(Note { what: what.into(), kept: true, span });
    }

    /// Something that the YAML does not hold at all.
    pub(crate) fn left_out(&mut self, what: impl Into<String>, span: Span) {
        self.notes.push(Note { what: what.into(), kept: false, span });
    }

    /// Everything, sorted: problems by place, notes by kind.
    pub(crate) fn finish(mut self) -> (Vec<Diagnostic>, Vec<Note>) {
        self.list.sort_by(|a, b| (a.span, a.rule, &a.message).cmp(&(b.span, b.rule, &b.message)));
        self.list.dedup();
        self.notes.sort();
        self.notes.dedup();
        (self.list, self.notes)
    }
}
