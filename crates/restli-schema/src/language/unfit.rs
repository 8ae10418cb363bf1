//! Texts that fit nowhere, whatever is expected: those with invisible characters, and YAML's words for nothing.

use super::shape::Value;
use crate::characters;
use crate::diagnostic::Diagnostic;
use crate::document::{self, Node};
use crate::rules;

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
