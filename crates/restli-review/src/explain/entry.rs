//! One explanation: a subject and the facts about it.

use restli_core::Day;
use restli_schema::api::{Api, Evidence, Verified};

/// An explanation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The kind of the subject: `operation`, `permission`.
    pub kind: &'static str,
    /// The name of the subject.
    pub name: String,
    /// The facts, the most useful first.
    pub facts: Vec<Fact>,
}

/// A fact about a subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The kind of the fact: `cause`, `remedy`, `address`.
    pub label: &'static str,
    /// The lines of the fact: one, or a line for each item of a list.
    pub lines: Vec<String>,
}

impl Entry {
    pub(super) fn of(kind: &'static str, name: impl Into<String>) -> Self {
        Self { kind, name: name.into(), facts: Vec::new() }
    }

    /// Adds a fact, unless its text is empty.
    pub(super) fn fact(self, label: &'static str, text: impl Into<String>) -> Self {
        let text: String = text.into();
        self.list(label, text.trim().lines().map(str::to_owned).collect())
    }

    /// Adds a fact that may be missing.
    pub(super) fn maybe(self, label: &'static str, text: Option<impl Into<String>>) -> Self {
        match text {
            Some(text) => self.fact(label, text),
            None => self,
        }
    }

    /// Adds lines, unless there are none.
    pub(super) fn list(mut self, label: &'static str, lines: Vec<String>) -> Self {
        if !lines.is_empty() {
            self.facts.push(Fact { label, lines });
        }
        self
    }

    /// Adds the evidence.
    pub(super) fn evidence(self, api: &Api, evidence: &Evidence) -> Self {
        let how = evidence.verified.map(|verified| match verified {
            Verified::Docs => "documented",
            Verified::Live => "seen in real traffic",
            Verified::Assumed => "assumed, not verified",
        });
        let cited = api.citation(evidence).map(|cited| {
            if cited.title == cited.address { cited.address.to_owned() } else { format!("{} ({})", cited.title, cited.address) }
        });
        let parts: Vec<String> = how.map(str::to_owned).into_iter().chain(cited).collect();
        self.fact("evidence", parts.join(": "))
    }
}

/// The most lines of a fact in the text.
const MOST: usize = 16;

/// The explanation as text: the subject, and a line or block for each fact, of which the end of a long list is left out.
impl std::fmt::Display for Entry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "{} `{}`", self.kind, self.name)?;
        let width = self.facts.iter().map(|fact| fact.label.len()).max().unwrap_or_default();
        for fact in &self.facts {
            for (index, line) in fact.lines.iter().take(MOST).enumerate() {
                let label = if index == 0 { fact.label } else { "" };
                writeln!(f, "{}", format!("  {label:width$}  {line}").trim_end())?;
            }
            if fact.lines.len() > MOST {
                writeln!(f, "  {:width$}  and {} more", "", fact.lines.len() - MOST)?;
            }
        }
        Ok(())
    }
}

/// The versions that have something, in words.
pub(super) fn range(since: Option<u32>, until: Option<u32>) -> Option<String> {
    match (since, until) {
        (Some(since), Some(until)) => Some(format!("from {since} to before {until}")),
        (Some(since), None) => Some(format!("from {since} on")),
        (None, Some(until)) => Some(format!("before {until}")),
        (None, None) => None,
    }
}

/// A version of a family on a day: `202607 (until 2027-07-15: 225 days left)`.
pub(super) fn version(version: &restli_schema::api::Version, today: Day) -> String {
    version
        .sunset
        .map_or_else(|| format!("{} (its end is not known)", version.text()), |end| format!("{} ({})", version.text(), end.words(today)))
}
