//! Snapshots: a restspec with every type that it reaches (`FORMATS.md §3`).

use crate::json::{Node, Value};
use crate::model::Resource;
use crate::pdsc::{Reading, schema};
use crate::restspec;

/// Reads a snapshot: its types go to all others, its resource is given back.
pub(crate) fn snapshot(node: &Node, reading: &mut Reading<'_>) -> Option<Resource> {
    for model in node.may_list("models", reading.problems) {
        // A name only says that the type is spelled out inside another one.
        if !matches!(model.value, Value::Text(_)) {
            schema(model, "", reading);
        }
    }
    restspec::resource(node.need("schema", "a snapshot", reading.problems)?, reading)
}
