//! Annotations (`docs/formats.md §2.6`).

use crate::json::{Key, Node, Value};
use crate::model::Annotated;
use crate::pdsc::Reading;

/// Reads `annotations` and the unknown members. Annotations in `elsewhere` are read by other code, with the one member that it knows.
pub(super) fn annotated(node: &Node, known: &[&str], elsewhere: &[(&str, &str)], reading: &mut Reading<'_>) -> Annotated {
    let mut annotated = Annotated { deprecated: None, extra: node.others(&[&["annotations"], known].concat()) };
    let annotations = node.may_object("annotations", reading.problems);
    let mut others = Vec::new();
    for (key, value) in annotations {
        let member = match key.text.as_str() {
            "deprecated" => {
                annotated.deprecated = Some(reason(value, reading));
                Some("doc")
            }
            name => elsewhere.iter().find(|(other, _)| *other == name).map(|(_, member)| *member),
        };
        let rest = member.map(|member| value.others(&[member]));
        match rest {
            None => others.push((key.clone(), value.clone())),
            Some(rest) if rest.is_empty() => {}
            Some(rest) => others.push((key.clone(), Node { span: value.span, value: Value::Object(rest) })),
        }
    }
    if let (false, Some(all)) = (others.is_empty(), node.get("annotations")) {
        let key = Key { text: "annotations".to_owned(), span: all.span };
        annotated.extra.push((key, Node { span: all.span, value: Value::Object(others) }));
    }
    annotated
}

/// The reason of a deprecation: a text, or the `doc` of an object; empty for `true`, which gives none.
fn reason(value: &Node, reading: &mut Reading<'_>) -> String {
    let reason = match &value.value {
        Value::Text(text) => Some(text.clone()),
        Value::Object(_) => value.may_text("doc", reading.problems),
        Value::Bool(true) => None,
        _ => {
            value.expected("deprecated", "the reason in quotes, or an object with `doc`", reading.problems);
            None
        }
    };
    reason.unwrap_or_default()
}

pub(super) fn annotation<'n>(node: &'n Node, name: &str) -> Option<&'n Node> {
    node.get("annotations")?.get(name)
}
