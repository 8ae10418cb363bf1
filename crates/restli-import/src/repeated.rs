//! Duplicate descriptions of a resource, as a restspec and its snapshot have.

use std::collections::BTreeSet;

use crate::json::{Node, Value};

/// Members that may differ between descriptions of the same resource without a change of meaning.
const BESIDE: &[&str] = &["doc", "resourceClass", "javaMethodName", "javaMethodType", "javaReturnsResultWrapper"];

/// Resource descriptions seen so far.
#[derive(Debug, Default)]
pub(crate) struct Described(BTreeSet<String>);

impl Described {
    /// Returns whether no equivalent description of the resource was seen before.
    pub(crate) fn is_new(&mut self, resource: &Node) -> bool {
        self.0.insert(bare(resource).to_json())
    }
}

/// The description without the irrelevant members, its remaining members sorted.
fn bare(node: &Node) -> Node {
    let value = match &node.value {
        Value::List(items) => Value::List(items.iter().map(bare).collect()),
        Value::Object(entries) => {
            let kept = entries.iter().filter(|(key, _)| !BESIDE.contains(&key.text.as_str()));
            let mut kept: Vec<_> = kept.map(|(key, value)| (key.clone(), bare(value))).collect();
            kept.sort_by(|a, b| a.0.text.cmp(&b.0.text));
            Value::Object(kept)
        }
        other => other.clone(),
    };
    Node { span: node.span, value }
}
