//! The collection that a URN expands to through a finder (`docs/protocol.md §5.5`).

use std::fmt;

use super::Paging;
use crate::data::{Data, DataMut, DataRef, Field, FieldMuts, FieldRefs, Record, Table};

/// A collection inside a record: elements, and where they lie.
#[derive(Clone)]
pub struct Collection<T> {
    /// The elements.
    pub elements: Vec<T>,
    /// The position of the elements in the whole collection.
    pub paging: Option<Paging>,
}

static TABLE: Table = Table {
    name: "com.linkedin.restli.common.CollectionResponse",
    rust: "Collection",
    fields: &[Field { wire: "elements", rust: "elements", required: false }, Field { wire: "paging", rust: "paging", required: false }],
};

impl<T: Data> Data for Collection<T> {
    fn empty() -> Self {
        Self { elements: Vec::new(), paging: None }
    }
    fn data(&self) -> DataRef<'_> {
        DataRef::Record(self)
    }
    fn data_mut(&mut self) -> DataMut<'_> {
        DataMut::Record(self)
    }
}

impl<T: Data> Record for Collection<T> {
    fn table(&self) -> &'static Table {
        &TABLE
    }
    fn field_refs<'a>(&'a self, to: &mut FieldRefs<'_, 'a>) {
        to.lend(&[&self.elements, &self.paging]);
    }
    fn field_muts<'a>(&'a mut self, to: &mut FieldMuts<'_, 'a>) {
        to.lend(&mut [&mut self.elements, &mut self.paging]);
    }
}

impl<T: Data> PartialEq for Collection<T> {
    fn eq(&self, other: &Self) -> bool {
        crate::data::eq(self, other)
    }
}

impl<T: Data> fmt::Debug for Collection<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        crate::data::debug::fmt_debug(self, f)
    }
}

impl<T: Data> serde::Serialize for Collection<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        crate::data::serde_bridge::serialize(self, serializer)
    }
}

impl<'de, T: Data> serde::Deserialize<'de> for Collection<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::data::serde_bridge::deserialize(deserializer)
    }
}
