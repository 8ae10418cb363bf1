//! Texts that fit nowhere, whatever is expected: those with invisible characters, and YAML's words for nothing.

use super::notation::WIRE;
use super::shape::Value;
use crate::characters;
use crate::diagnostic::Diagnostic;
use crate::document::{self, Node};
use crate::rules;

/// The problem of an item of a list of names that YAML takes for something else, with the way to write the name of these letters.
pub(super) fn item(node: &Node, value: &Value) -> Option<Diagnostic> {
    let document::Value::Scalar(document::Scalar { text, quoted: false, .. }) = &node.value else { return None };
    let nothing = matches!(text.as_str(), "~" | "null");
    let of_name = match value {
        Value::Either(values) => values.iter().any(|value| matches!(value, Value::Name(_) | Value::Text)),
        other => matches!(other, Value::Name(_) | Value::Text),
    };
    let is_symbol = matches!(value, Value::Written(notation) if std::ptr::eq(*notation, &raw const WIRE));
    let (rule, message) = if nothing && (is_symbol || of_name) {
        (rules::NO_VALUE, format!("`{text}` is nothing in YAML"))
    } else if is_symbol && matches!(text.as_str(), "true" | "false") {
        (rules::MALFORMED, format!("`{text}` is a truth value in YAML, not a name"))
    } else if is_symbol && serde_json::from_str::<serde_json::Number>(text).is_ok() {
        (rules::MALFORMED, format!("`{text}` is a number in YAML, not a name"))
    } else {
        return None;
    };
    let help = if text == "~" { "remove it".to_owned() } else { format!("put quotes around the name: `\"{text}\"`, or remove it") };
    Some(Diagnostic::error(rule, node.span, message).help(help))
}

/// The problem of a scalar where a value of this kind is expected.
pub(super) fn scalar(node: &Node, value: &Value) -> Option<Diagnostic> {
    if let Value::Any = value {
        return None;
    }
    let document::Value::Scalar(scalar) = &node.value else { return None };
    let of_type = matches!(value, Value::Type | Value::Typed(_));
    // Types have advice of their own on `null`, which is a symbol like others, too; defaults in types hold any character.
    let of_word = of_type || matches!(value, Value::Written(_));
    let nothing = scalar.text == "~" || !of_word && scalar.text == "null";
    if nothing && !scalar.quoted {
        let help = "leave out the value, or the key with it; the text of these letters stands in quotes";
        return Some(Diagnostic::error(rules::NO_VALUE, node.span, format!("`{}` is nothing in YAML", scalar.text)).help(help));
    }
    let (at, one) = characters::first(&scalar.text).filter(|_| !of_type)?;
    Some(characters::problem(one, node.part(at, one.len_utf8())))
}
