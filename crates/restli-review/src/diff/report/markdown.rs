//! The report for a review.

use std::fmt::Write as _;

use super::{Report, heading};
use crate::diff::sentence::clean;
use crate::diff::verdict::Verdict;

impl Report<'_> {
    /// The report as Markdown: a table for each verdict.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut out = format!("### Schema: `{}` to `{}`\n\n{}\n", code(self.before), code(self.after), self.summary());
        for verdict in Verdict::ALL.into_iter().rev() {
            let mut changes = self.shown().filter(|change| change.worst() == verdict).peekable();
            if changes.peek().is_some() {
                let _ = write!(
                    out,
                    "\n#### {}\n\n| Change | Wire | Rust | Place | Rule |\n| --- | --- | --- | --- | --- |\n",
                    heading(verdict)
                );
            }
            for change in changes {
                let (sentence, places) = (cell(&change.sentence()), cell(&change.places()));
                let _ = writeln!(
                    out,
                    "| {sentence} | {} | {} | {places} | `{}` `{}` |",
                    change.wire,
                    change.rust,
                    change.name(),
                    change.fingerprint()
                );
            }
        }
        let settled: Vec<_> = self.settled().collect();
        if !settled.is_empty() {
            out.push_str("\n#### Accepted\n\n| Change | Wire | Rust | Because |\n| --- | --- | --- | --- |\n");
        }
        for (change, reason) in settled {
            let _ = writeln!(out, "| {} | {} | {} | {} |", cell(&change.sentence()), change.wire, change.rust, cell(&clean(reason)));
        }
        if let Some(note) = self.note() {
            let _ = writeln!(out, "\n{note}");
        }
        out
    }
}

/// Text in a cell of a table, which no sign of it ends and no markup changes.
fn cell(text: &str) -> String {
    text.replace('\\', "\\\\").replace('|', "\\|").replace('<', "&lt;").replace('>', "&gt;")
}

fn code(text: &str) -> String {
    clean(text).replace('`', "'")
}
