//! A resource while it is read.

use crate::api::Resource;
use crate::document::Node;

/// A resource with its source nodes, for checks that run when all types are complete.
pub(crate) struct ResourceDraft<'a> {
    pub(crate) resource: Resource,
    pub(crate) node: &'a Node,
    /// The node of each method, in the order of [`Resource::methods`].
    pub(crate) methods: Vec<&'a Node>,
}
