//! Problems that hold whatever else is wrong with the files, so that one run shows them beside problems of the form.
//!
//! A misspelt key hides what stands below it: a name may be declared there. A name that no file has before a colon is declared nowhere.

use std::collections::BTreeSet;

use crate::diagnostic::Diagnostic;
use crate::rules;
use crate::source::{SourceMap, Span};

/// The rules of names that must be declared, each with the table that declares them. Every declaration is a key of a mapping, or the full
/// `name:` of a type.
const OF_NAMES: &[(&str, &str)] = &[
    (rules::UNKNOWN_TYPE, "types"),
    (rules::UNKNOWN_URN, "urns"),
    (rules::UNKNOWN_PERMISSION, "permissions"),
    (rules::UNKNOWN_QUOTA, "quotas"),
    (rules::UNKNOWN_ERROR, "errors"),
    (rules::UNKNOWN_MEDIA, "media"),
    (rules::UNKNOWN_BASE, "bases"),
    (rules::UNKNOWN_FAMILY, "versions"),
    (rules::UNKNOWN_ROLE, "roles"),
];

/// The rules that a text keeps or breaks by itself.
const OF_TEXTS: &[&str] = &[rules::TYPE_SYNTAX, rules::BAD_RUST_NAME];

/// Adds to problems of the form those among the problems of the meaning that do not depend on the form.
pub(crate) fn beside(form: Vec<Diagnostic>, meaning: Vec<Diagnostic>, sources: &SourceMap) -> Vec<Diagnostic> {
    let declared = declared(sources);
    let told =
        |span: Span| form.iter().any(|other| other.span.file == span.file && other.span.start <= span.end && span.start <= other.span.end);
    let holds = |one: &Diagnostic| {
        let name = || written(sources, one.span).trim_matches(['"', '\'']).rsplit(['.', ':']).next().unwrap_or_default();
        OF_TEXTS.contains(&one.rule) || OF_NAMES.iter().any(|(rule, _)| *rule == one.rule) && !declared.contains(name())
    };
    let mut all: Vec<Diagnostic> = meaning
        .into_iter()
        .filter(|one| !told(one.span) && holds(one) && !form.iter().any(|other| is_of_table(other, one, sources)))
        .collect();
    all.extend(form);
    all.sort_by_key(|one| one.span);
    all
}

/// Returns whether a problem of the form is one of the whole table that declares the names of another problem: it stands at the table's
/// key, or where its value begins, or the table is missing.
fn is_of_table(form: &Diagnostic, unknown: &Diagnostic, sources: &SourceMap) -> bool {
    let Some((_, table)) = OF_NAMES.iter().find(|(rule, _)| *rule == unknown.rule) else { return false };
    let before = sources.file(form.span).and_then(|file| file.text.get(..form.span.start as usize)).unwrap_or_default();
    let is_value =
        before.trim_end_matches([' ', '\r', '\n', '{', '[', '"', '\'']).strip_suffix(':').is_some_and(|key| key.ends_with(table));
    let is_missing = form.rule == rules::MISSING_KEY && form.message.ends_with(&format!("`{table}`"));
    is_value || is_missing || written(sources, form.span) == *table
}

fn written(sources: &SourceMap, span: Span) -> &str {
    sources.file(span).and_then(|file| file.text.get(span.start as usize..span.end as usize)).unwrap_or_default()
}

/// The last parts of all words that stand before a colon, and of those behind `name:`, in all files, also in those that are no YAML.
fn declared(sources: &SourceMap) -> BTreeSet<&str> {
    let is_part = |one: char| !one.is_whitespace() && !"\"'?:{}[],.".contains(one);
    let mut names = BTreeSet::new();
    for text in sources.files().iter().map(|file| file.text.as_str()) {
        for (at, _) in text.match_indices(':') {
            let before = text.get(..at).unwrap_or_default().trim_end_matches(['"', '\'', '?', ' ']);
            let word = before.trim_end_matches(is_part);
            names.insert(before.get(word.len()..).unwrap_or_default());
        }
        for (at, key) in text.match_indices("name:") {
            let line = text.get(at + key.len()..).and_then(|rest| rest.lines().next()).unwrap_or_default();
            let full = line.split([',', '}', '#']).next().unwrap_or_default().trim().trim_matches(['"', '\'']);
            names.insert(full.rsplit('.').next().unwrap_or_default());
        }
    }
    names
}
