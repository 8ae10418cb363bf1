//! Facts about types and names that several checks of resources need.

use crate::model::{DefId, Kind, Ty};
use crate::resolve::{Model, Resolved};

/// The record that a type is, typerefs looked through; `None` if it is something else.
pub(super) fn record(ty: &Ty, model: &Model) -> Option<DefId> {
    match model.behind(ty) {
        Resolved::Named(id, def) if matches!(def.kind, Kind::Record(_)) => Some(id),
        _ => None,
    }
}

/// Returns whether an identifier in Rust can be made of the name.
pub(super) fn has_name(name: &str) -> bool {
    name.bytes().any(|byte| byte.is_ascii_alphanumeric())
}
