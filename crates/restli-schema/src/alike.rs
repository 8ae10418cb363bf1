//! Names that are unknown in several places, told as one problem: one declaration or one edit mends them all.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::rules;

/// The places beside the first that a report shows.
const SHOWN: usize = 3;

/// The problems as a report shows them: one about a name that is told in the same words elsewhere stands once, with the other places.
pub(crate) fn joined(problems: &[Diagnostic]) -> Vec<Diagnostic> {
    let mut all: Vec<(&Diagnostic, Vec<&Diagnostic>)> = Vec::new();
    let mut known: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for problem in problems {
        let name = words(problem).map(|words| *known.entry((problem.rule, words)).or_insert(all.len()));
        match name.and_then(|at| all.get_mut(at)) {
            Some((first, others)) if first.help == problem.help && first.labels == problem.labels => others.push(problem),
            _ => all.push((problem, Vec::new())),
        }
    }
    all.into_iter().map(|(first, others)| with(first, &others)).collect()
}

/// The words that problems of one fault share: those about one name of what stands elsewhere, and all about a base that is missing.
fn words(problem: &Diagnostic) -> Option<&str> {
    match problem.rule {
        rules::MISSING_BASE => Some(""),
        rules::PROJECTION => Some(&problem.message),
        rule => rule.starts_with("RL03").then_some(&problem.message),
    }
}

/// A problem with the places of others like it.
fn with(first: &Diagnostic, others: &[&Diagnostic]) -> Diagnostic {
    let label = if first.rule == rules::MISSING_BASE { "nor does this" } else { "here, too" };
    let mut labels: Vec<_> = others.iter().take(SHOWN).map(|other| (other.span, label.to_owned())).collect();
    let more = others.len().saturating_sub(SHOWN);
    if let Some((_, last)) = labels.last_mut().filter(|_| more > 0) {
        *last = format!("{label}, and {more} more");
    }
    Diagnostic { labels: first.labels.iter().cloned().chain(labels).collect(), ..first.clone() }
}
