//! Resources that several files describe in the same way, as a restspec and its snapshot do.

use std::collections::BTreeSet;

use crate::json::{Node, Value};

/// Members that differ between descriptions of one resource and change nothing.
const BESIDE: &[&str] = &["doc", "resourceClass", "javaMethodName", "javaMethodType", "javaReturnsResultWrapper"];

/// Resources that were described so far.
#[derive(Debug, Default)]
pub(crate) struct Described(BTreeSet<String>);

impl Described {
    /// Returns whether no file described the resource in the same way before.
    pub(crate) fn is_new(&mut self, resource: &Node) -> bool {
        self.0.insert(bare(resource).to_json())
    }
}

/// The description without what changes nothing, its members sorted.
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
