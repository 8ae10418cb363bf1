//! The collection that a URN expands to through a finder (`docs/protocol.md §5.5`).

use super::Paging;

/// A collection inside a record: elements, and their position.
#[derive(Clone)]
pub struct Collection<T> {
    /// The elements.
    pub elements: Vec<T>,
    /// The position of the elements in the whole collection.
    pub paging: Option<Paging>,
}

crate::record! {
    Collection<T> = "com.linkedin.restli.common.CollectionResponse" {
        elements: "elements",
        paging: "paging",
    }
}
