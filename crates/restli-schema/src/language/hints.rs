//! Advice on values of the wrong kind, texts split by a comma, and wrong indentation.

use super::kinds::is_map_key;
use super::shape::{Form, Shape, Value};
use crate::diagnostic::Diagnostic;
use crate::document::{self, Key, Node};
use crate::rules;
use crate::source::Span;

/// Keys of other languages, by the mapping that they are written in, and the way to say it in the YAML.
const FOREIGN: &[(&str, &str, &str)] = &[
    ("field", "optional", OPTIONAL),
    ("field", "nullable", OPTIONAL),
    ("field", "required", "leave it out: a value is required unless a `?` stands after its name"),
    ("field", "enum", "declare the enum under `types`, and give its name as the type"),
    ("parameter", "optional", OPTIONAL),
    ("parameter", "required", "leave it out: a value is required unless a `?` stands after its name"),
    ("record", "type", "write `is: T` for another name of a type, or put the fields under `fields`"),
    ("record", "extends", "write `with`"),
    ("record", "include", "write `with`"),
    ("record", "includes", "write `with`"),
    ("record", "properties", "write `fields`"),
    ("record", "symbols", "write `enum`"),
    ("methods", "read", "write `get`"),
    ("methods", "list", "write `get_all`, or describe a search under `finders`"),
    ("methods", "find", "describe a search under `finders`"),
    ("methods", "search", "describe it under `finders`"),
    ("methods", "patch", "write `partial_update`"),
    ("methods", "put", "write `update`"),
    ("methods", "post", "write `create`, or describe an action under `actions`"),
    ("methods", "remove", "write `delete`"),
];

const OPTIONAL: &str = "put a `?` after the name: `name?: T`";

/// The longest text that advice repeats.
const SHOWN: usize = 60;

/// Advice on writing a value of the wrong kind as the expected kind.
pub(super) fn written(node: &Node, expected: &Value) -> Option<String> {
    match (expected, &node.value) {
        (Value::Either(values), _) => values.iter().find_map(|value| written(node, value)),
        (Value::List(_), document::Value::Scalar(_)) => Some(format!("write `[{}]`", node.text()?)),
        (Value::List(_), document::Value::Map(entries)) if entries.iter().any(|(_, value)| !value.is_absent()) => {
            let items = entries.iter().find_map(|(_, value)| value.items().iter().map(Node::text).collect::<Option<Vec<_>>>());
            let items = items.filter(|items| !items.is_empty());
            Some(items.map_or_else(|| "write it as a list: `[a, b]`".to_owned(), |items| format!("write `[{}]`", items.join(", "))))
        }
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
        (Value::Table { .. }, document::Value::Scalar(_)) if node.text().and_then(no_blank).is_some() => no_blank(node.text()?),
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
    if keys.is_empty() && matches!(text, "true" | "yes" | "on") {
        return "leave the value out: a name with a colon is enough".to_owned();
    }
    match keys.as_slice() {
        [] => "write its keys below it, indented, or in braces: `{key: value}`".to_owned(),
        keys => format!("write it as `{{{}}}`", keys.iter().map(|key| format!("{key}: ...")).collect::<Vec<_>>().join(", ")),
    }
}

/// Advice on a key of another language.
pub(super) fn of_key(shape: &Shape, key: &str) -> Option<String> {
    FOREIGN.iter().find(|(place, foreign, _)| *place == shape.name && *foreign == key).map(|(.., help)| (*help).to_owned())
}

/// The place for names that the author chooses, if a mapping of this shape has one for fields or parameters.
pub(super) fn own_names(shape: &Shape) -> String {
    let place = shape.entries().find_map(|entry| match entry.value {
        Value::Table { names, value: Value::Typed(_), .. } => Some((names, entry.key)),
        _ => None,
    });
    place.map_or_else(String::new, |(names, key)| format!("; {names} stand below `{key}`"))
}

/// The problem of a mapping that is a map type but for its keys, with its place and advice.
pub(super) fn key_types(node: &Node) -> Option<(Span, String, &'static str)> {
    let are_types = node.entries().iter().all(|(key, _)| is_map_key(key.text.trim_end_matches('?')));
    match node.entries() {
        [(key, _)] if are_types => {
            Some((key.span, format!("`{}` is no type of keys", key.text), "remove the `?`: what is absent from a map has no key there"))
        }
        [_, (second, _), ..] if are_types => Some((
            second.span,
            "a map type has one type of keys".to_owned(),
            "write `{string: T}`; a value of one of several types is a union under `types`",
        )),
        _ => None,
    }
}

/// Advice on a text that was meant to be a name and its value: `id:long`.
pub(super) fn no_blank(text: &str) -> Option<String> {
    let (name, value) = text.split_once(':').filter(|(name, value)| !name.is_empty() && !value.is_empty())?;
    (!text.contains([' ', '/'])).then(|| format!("write `{name}: {value}`"))
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

/// The problem of a key that stands beside its owner instead of below it.
pub(super) fn beside(key: &Key, owner: &Key) -> Diagnostic {
    let message = format!("`{}` stands beside `{}`, not below it", key.text, owner.text);
    let problem = Diagnostic::error(rules::UNKNOWN_KEY, key.span, message).also(owner.span, "this has no value");
    problem.help(format!("indent `{}`, and what follows it, further than `{}`", key.text, owner.text))
}
