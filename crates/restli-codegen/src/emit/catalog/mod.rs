//! The catalog and the permissions as static tables of the macro crate.

mod permissions;
mod tables;

/// The catalog in which the expansion of a projection looks up field types.
pub(crate) type Lookup<'r> = restli_projection::catalog::Catalog<'r>;

pub(crate) use tables::sources;
