//! One finding.

use restli_schema::diagnostic::Diagnostic;
use restli_schema::source::Span;

/// Something that breaks a lint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The part of the schema in its own words, by which an allowance names it: `content.posts.create`, `Post.commentary`.
    pub place: String,
    /// The finding for people. Its rule is the name of the lint.
    pub diagnostic: Diagnostic,
}

/// A finding at a place.
pub(super) fn finding(rule: &'static str, place: impl Into<String>, span: Span, message: impl Into<String>, help: &str) -> Finding {
    Finding { place: place.into(), diagnostic: Diagnostic::warning(rule, span, message).help(help) }
}
