//! Constraints between the keys of one mapping.

use super::kinds::article;
use super::shape::{Choice, Limit, Shape};
use super::synonyms::is_same;
use crate::diagnostic::Diagnostic;
use crate::document::{Key, Node};
use crate::rules;
use crate::source::Span;
use crate::suggest;

/// The problem of a mapping that breaks a constraint of its shape. Missing keys are reported at `owner`, the key that holds the mapping.
pub(super) fn broken(node: &Node, limit: &'static Limit, shape: &'static Shape, owner: Span) -> Option<Diagnostic> {
    match limit {
        Limit::AtMostOne(keys) => {
            let mut there = node.entries().iter().map(|(key, _)| key).filter(|key| keys.contains(&key.text.as_str()));
            let first = there.next()?;
            // The same key twice was reported where the file was read.
            let second = there.find(|other| other.text != first.text)?;
            let message = format!("`{}` and `{}` exclude each other", first.text, second.text);
            let problem = Diagnostic::error(rules::EXCLUSIVE, second.span, message).also(first.span, "stands here already");
            Some(problem.help(format!("keep one of {}", suggest::list(keys.iter().copied()))))
        }
        Limit::AtLeastOne(keys) => {
            if keys.iter().any(|key| node.get(key).is_some()) {
                return None;
            }
            // An empty key that needs a value was reported.
            if shape.entries().any(|entry| keys.contains(&entry.key) && entry.needs_value() && node.key(entry.key).is_some()) {
                return None;
            }
            let mut empty =
                shape.entries().filter(|entry| keys.contains(&entry.key)).filter_map(|entry| Some((node.key(entry.key)?, entry.doc)));
            if let (Some((key, doc)), None) = (empty.next(), empty.next()) {
                let message = format!("`{}` has no value", key.text);
                return Some(Diagnostic::error(rules::NO_VALUE, key.span, message).help(doc));
            }
            let message = format!("{} needs {}", article(shape.name), suggest::either(keys.iter().copied()));
            Some(Diagnostic::error(rules::MISSING_KEY, owner, message).help("add one of them"))
        }
        Limit::Beside(one, other) => {
            let key = node.key(one).filter(|_| node.key(other).is_none() && !is_misspelt(node, other, shape))?;
            let message = format!("`{one}` has no meaning without `{other}`");
            Some(Diagnostic::error(rules::MISSING_KEY, key.span, message).help(format!("add `{other}`, or remove `{one}`")))
        }
    }
}

/// Returns whether a key that a mapping of this shape does not have is most likely meant for one that it has.
fn is_misspelt(node: &Node, meant: &str, shape: &'static Shape) -> bool {
    let names = || shape.entries().map(|entry| entry.key);
    let unknown = node.entries().iter().map(|(key, _)| key.text.as_str()).filter(|key| names().all(|name| name != *key));
    unknown.into_iter().any(|key| is_same(key, meant) || restli_core::suggest::nearest(key, names()) == Some(meant))
}

/// Returns whether a mapping has no keys but those of its shape.
pub(super) fn are_known(node: &Node, shape: &'static Shape) -> bool {
    node.entries().iter().all(|(key, _)| shape.entries().any(|entry| entry.key == key.text))
}

/// The problem of a key that decides on another shape than the one that a key before it has decided on.
pub(super) fn excluded(key: &Key, node: &Node, choices: &'static [Choice]) -> Option<Diagnostic> {
    let first = choices.iter().find_map(|choice| node.key(choice.key))?;
    let decides = choices.iter().any(|choice| choice.key == key.text) || key.text == "fields";
    decides.then(|| {
        Diagnostic::error(rules::EXCLUSIVE, key.span, format!("`{}` and `{}` exclude each other", first.text, key.text))
            .also(first.span, "stands here already")
            .help("keep one of them: a type is of one kind")
    })
}

/// Picks the shape of a mapping by the key that decides it, which may be misspelt.
pub(super) fn pick(node: &Node, choices: &'static [Choice], otherwise: &'static Shape) -> &'static Shape {
    let there = |choice: &&Choice| node.key(choice.key).is_some();
    let names = || otherwise.entries().map(|entry| entry.key).chain(choices.iter().map(|choice| choice.key));
    let unknown = || node.entries().iter().map(|(key, _)| key.text.as_str()).filter(|key| names().all(|name| name != *key));
    let is_meant = |key: &str, choice: &Choice| restli_core::suggest::nearest(key, names()) == Some(choice.key) || is_same(key, choice.key);
    let meant = |choice: &&Choice| unknown().any(|key| is_meant(key, choice));
    choices.iter().find(there).or_else(|| choices.iter().find(meant)).map_or(otherwise, |choice| choice.shape)
}
