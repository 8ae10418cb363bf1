//! The catalog of the macro crate: the rows that the schema builds, with the names of Rust filled in, as static tables.

mod fill;
mod permissions;
mod tables;

use restli_projection::catalog::{Catalog, TypeIndex};
use restli_schema::api::Resource;
use restli_schema::catalog::Rows;

pub(crate) use fill::{roots, rows};
pub(crate) use tables::sources;

/// A catalog, and the rows that it borrows from.
#[derive(Clone, Copy)]
pub(crate) struct Lookup<'r> {
    pub(crate) catalog: Catalog<'r>,
    pub(crate) rows: &'r Rows<'r>,
}

impl Lookup<'_> {
    /// The type of a resource's entities.
    pub(crate) fn entity(&self, resource: &Resource) -> Option<TypeIndex> {
        resource.entity.and_then(|entity| self.rows.index(entity))
    }
}
