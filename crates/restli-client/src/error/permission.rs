//! A permission that the token is known to lack.

use std::fmt;

use super::explain;
use crate::tables::{ApiInfo, Operation};

/// A call that was not sent because the token is known to lack a permission.
#[derive(Clone, Debug)]
pub struct MissingPermission {
    /// The operation.
    pub operation: &'static Operation,
    /// What the token grants, as told to the builder.
    pub granted: Vec<String>,
    pub(crate) api: &'static ApiInfo,
}

impl fmt::Display for MissingPermission {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: not sent, the token lacks a permission", self.operation.id)?;
        for line in explain::permissions(self.api, &self.operation.permissions, Some(&self.granted)) {
            write!(out, "\n  {line}")?;
        }
        out.write_str("\n  remedy: let the user consent again with the scopes that this call needs")
    }
}
