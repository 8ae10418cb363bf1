//! Snapshots: a restspec with every type that it reaches (`docs/formats.md §3`).

use crate::json::{Node, Value};
use crate::model::Resource;
use crate::pdsc::{Reading, schema};
use crate::repeated::Described;
use crate::restspec;

/// Reads a snapshot: adds its types to the types read so far, and returns its resource unless another
/// file described it in the same way.
pub(crate) fn snapshot(node: &Node, reading: &mut Reading<'_>, described: &mut Described) -> Option<Resource> {
    node.leave_out_others(&["models", "schema"], "snapshots", reading.problems);
    for model in node.may_list("models", reading.problems) {
        // A bare name only states that another entry declares the type.
        if !matches!(model.value, Value::Text(_)) {
            schema(model, "", reading);
        }
    }
    let resource = node.need("schema", "a snapshot", reading.problems)?;
    if described.is_new(resource) { restspec::resource(resource, reading) } else { None }
}
