//! Annotations, as workflows of GitHub print them.

use std::fmt::Write as _;

use super::Report;
use crate::diff::sentence::clean;
use crate::diff::verdict::Verdict;

impl Report<'_> {
    /// An annotation for each open change, at its place after; what is gone has no place there.
    #[must_use]
    pub fn github(&self) -> String {
        let mut out = String::new();
        for change in self.shown() {
            let level = match change.worst() {
                Verdict::Breaks => "error",
                Verdict::Behaviour => "warning",
                Verdict::Compatible => "notice",
            };
            let place =
                change.after.as_ref().map(|site| format!("file={},line={},col={},", property(&clean(&site.path)), site.line, site.column));
            let title = property(&format!("wire: {}, Rust: {}", change.wire, change.rust));
            let reasons = change.reasons().join(" ");
            let gone = if change.after.is_none() { format!(" ({})", change.places()) } else { String::new() };
            let text = data(&format!("{}{gone}. {reasons} {} {}", change.sentence(), change.name(), change.fingerprint()));
            let _ = writeln!(out, "::{level} {}title={title}::{text}", place.unwrap_or_default());
        }
        out
    }
}

/// Text behind the second `::` of an annotation.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
