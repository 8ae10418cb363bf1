//! A resource while it is read.

use crate::api::Resource;
use crate::document::Node;

/// A resource with its source nodes, for checks that run when all types are complete.
pub(crate) struct ResourceDraft<'a> {
    pub(crate) resource: Resource,
    pub(crate) node: &'a Node,
    /// The node of each method, in the order of [`Resource::methods`].
    pub(crate) methods: Vec<&'a Node>,
    pub(crate) known: Known,
}

/// The parts of a resource that are known. Checks keep silent on what follows from a part that is not: it was reported itself.
#[derive(Clone, Copy)]
pub(crate) struct Known {
    /// The base is known, of which versions, address and projection style come.
    pub(crate) base: bool,
    /// The entity is known, unless the resource has none.
    pub(crate) entity: bool,
    /// Every field is known that a list of the resource names, such as `read_only`.
    pub(crate) listed: bool,
}
