//! The resolver state that reading a type or a resource needs.

use crate::diagnostic::Diagnostics;
use crate::resolve::state::arena::Types;
use crate::resolve::state::tables::Tables;

/// Tables to look names up in, types to add anonymous ones to, and the collector of problems.
pub(crate) struct Context<'c> {
    pub(crate) tables: &'c Tables<'c>,
    pub(crate) types: &'c mut Types,
    pub(crate) problems: &'c mut Diagnostics,
}
