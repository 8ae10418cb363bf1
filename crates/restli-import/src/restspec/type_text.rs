//! Types in restspecs: a name, or the JSON text of an array or a map (`docs/formats.md §2.1`).

use crate::json::{Node, Value, read_inside};
use crate::model::{Ty, TyKind};
use crate::pdsc::{Reading, name_of, schema};
use crate::rules;

/// Reads a type string, or the object that older files have in its place. `items` is the element type beside a bare `array`.
pub(super) fn type_text(node: &Node, items: Option<&Node>, reading: &mut Reading<'_>) -> Ty {
    let text = match &node.value {
        Value::Text(text) => text.trim(),
        Value::Object(_) => return schema(node, "", reading),
        _ => {
            node.expected("type", "the name of a type", reading.problems);
            return Ty::new(node.span, TyKind::Wrong);
        }
    };
    if text.starts_with(['{', '"']) {
        return match read_inside(text, node.span, reading.problems) {
            Some(inner) => schema(&inner, "", reading),
            None => Ty::new(node.span, TyKind::Wrong),
        };
    }
    if text.starts_with('[') {
        let help = "declare a typeref of the union, and write its name";
        reading.problems.error(rules::TYPE, node.span, "a union stands inside a record or behind a typeref only", help);
        return Ty::new(node.span, TyKind::Wrong);
    }
    match (text, items) {
        ("array", Some(items)) => Ty::new(node.span, TyKind::Array(Box::new(type_text(items, None, reading)))),
        ("map", Some(items)) => Ty::new(node.span, TyKind::Map(Box::new(type_text(items, None, reading)))),
        _ => name_of(text, node.span, "", reading),
    }
}
