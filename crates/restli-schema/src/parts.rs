//! The shared part of an API as one mapping, however many files it is written in.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::{Document, Key, Node, Value};
use crate::language;
use crate::rules;
use crate::source::Span;

/// Joins files into one mapping: tables of one name become one table. Reports keys that stand in two files, and files that are no
/// mapping. Returns `None` if no file is one.
pub(crate) fn joined(files: Vec<Document>, problems: &mut Diagnostics) -> Option<Node> {
    let mut whole: Option<(Span, Vec<(Key, Node)>)> = None;
    for Document { root, .. } in files {
        match (root.value, &mut whole) {
            (Value::Map(entries), Some((_, all))) => add(all, entries, true, problems),
            (Value::Map(entries), None) => whole = Some((root.span, entries)),
            (value, _) => drop(language::check(&Node { span: root.span, value }, &language::API, problems)),
        }
    }
    whole.map(|(span, entries)| Node { span, value: Value::Map(entries) })
}

/// Adds the entries of another file. With `tables`, mappings under the same key are joined.
fn add(all: &mut Vec<(Key, Node)>, more: Vec<(Key, Node)>, tables: bool, problems: &mut Diagnostics) {
    let known: BTreeMap<String, usize> = all.iter().enumerate().map(|(at, (key, _))| (key.text.clone(), at)).collect();
    for (key, node) in more {
        match known.get(&key.text).and_then(|at| all.get_mut(*at)) {
            None => all.push((key, node)),
            Some(first) if tables && first.1.is_absent() => *first = (key, node),
            Some(_) if tables && node.is_absent() => {}
            Some((first, there)) => match (&mut there.value, node.value) {
                (Value::Map(table), Value::Map(entries)) if tables => add(table, entries, false, problems),
                _ => {
                    let message = format!("the key `{}` stands in two files of the API", key.text);
                    let help = if tables { "it holds for all files: leave it in one of them" } else { "remove or rename one of them" };
                    let problem = Diagnostic::error(rules::REPEATED_KEY, key.span, message).label("again");
                    problems.push(problem.also(first.span, "first").help(help));
                }
            },
        }
    }
}
