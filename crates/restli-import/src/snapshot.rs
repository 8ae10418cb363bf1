//! Snapshots: a restspec with every type that it reaches (`docs/formats.md §3`).

use crate::json::{Node, Value};
use crate::model::Resource;
use crate::pdsc::{Reading, schema};
use crate::repeated::Described;
use crate::restspec;

/// Reads a snapshot: its types go to all others, its resource is given back, unless another
/// file said the same.
pub(crate) fn snapshot(node: &Node, reading: &mut Reading<'_>, described: &mut Described) -> Option<Resource> {
    for model in node.may_list("models", reading.problems) {
        // A name only says that the type is spelled out inside another one.
        if !matches!(model.value, Value::Text(_)) {
            schema(model, "", reading);
        }
    }
    let resource = node.need("schema", "a snapshot", reading.problems)?;
    if described.is_new(resource) { restspec::resource(resource, reading) } else { None }
}
