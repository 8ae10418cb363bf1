//! A permission that the token is known to lack.

use std::fmt;

use super::explain;
use crate::tables::{ApiInfo, Operation, Requirement};

/// A call that was not sent because the token is known to lack a permission.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct MissingPermission {
    /// The operation.
    pub operation: &'static Operation,
    /// The selected field that requires the permission, as `Profile.headline`; `None` if the call does.
    pub field: Option<&'static str>,
    /// The permissions that would be enough.
    pub requirement: &'static Requirement<'static>,
    /// The scopes that the token grants, as given to the builder.
    pub have: Vec<String>,
    pub(crate) api: &'static ApiInfo,
}

impl MissingPermission {
    /// The remedy.
    pub(super) const fn remedy(&self) -> &'static str {
        match self.field {
            None => "let the user consent again with the scopes that this call needs",
            Some(_) => "do not select the field, or let the user consent again with the scopes that it needs",
        }
    }
}

impl fmt::Display for MissingPermission {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.field {
            None => write!(out, "{}: not sent, the token lacks a permission", self.operation.id)?,
            Some(field) => write!(out, "{}: not sent, the token lacks a permission for `{field}`", self.operation.id)?,
        }
        for line in explain::permissions(self.api, self.requirement, Some(&self.have)) {
            write!(out, "\n  {line}")?;
        }
        write!(out, "\n  remedy: {}", self.remedy())
    }
}

impl std::error::Error for MissingPermission {}
