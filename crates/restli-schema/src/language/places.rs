//! Content in the wrong place: records where types stand, levels too many, lists of what is one mapping, keys beside their owner.

use super::foreign;
use super::foreign_types;
use super::hints::has_key;
use super::kinds::{accepts, is_map_key};
use super::shape::{Shape, Value};
use crate::api::{PRIMITIVES, is_primitive};
use crate::diagnostic::Diagnostic;
use crate::document::{Key, Node};
use crate::rules;
use crate::source::Span;

/// Returns whether a mapping in a type's place is a record: several keys, none of this shape, and most of no language or before a type.
pub(super) fn is_record_in_place(node: &Node, shape: &'static Shape) -> bool {
    let names = || shape.entries().map(|entry| entry.key);
    let is_foreign = |(key, value): &&(Key, Node)| {
        let key = key.text.trim_end_matches('?');
        restli_core::suggest::nearest(key, names()).is_some() || foreign::is_known(shape, key) && !is_like_type(value)
    };
    let entries = node.entries();
    let are_own = entries.iter().any(|(key, _)| names().any(|name| name == key.text));
    let are_given = entries.iter().all(|(_, value)| !value.is_absent());
    !are_own && are_given && entries.len() > 1 && entries.iter().filter(is_foreign).count() * 2 < entries.len()
}

/// Returns whether a value is most likely a type: a primitive, a URN type, a name with a capital letter, or an array of one.
fn is_like_type(node: &Node) -> bool {
    match (node.text(), node.items()) {
        (Some(text), _) => {
            let name = text.split([' ', '?']).next().unwrap_or_default();
            is_primitive(name) || name.starts_with("urn:") || name.starts_with(char::is_uppercase)
        }
        (None, [item]) => is_like_type(item),
        _ => false,
    }
}

/// The problem of a list whose items have one key each of what is one mapping.
pub(super) fn one_mapping(items: &[Node], item: &'static Value) -> Option<Diagnostic> {
    let (Value::Map(shape), [first, _, ..]) = (item, items) else { return None };
    let keys: Vec<&str> =
        items.iter().filter_map(|one| if let [(key, _)] = one.entries() { Some(key.text.as_str()) } else { None }).collect();
    let are_apart = keys.iter().enumerate().all(|(at, key)| has_key(item, key) && keys.iter().take(at).all(|other| other != key));
    let needed = shape.entries().filter(|entry| entry.required).all(|entry| keys.contains(&entry.key));
    (are_apart && needed && keys.len() == items.len()).then(|| {
        let form = keys.iter().map(|key| format!("{key}: ...")).collect::<Vec<_>>().join(", ");
        Diagnostic::error(rules::WRONG_KIND, first.span, "the keys of one mapping are items of a list")
            .help(format!("remove the dashes or the braces around each: `{{{form}}}`"))
    })
}

/// The problem of a table that stands one level too deep, below a key of another language such as `properties`.
pub(super) fn wrapped(node: &Node, value: &'static Value, names: &str) -> Option<Diagnostic> {
    let is_sign = |(key, value): &(Key, Node)| key.text == "type" && value.text().is_some();
    let [(key, inner)] = node.entries().iter().filter(|entry| !is_sign(entry)).collect::<Vec<_>>()[..] else { return None };
    let shape = match value {
        Value::Map(shape) | Value::Typed(shape) => shape,
        Value::Pick { otherwise, .. } => otherwise,
        _ => return None,
    };
    let of_types = matches!(value, Value::Typed(_));
    let is_meant = |key: &str, one: &Node| has_key(value, key) || foreign::is_known(shape, key) && !(of_types && is_like_type(one));
    let is_entry = |(key, one): &(Key, Node)| !is_meant(&key.text, one) && accepts(value, one);
    let is_certain = node.entries().len() > 1 || !matches!(value, Value::Typed(_)) && inner.entries().len() > 1;
    let holds = is_certain && !inner.entries().is_empty() && inner.entries().iter().all(is_entry);
    holds.then(|| {
        let help = format!("remove `{}`, and indent what stands below it less", key.text);
        let span = node.entries().first().map_or(key.span, |(first, _)| Span { end: key.span.end, ..first.span });
        Diagnostic::error(rules::UNKNOWN_KEY, span, format!("here stand {names}, and `{}` is a level too many", key.text)).help(help)
    })
}

/// The problem of a list in place of the record in the body of an event.
pub(super) fn body(key: &Key, value: &Node, around: Option<&&'static Shape>) -> Option<Diagnostic> {
    let [item] = value.items() else { return None };
    (around?.name == "event" && key.text == "body").then(|| {
        Diagnostic::error(rules::WRONG_KIND, value.span, "the body of a call is one object, not a list").help(format!(
            "name the record with the field that holds the array of `{}`, and the field under `each`",
            item.text().unwrap_or("T")
        ))
    })
}

/// The problem of a mapping that is no type.
pub(super) fn no_type(node: &Node) -> Diagnostic {
    let near = |key: &Key| restli_core::suggest::nearest(&key.text, PRIMITIVES.iter().map(|(name, _)| *name)).is_some();
    let is_field = |(key, value): &(Key, Node)| !near(key) && (key.text == "fields" || value.text().is_some());
    let is_language = |key: &str| matches!(key, "type" | "union" | "items" | "enum");
    let found_mapping = |help: String| Diagnostic::error(rules::WRONG_KIND, node.span, "expected a type, found a mapping").help(help);
    let undeclared = || found_mapping("declare the record under `types`, and write its name here; a map is `{string: T}`".to_owned());
    if let Some(help) = foreign_types::advice(node) {
        return Diagnostic::error(rules::WRONG_KIND, node.span, "expected a type, found a mapping").help(help);
    }
    let is_kind = |words: &[&str]| {
        let of_type = node.get("type").and_then(Node::text);
        node.entries().iter().any(|(key, _)| words.contains(&key.text.as_str())) || of_type.is_some_and(|kind| words.contains(&kind))
    };
    match node.entries() {
        _ if is_kind(&["enum", "symbols"]) => found_mapping("declare the enum under `types`, and write its name here".to_owned()),
        _ if is_kind(&["object", "properties", "record"]) => undeclared(),
        [only] if only.0.text != "type" && is_field(only) => undeclared(),
        [_, _, ..] if node.entries().iter().all(|(key, _)| !is_map_key(&key.text) && !is_language(&key.text)) => undeclared(),
        [(key, _)] if key.text != "type" => Diagnostic::error(rules::WRONG_KIND, key.span, format!("`{}` is no type of keys", key.text))
            .help("write `{string: T}`, or in place of `string` `int`, `long`, a URN type, or the name of an enum"),
        _ => found_mapping(
            "a type is a text, `[T]`, `{string: T}` or `{union: ...}`; what else there is to say stands beside `type:`".to_owned(),
        ),
    }
}

/// The problem of a key that stands beside its owner instead of below it.
pub(super) fn beside(key: &Key, owner: &Key) -> Diagnostic {
    let message = format!("`{}` stands beside `{}`, not below it", key.text, owner.text);
    let problem = Diagnostic::error(rules::UNKNOWN_KEY, key.span, message).also(owner.span, "it belongs below this");
    problem.help(format!("indent `{}`, and what follows it, further than `{}`", key.text, owner.text))
}
