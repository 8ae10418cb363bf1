//! One problem with its place, and the collector of all problems of a stage.

use crate::help::Help;
use crate::source::Span;
use crate::work;

/// The severity of a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is generated while the problem stands.
    Error,
    /// The problem is worth a look; the schema is usable.
    Warning,
}

/// A problem in the schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Id of the broken rule, see [`crate::rules::RULES`].
    pub rule: &'static str,
    /// The severity.
    pub severity: Severity,
    /// The problem in one sentence without a full stop.
    pub message: String,
    /// The place.
    pub span: Span,
    /// The text at the place itself; may be empty.
    pub label: String,
    /// Other places that matter, each with its label.
    pub labels: Vec<(Span, String)>,
    /// Advice on a fix.
    pub help: Option<Help>,
}

impl Diagnostic {
    /// Makes an error.
    #[must_use]
    pub fn error(rule: &'static str, span: Span, message: impl Into<String>) -> Self {
        let message = message.into();
        Self { rule, severity: Severity::Error, message, span, label: String::new(), labels: Vec::new(), help: None }
    }

    /// Makes a warning.
    #[must_use]
    pub fn warning(rule: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(rule, span, message) }
    }

    /// Adds the label of the problem's own place.
    #[must_use]
    pub fn label(self, label: impl Into<String>) -> Self {
        Self { label: label.into(), ..self }
    }

    /// Adds another place that matters.
    #[must_use]
    pub fn also(mut self, span: Span, label: impl Into<String>) -> Self {
        self.labels.push((span, label.into()));
        self
    }

    /// Adds advice on a fix.
    #[must_use]
    pub fn help(self, help: impl Into<Help>) -> Self {
        Self { help: Some(help.into()), ..self }
    }
}

/// The number of problems from which no near names are searched: twice what a report shows.
const MANY: usize = 200;

/// Collector of the problems of a stage. [`Diagnostics::finish`] must consume it; dropping a collector that holds
/// problems is a bug, and debug builds say so.
#[derive(Debug, Default)]
#[must_use]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Adds a problem.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        work::steps(1);
        self.list.push(diagnostic);
    }

    /// Adds an error with its help.
    pub(crate) fn error(&mut self, rule: &'static str, span: Span, message: impl Into<String>, help: impl Into<Help>) {
        self.push(Diagnostic::error(rule, span, message).help(help));
    }

    /// Adds several problems.
    pub(crate) fn extend(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        self.list.extend(diagnostics);
    }

    /// The number of problems so far.
    pub(crate) const fn count(&self) -> usize {
        self.list.len()
    }

    /// Takes out the problems behind so many that were there before.
    pub(crate) fn since(&mut self, before: usize) -> Vec<Diagnostic> {
        self.list.split_off(before.min(self.list.len()))
    }

    /// Returns whether this very problem was found.
    pub(crate) fn contains(&self, problem: &Diagnostic) -> bool {
        self.list.contains(problem)
    }

    /// Returns whether any collected diagnostic is an error.
    pub(crate) fn has_errors(&self) -> bool {
        self.list.iter().any(|one| one.severity == Severity::Error)
    }

    /// Returns whether a collected problem broke this rule.
    pub(crate) fn has_broken(&self, rule: &str) -> bool {
        self.list.iter().any(|one| one.rule == rule)
    }

    /// Returns whether there are so many problems that advice on a further one would hardly be shown. Each search for a near name takes
    /// as long as there are names.
    pub(crate) const fn are_many(&self) -> bool {
        self.list.len() >= MANY
    }

    /// Returns whether a problem with this rule was found at this place.
    pub(crate) fn has(&self, rule: &str, span: Span) -> bool {
        self.list.iter().any(|one| one.rule == rule && one.span == span)
    }

    /// Returns the value with the warnings, or all problems if one of them is an error. Problems are sorted by place.
    ///
    /// # Errors
    /// Every problem, when at least one is an error.
    pub fn finish<T>(mut self, value: T) -> Result<(T, Vec<Diagnostic>), Vec<Diagnostic>> {
        let mut list = std::mem::take(&mut self.list);
        list.sort_by(|a, b| (a.span, a.rule, &a.message).cmp(&(b.span, b.rule, &b.message)));
        list.dedup();
        let wrong = list.iter().any(|one| one.severity == Severity::Error);
        if wrong { Err(list) } else { Ok((value, list)) }
    }
}

impl Drop for Diagnostics {
    fn drop(&mut self) {
        debug_assert!(self.list.is_empty() || std::thread::panicking(), "problems were collected and not reported");
    }
}
