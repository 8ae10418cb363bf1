//! Kinds of YAML values, and their names in messages.

use super::shape::{Form, Value};
use crate::document::{self, Node};

/// Returns whether a node has the kind that a value expects.
pub(super) fn accepts(value: &Value, node: &Node) -> bool {
    let found = match &node.value {
        document::Value::Scalar(_) => Form::Text,
        document::Value::Seq(_) => Form::List,
        document::Value::Map(_) => Form::Mapping,
    };
    value.form().is_some_and(|expected| expected == found || matches!(expected, Form::Type | Form::Any))
}

/// Returns whether a node is an empty list or table.
pub(super) fn is_hollow(value: &Value, node: &Node) -> bool {
    match value {
        Value::Either(values) => values.iter().find(|value| accepts(value, node)).is_some_and(|value| is_hollow(value, node)),
        Value::List(_) => matches!(&node.value, document::Value::Seq(items) if items.is_empty()),
        Value::Table { .. } => matches!(&node.value, document::Value::Map(entries) if entries.is_empty()),
        _ => false,
    }
}

/// The kinds of several values, for messages: `a text or a list`.
pub(super) fn kinds(values: &'static [Value]) -> String {
    let name = |value: &Value| match value.form() {
        Some(Form::List) => "a list",
        Some(Form::Mapping) => "a mapping",
        Some(Form::Type) => "a type",
        Some(Form::Text | Form::Any) | None => "a text",
    };
    values.iter().map(name).collect::<Vec<_>>().join(" or ")
}

/// The kind of a node with its article.
pub(super) fn kind_of(node: &Node) -> &'static str {
    match &node.value {
        document::Value::Scalar(_) if node.is_absent() => "nothing",
        document::Value::Scalar(_) => "a text",
        document::Value::Seq(_) => "a list",
        document::Value::Map(_) => "a mapping",
    }
}

/// The name of a shape with its article.
pub(super) fn article(name: &str) -> String {
    let name = name.replace('_', " ");
    match name.as_str() {
        "rules" | "methods" | "headers" | "uploads" | "addresses" => format!("`{name}`"),
        "needs" => "a choice of permissions".to_owned(),
        "api" => "an API".to_owned(),
        "oauth" => "`oauth`".to_owned(),
        "media" => "a media rule".to_owned(),
        "urn" => "a URN".to_owned(),
        "paging" => "`paging`".to_owned(),
        "union" => "a union".to_owned(),
        "fixed" => "a type of bytes".to_owned(),
        _ if name.starts_with(['a', 'e', 'i', 'o', 'u']) => format!("an {name}"),
        _ => format!("a {name}"),
    }
}

/// Returns whether the only key of a mapping is the type of a map's keys: a primitive, a URN type or a name with a capital letter or a
/// dot. The keys of the language have neither.
#[must_use]
pub fn is_map_key(key: &str) -> bool {
    const PRIMITIVES: &[&str] = &["string", "int", "long", "float", "double", "bool", "any", "urn"];
    PRIMITIVES.contains(&key) || key.contains([':', '.']) || key.chars().any(char::is_uppercase)
}

/// Returns whether a type is in its long form: a mapping that is neither a map type nor a bare union.
pub(crate) fn is_long_form(node: &Node) -> bool {
    match node.entries() {
        [] => matches!(node.value, document::Value::Map(_)),
        [(key, _)] => !is_map_key(&key.text),
        _ => true,
    }
}
