//! The report for terminals.

use std::fmt::Write as _;

use super::{Report, heading};
use crate::diff::Change;
use crate::diff::sentence::clean;
use crate::diff::verdict::Verdict;

impl Report<'_> {
    /// The report for people: the worst changes first, two lines each.
    #[must_use]
    pub fn text(&self, colour: bool) -> String {
        let mut out = format!("{} -> {}\n{}\n", clean(self.before), clean(self.after), self.summary());
        for verdict in Verdict::ALL.into_iter().rev() {
            let mut changes = self.shown().filter(|change| change.worst() == verdict).peekable();
            if changes.peek().is_some() {
                let _ = writeln!(out, "\n{}", painted(heading(verdict), verdict, colour));
            }
            for change in changes {
                let _ = writeln!(out, "  {} (wire: {}, Rust: {})\n    {}", change.sentence(), change.wire, change.rust, details(change));
            }
        }
        let settled: Vec<_> = self.settled().collect();
        if !settled.is_empty() {
            out.push_str("\nAccepted\n");
        }
        for (change, reason) in settled {
            let _ = writeln!(out, "  {} (wire: {}, Rust: {})\n    because: {}", change.sentence(), change.wire, change.rust, clean(reason));
        }
        if let Some(note) = self.note() {
            let _ = writeln!(out, "\n{note}");
        }
        out
    }
}

fn details(change: &Change) -> String {
    let places = change.places();
    let separator = if places.is_empty() { "" } else { "  " };
    format!("{places}{separator}{} {}", change.name(), change.fingerprint())
}

fn painted(text: &str, verdict: Verdict, colour: bool) -> String {
    let code = match verdict {
        Verdict::Breaks => 31,
        Verdict::Behaviour => 33,
        Verdict::Compatible => 32,
    };
    if colour { format!("\u{1b}[1;{code}m{text}\u{1b}[0m") } else { text.to_owned() }
}
