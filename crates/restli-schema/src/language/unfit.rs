//! Texts and keys that fit nowhere, whatever is expected: those with invisible characters, and YAML's words for nothing.

use super::plain::{self, Plain};
use super::shape::{NameOf, Value};
use crate::characters;
use crate::diagnostic::Diagnostic;
use crate::document::{self, Key, Node};
use crate::help::Help;
use crate::rules;

/// The problem of a key that the author of the schema chose and that is a word for nothing or a truth value. Words with capitals are
/// names of types and symbols, and a number is the text of its digits: there are tables of versions and of statuses.
pub(super) fn key(key: &Key) -> Option<Diagnostic> {
    let text = Some(key.text.as_str()).filter(|_| !key.quoted)?;
    let (message, help) = match text {
        "" => ("no key stands before the colon".to_owned(), Help::from("write a name there")),
        "~" => ("`~` is nothing in YAML, not a key".to_owned(), Help::from("write a name there")),
        "null" => ("`null` is nothing in YAML, not a key".to_owned(), quoted(text)),
        "true" | "false" => (format!("`{text}` is a truth value in YAML, not a key"), quoted(text)),
        _ => return None,
    };
    Some(Diagnostic::error(rules::COMPLEX_KEY, key.span, message).help(help))
}

fn is_nothing(text: &str) -> bool {
    matches!(text, "~" | "null")
}

fn quoted(text: &str) -> Help {
    Help::written("put quotes around the name:", format!("\"{text}\""))
}

/// The problems of the keys that the author of the schema chose in a value of this kind: in any value, at every depth.
pub(super) fn keys(node: &Node, value: &Value) -> Vec<Diagnostic> {
    let own = || node.entries().iter().filter_map(|(own, _)| key(own));
    match value {
        Value::Any => {
            let inner = node.items().iter().chain(node.entries().iter().map(|(_, value)| value));
            own().chain(inner.flat_map(|inner| keys(inner, value))).collect()
        }
        Value::Table { .. } | Value::Pair(_) => own().collect(),
        _ => Vec::new(),
    }
}

/// The problem of an item of a list of names that YAML takes for something else, with the way to write the name of these letters.
pub(super) fn item(node: &Node, value: &Value) -> Option<Diagnostic> {
    let document::Value::Scalar(document::Scalar { text, quoted: false, .. }) = &node.value else { return None };
    let of_name = match value {
        Value::Either(values) => values.iter().any(|value| matches!(value, Value::Name(_) | Value::Text)),
        other => matches!(other, Value::Name(_) | Value::Text),
    };
    let (rule, message) = match plain::meaning(text)? {
        Plain::Nothing if value.is_symbol() || of_name && is_nothing(text) => (rules::NO_VALUE, format!("`{text}` is nothing in YAML")),
        Plain::Truth if value.is_symbol() => (rules::MALFORMED, format!("`{text}` is a truth value in YAML, not a name")),
        Plain::Number if value.is_symbol() => (rules::MALFORMED, format!("`{text}` is a number in YAML, not a name")),
        Plain::Nothing | Plain::Truth | Plain::Number => return None,
    };
    let help = if text == "~" { Help::remove("remove it") } else { quoted(text).and("or remove it") };
    Some(Diagnostic::error(rule, node.span, message).help(help))
}

/// The problem of a scalar where a value of this kind is expected.
pub(super) fn scalar(node: &Node, value: &Value) -> Option<Diagnostic> {
    if let Value::Any = value {
        return None;
    }
    let document::Value::Scalar(scalar) = &node.value else { return None };
    let of_type = matches!(value, Value::Type | Value::Typed(_));
    // Types have advice of their own on `null`; defaults in types hold any character.
    if !scalar.quoted && is_nothing(&scalar.text) && !(of_type && scalar.text == "null") {
        let help = "leave out the value, or the key with it; the text of these letters stands in quotes";
        return Some(Diagnostic::error(rules::NO_VALUE, node.span, format!("`{}` is nothing in YAML", scalar.text)).help(help));
    }
    if !scalar.quoted && matches!(value, Value::Name(NameOf::Record)) && matches!(plain::meaning(&scalar.text), Some(Plain::Truth)) {
        let message = format!("`{}` is a truth value, and no record", scalar.text);
        return Some(
            Diagnostic::error(rules::NOT_A_RECORD, node.span, message).help("write the name of a record that is declared under `types`"),
        );
    }
    let (at, one) = characters::first(&scalar.text).filter(|_| !of_type)?;
    Some(characters::problem(one, node.part(at, one.len_utf8())))
}
