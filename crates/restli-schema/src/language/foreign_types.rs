//! Types of other languages that are mappings or lists: JSON Schema's, Avro's, `["null", "string"]`.

use crate::document::{Node, Value};
use crate::foreign_types;
use crate::help::Help;
use crate::types::parse;

/// Advice on a value that is written as a type of another language.
pub(super) fn advice(node: &Node) -> Option<Help> {
    let meant = meaning(node, MAX_DEPTH)?;
    parse(&meant).is_ok().then(|| foreign_types::advice(meant).of_value())
}

/// The deepest nesting that is translated.
const MAX_DEPTH: usize = 8;

fn meaning(node: &Node, depth: usize) -> Option<String> {
    let depth = depth.checked_sub(1)?;
    match &node.value {
        Value::Scalar(_) => {
            let own = |text: &str| foreign_types::named(text).is_none().then(|| text.to_owned());
            node.text().and_then(|text| foreign_types::translated(text).or_else(|| own(text)))
        }
        Value::Seq(items) => match items.as_slice() {
            [item] => meaning(item, depth).map(|item| format!("[{item}]")),
            [item, nothing] if is_nothing(nothing) => absent(item, depth),
            [nothing, item] if is_nothing(nothing) => absent(item, depth),
            _ => None,
        },
        Value::Map(_) => of_mapping(node, depth),
    }
}

/// The keys that say nothing but the type. A mapping with others says more than advice on the type alone may drop.
const OF_TYPES: &[&str] = &["$ref", "additionalProperties", "elementType", "format", "items", "type", "values"];

fn of_mapping(node: &Node, depth: usize) -> Option<String> {
    if node.entries().len() > 1 && !node.entries().iter().all(|(key, _)| OF_TYPES.contains(&key.text.as_str())) {
        return None;
    }
    let array = |item: &Node| meaning(item, depth).map(|item| format!("[{item}]"));
    let map = |value: &Node| meaning(value, depth).map(|value| format!("{{string: {value}}}"));
    if let Some(reference) = node.get("$ref").and_then(Node::text) {
        return reference.rsplit(['/', '#']).next().map(str::to_owned);
    }
    if let Some(kind) = node.get("type") {
        return match kind.text() {
            Some("array" | "list" | "set") => array(node.get("items").or_else(|| node.get("elementType"))?),
            Some("map" | "object") => map(node.get("values").or_else(|| node.get("additionalProperties"))?),
            Some("record" | "enum" | "union" | "fixed") => None,
            _ => meaning(kind, depth),
        };
    }
    let [(key, value)] = node.entries() else { return None };
    match key.text.as_str() {
        "array" | "list" | "set" | "repeated" => array(value),
        "map" | "dict" => map(value),
        "optional" | "nullable" => absent(value, depth),
        _ => None,
    }
}

/// The type of a value that may be absent.
fn absent(node: &Node, depth: usize) -> Option<String> {
    meaning(node, depth).map(|meant| format!("{}?", meant.trim_end_matches('?')))
}

fn is_nothing(node: &Node) -> bool {
    node.is_absent() || node.text() == Some("null")
}
