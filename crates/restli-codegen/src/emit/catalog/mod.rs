//! The catalog and the permissions as static tables of the macro crate.

mod permissions;
mod tables;

/// The catalog, from which an expansion takes the types of its fields.
pub(crate) type Lookup<'r> = restli_projection::catalog::Catalog<'r>;

pub(crate) use tables::sources;
