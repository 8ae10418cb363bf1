//! Entries of tables that stand beside the tables.

use super::Check;
use crate::document::{Key, Node};
use crate::language::foreign;
use crate::language::shape::{Entry, Shape, Value};
use crate::language::tables::{API, PRODUCT};
use crate::rules;
use crate::source::Span;
use crate::suggest;

impl Check<'_> {
    /// The places of keys of a file that are entries of one of its tables, which are reported as one problem: the table's key is left out.
    pub(super) fn strays(&mut self, entries: &[(Key, Node)], shape: &'static Shape) -> Vec<Span> {
        if self.trial || shape.name != self.root {
            return Vec::new();
        }
        let is_of = |shape: &'static Shape, key: &Key| shape.entries().any(|entry| entry.key == key.text);
        let names = || shape.entries().map(|entry| entry.key);
        let is_meant = |key: &Key| foreign::is_known(shape, &key.text) || restli_core::suggest::nearest(&key.text, names()).is_some();
        let is_known = |key: &Key| is_of(&API, key) || is_of(&PRODUCT, key) || is_meant(key);
        // Keys behind a table without a value belong below it, and are told so.
        let is_below = |at: usize| entries.iter().take(at).rev().find(|(key, _)| is_known(key)).is_some_and(|(_, node)| node.is_absent());
        let unknown = entries.iter().enumerate().filter(|(at, (key, node))| !node.entries().is_empty() && !is_known(key) && !is_below(*at));
        let unknown = unknown.map(|(_, entry)| entry);
        let tables = |check: &mut Self, key: &Key, node: &Node| -> Vec<&'static str> {
            let fits = |check: &mut Self, entry: &Entry| match &entry.value {
                Value::Table { written, value, .. } => (written.fits)(&key.text) && check.fits(node, value, key.span),
                _ => false,
            };
            shape.entries().filter(|entry| fits(check, entry)).map(|entry| entry.key).collect()
        };
        let strays: Vec<(Span, Vec<&str>)> =
            unknown.map(|(key, node)| (key.span, tables(self, key, node))).filter(|(_, tables)| !tables.is_empty()).collect();
        if let Some((first, tables)) = strays.iter().min_by_key(|(_, tables)| tables.len()) {
            let tables: Vec<String> = tables.iter().map(|table| format!("{table}:")).collect();
            let tables = suggest::either(tables.iter().map(String::as_str));
            let others = if strays.len() > 1 { ", and the others like it," } else { "" };
            let help = format!("write {tables} above it, and indent it{others} below");
            self.problems.error(rules::UNKNOWN_KEY, *first, "an entry stands beside the tables, in none of them", help);
        }
        strays.into_iter().map(|(span, _)| span).collect()
    }
}
