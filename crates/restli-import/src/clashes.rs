//! Other names in Rust for what collides with generated names, as the type `NewPost` does with the form of a created `Post`.

use std::collections::BTreeMap;

use restli_schema::diagnostic::Diagnostics;
use restli_schema::document::{Node, Value, parse};
use restli_schema::load_texts;
use restli_schema::rules::COLLISION;
use restli_schema::source::Span;

use crate::layout::Layout;
use crate::problems::Problems;
use crate::resolve::Model;
use crate::urns::Urns;
use crate::write::write;

/// The most rounds of renaming, since a new name may collide again.
const ROUNDS: usize = 8;

/// Gives colliding types, resources and methods a name with `rust:` until the schema loads, or nothing is left to rename.
pub(crate) fn settle(model: &Model, layout: &mut Layout, urns: &Urns, name: &str, url: &str) {
    for _ in 0..ROUNDS {
        // Notes are discarded here, since the final writing adds them again.
        let files = write(model, layout, urns, name, url, &mut Problems::default());
        let Err(report) = load_texts(files) else { return };
        let mut renamed = false;
        let mut parsed = BTreeMap::new();
        for problem in report.diagnostics.iter().filter(|problem| problem.rule == COLLISION) {
            let mut places = std::iter::once(problem.span).chain(problem.labels.iter().map(|(span, _)| *span));
            renamed |= places.any(|span| {
                let Some(file) = report.sources.file(span) else { return false };
                let written = parsed.entry(span.file).or_insert_with(|| parse(&report.sources, span.file, &mut Diagnostics::default()));
                let path = written.as_ref().and_then(|document| path_of(&document.root, span));
                path.is_some_and(|path| layout.rename(&file.path, path))
            });
        }
        if !renamed {
            return;
        }
    }
}

/// The keys that lead to the one at a place.
fn path_of(node: &Node, span: Span) -> Option<Vec<String>> {
    let Value::Map(entries) = &node.value else { return None };
    entries.iter().find_map(|(key, value)| {
        let below = if key.span == span { Some(Vec::new()) } else { path_of(value, span) };
        below.map(|below| std::iter::once(key.text.clone()).chain(below).collect())
    })
}
