//! What a URN expands to through a finder (`docs/protocol.md §5.5`).

use std::fmt;

use super::Paging;
use crate::data::{Field, Fill, Record, Slot, Slots, SlotsMut, Table, View};

/// A collection inside a record: elements, and where they lie.
#[derive(Clone)]
pub struct Collection<T> {
    /// The elements.
    pub elements: Vec<T>,
    /// Where they lie.
    pub paging: Option<Paging>,
}

static TABLE: Table = Table {
    name: "com.linkedin.restli.common.CollectionResponse",
    rust: "Collection",
    fields: &[Field { wire: "elements", rust: "elements", required: false }, Field { wire: "paging", rust: "paging", required: false }],
};

impl<T: Slot> Slot for Collection<T> {
    fn blank() -> Self {
        Self { elements: Vec::new(), paging: None }
    }
    fn view(&self) -> View<'_> {
        View::Record(self)
    }
    fn fill(&mut self) -> Fill<'_> {
        Fill::Record(self)
    }
}

impl<T: Slot> Record for Collection<T> {
    fn table(&self) -> &'static Table {
        &TABLE
    }
    fn slots<'a>(&'a self, to: &mut Slots<'_, 'a>) {
        to.lend(&[&self.elements, &self.paging]);
    }
    fn slots_mut<'a>(&'a mut self, to: &mut SlotsMut<'_, 'a>) {
        to.lend(&mut [&mut self.elements, &mut self.paging]);
    }
}

impl<T: Slot> PartialEq for Collection<T> {
    fn eq(&self, other: &Self) -> bool {
        crate::data::same(self, other)
    }
}

impl<T: Slot> fmt::Debug for Collection<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        crate::data::show(self, f)
    }
}

impl<T: Slot> serde::Serialize for Collection<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        crate::data::serialize(self, serializer)
    }
}

impl<'de, T: Slot> serde::Deserialize<'de> for Collection<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::data::deserialize(deserializer)
    }
}
