//! Advice on values of the wrong kind, texts split by a comma, and wrong indentation.

use super::shape::{Form, Shape, Value};
use crate::document::{self, Node};
use crate::source::Span;

/// The longest text that advice repeats.
const SHOWN: usize = 60;

/// Advice on writing a value of the wrong kind as the expected kind.
pub(super) fn written(node: &Node, expected: &Value) -> Option<String> {
    match (expected, &node.value) {
        (Value::Either(values), _) => values.iter().find_map(|value| written(node, value)),
        (Value::List(_), document::Value::Scalar(_)) => Some(format!("write `[{}]`", node.text()?)),
        (Value::List(_), document::Value::Map(entries)) => {
            let names: Vec<&str> = entries.iter().map(|(key, _)| key.text.as_str()).collect();
            Some(format!("write it as a list: `[{}]`", names.join(", ")))
        }
        (Value::Pick { .. }, document::Value::Scalar(_)) => Some(format!("for another name of a type write `{{is: {}}}`", node.text()?)),
        (Value::Pick { .. }, document::Value::Seq(items)) => {
            let symbols: Option<Vec<&str>> = items.iter().map(Node::text).collect();
            Some(format!("for a list of symbols write `{{enum: [{}]}}`", symbols?.join(", ")))
        }
        (Value::Map(shape), document::Value::Scalar(_)) => Some(of_text(node.text()?, shape)),
        (Value::Map(_) | Value::Table { .. }, document::Value::Seq(items)) => of_list(items),
        (Value::Table { names, .. }, document::Value::Scalar(_)) => {
            Some(format!("write the {names} below it, each with a colon and its description"))
        }
        (_, document::Value::Seq(items)) => match items.as_slice() {
            [one] => Some(format!("write `{}`", one.text()?)),
            _ => None,
        },
        (_, document::Value::Map(entries)) => match entries.as_slice() {
            [(key, value)] if value.is_absent() && !holds_keys(expected) => Some(format!("write `{}`", key.text)),
            _ => None,
        },
        (_, document::Value::Scalar(_)) => None,
    }
}

/// Advice on a text in place of a mapping, which is most likely its description.
fn of_text(text: &str, shape: &Shape) -> String {
    let has_doc = shape.entries().any(|entry| entry.key == "doc");
    if has_doc && text.contains(' ') {
        let doc = if text.len() <= SHOWN { format!("{text:?}") } else { "\"...\"".to_owned() };
        return format!("put the text under `doc`: `{{doc: {doc}}}`");
    }
    let keys: Vec<&str> = shape.entries().filter(|entry| entry.required).map(|entry| entry.key).collect();
    match keys.as_slice() {
        [] => "write its keys below it, indented, or in braces: `{key: value}`".to_owned(),
        keys => format!("write it as `{{{}}}`", keys.iter().map(|key| format!("{key}: ...")).collect::<Vec<_>>().join(", ")),
    }
}

/// Advice on a list in place of a mapping: the items are most likely the keys.
fn of_list(items: &[Node]) -> Option<String> {
    let names: Option<Vec<String>> = items.iter().map(|item| item.text().map(|name| format!("{name}: "))).collect();
    match names {
        Some(names) => Some(format!("write the names with a colon each: `{{{}}}`", names.join(", "))),
        None if items.iter().any(|item| !item.entries().is_empty()) => {
            Some("remove the dashes: a name with a colon stands before each, as in `name: {...}`".to_owned())
        }
        None => None,
    }
}

/// An unquoted text that a comma splits, with its place: `{select: (id,total)}` has the key `total)`.
pub(super) fn torn(node: &Node) -> Option<(Span, String)> {
    match &node.value {
        document::Value::Map(entries) => entries.iter().enumerate().find_map(|(at, (_, value))| {
            let rest = entries.iter().skip(at + 1).map_while(|(key, value)| value.is_absent().then_some((key.text.as_str(), key.span)));
            joined(value, rest)
        }),
        document::Value::Seq(items) => items.iter().enumerate().find_map(|(at, item)| {
            let rest = items.iter().skip(at + 1).map_while(|item| Some((item.text()?, item.span)));
            joined(item, rest)
        }),
        document::Value::Scalar(_) => None,
    }
}

fn joined<'n>(first: &'n Node, rest: impl Iterator<Item = (&'n str, Span)>) -> Option<(Span, String)> {
    let document::Value::Scalar(document::Scalar { text, quoted: false, .. }) = &first.value else { return None };
    let (mut whole, mut span) = (text.clone(), first.span);
    if open(&whole) <= 0 {
        return None;
    }
    for (part, at) in rest {
        whole.extend([",", part]);
        span.end = at.end.max(span.end);
        if open(&whole) <= 0 {
            return Some((span, whole));
        }
    }
    None
}

/// The number of unclosed brackets.
fn open(text: &str) -> i64 {
    text.chars().fold(0, |open, one| match one {
        '(' | '<' => open + 1,
        ')' | '>' => open - 1,
        _ => open,
    })
}

/// Returns whether values of this kind hold names or keys of their own.
pub(super) fn holds_keys(value: &Value) -> bool {
    match value {
        Value::Either(values) => values.iter().any(holds_keys),
        other => other.form() == Some(Form::Mapping),
    }
}

/// Returns whether values of this kind hold names that the author chooses.
pub(super) fn holds_names(value: &Value) -> bool {
    match value {
        Value::Either(values) => values.iter().any(holds_names),
        other => matches!(other, Value::Table { .. } | Value::Pair(_)),
    }
}

/// Returns whether a mapping of this kind can have the key.
pub(super) fn has_key(value: &Value, key: &str) -> bool {
    let in_shape = |shape: &Shape| shape.entries().any(|entry| entry.key == key);
    match value {
        Value::Map(shape) | Value::Typed(shape) => in_shape(shape),
        Value::Pick { choices, otherwise } => in_shape(otherwise) || choices.iter().any(|choice| in_shape(choice.shape)),
        Value::Either(values) => values.iter().any(|value| has_key(value, key)),
        _ => false,
    }
}
