//! Reports of changes: text for terminals, Markdown for a review, JSON, annotations of GitHub.

mod github;
mod json;
mod markdown;
mod text;

use super::accepted::Accepted;
use super::change::{Bump, Change, Changes};
use super::verdict::Verdict;

/// The changes between two sides that have names, with those that somebody accepted.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// The name of the side before.
    pub before: &'a str,
    /// The name of the side after.
    pub after: &'a str,
    /// The changes.
    pub changes: &'a Changes,
    /// The accepted changes.
    pub accepted: &'a Accepted,
    /// Changes of documentation are shown, too.
    pub all: bool,
}

impl<'a> Report<'a> {
    /// The changes that nobody accepted.
    pub fn open(&self) -> impl Iterator<Item = &'a Change> + use<'a> {
        let accepted = self.accepted;
        self.changes.all.iter().filter(move |change| accepted.reason(&change.fingerprint()).is_none())
    }

    /// The accepted changes, each with its reason.
    fn settled(&self) -> impl Iterator<Item = (&'a Change, &'a str)> + use<'a> {
        let accepted = self.accepted;
        self.changes.all.iter().filter_map(move |change| Some((change, accepted.reason(&change.fingerprint())?)))
    }

    /// The open changes to show, the worst first.
    fn shown(&self) -> impl Iterator<Item = &'a Change> + use<'a> {
        let all = self.all;
        self.open().filter(move |change| all || !change.is_documentation())
    }

    /// The number of changes of documentation that are not shown.
    fn left_out(&self) -> usize {
        if self.all { 0 } else { self.open().filter(|change| change.is_documentation()).count() }
    }

    /// The whole in a sentence or two.
    fn summary(&self) -> String {
        if self.changes.all.is_empty() {
            return "No fact differs.".to_owned();
        }
        let count = self.changes.all.len();
        let worst = |of: fn(&Change) -> Verdict| self.open().map(of).max().unwrap_or(Verdict::Compatible);
        let bump = self.changes.bump();
        format!(
            "{count} {}. Wire: {}. Rust: {}. The next version is a {} one{}.",
            plural(count, "change"),
            worst(|change| change.wire),
            worst(|change| change.rust),
            bump.word(),
            if bump == Bump::Major { ", below 1.0 a minor one" } else { "" },
        )
    }

    /// A line about the changes of documentation that are not shown; `None` if there are none.
    fn note(&self) -> Option<String> {
        let count = self.left_out();
        (count > 0).then(|| format!("{count} {} of documentation and evidence; `--all` shows them.", plural(count, "change")))
    }
}

fn plural(count: usize, word: &str) -> String {
    if count == 1 { word.to_owned() } else { format!("{word}s") }
}

/// The heading above changes of a verdict.
const fn heading(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Breaks => "Breaks",
        Verdict::Behaviour => "Changes behaviour",
        Verdict::Compatible => "Compatible",
    }
}
