//! Annotations (`docs/formats.md §2.6`).

use crate::json::{Key, Node, Value};
use crate::model::Annotated;
use crate::pdsc::Reading;

/// Reads `annotations` and the unknown members. Annotations in `elsewhere` are skipped, since other code reads them.
pub(super) fn annotated(node: &Node, known: &[&str], elsewhere: &[&str], reading: &mut Reading<'_>) -> Annotated {
    let mut annotated = Annotated { deprecated: None, extra: node.others(&[&["annotations"], known].concat()) };
    let annotations = node.may_object("annotations", reading.problems);
    let mut others = Vec::new();
    for (key, value) in annotations {
        match key.text.as_str() {
            "deprecated" => annotated.deprecated = Some(value.text().or_else(|| value.get_text("doc")).unwrap_or_default().to_owned()),
            name if elsewhere.contains(&name) => {}
            _ => others.push((key.clone(), value.clone())),
        }
    }
    if let (false, Some(all)) = (others.is_empty(), node.get("annotations")) {
        let key = Key { text: "annotations".to_owned(), span: all.span };
        annotated.extra.push((key, Node { span: all.span, value: Value::Object(others) }));
    }
    annotated
}

pub(super) fn annotation<'n>(node: &'n Node, name: &str) -> Option<&'n Node> {
    node.get("annotations")?.get(name)
}
