//! Lists in which an item stands twice.

use std::collections::BTreeMap;

use super::shape::{NameOf, Value};
use crate::diagnostic::Diagnostic;
use crate::document::Node;
use crate::rules;
use crate::source::Span;

/// The problems of items that stand twice. Hosts, headers and file extensions are equal whatever their case.
pub(super) fn items(items: &[Node], item: &'static Value) -> Vec<Diagnostic> {
    let mut seen: BTreeMap<String, Span> = BTreeMap::new();
    let mut problems = Vec::new();
    for (text, span) in items.iter().filter(|_| stands_once(item)).filter_map(|one| Some((one.text()?, one.span))) {
        let same = if let Value::Written(_) = item { text.to_lowercase() } else { text.to_owned() };
        if let Some(first) = seen.insert(same, span) {
            let problem = Diagnostic::error(rules::REPEATED_FIELD, span, format!("`{text}` stands twice in this list"));
            problems.push(problem.label("again").also(first, "first").help("remove one"));
        }
    }
    problems
}

/// Returns whether a second item of this kind says nothing. Lists of other kinds have checks of their own, or may repeat an item.
fn stands_once(item: &'static Value) -> bool {
    match item {
        Value::Name(of) => *of != NameOf::Record,
        Value::Written(_) => !item.is_symbol(),
        Value::Number { .. } | Value::Integer | Value::Words(_) => true,
        Value::Either(values) => values.iter().any(stands_once),
        _ => false,
    }
}
