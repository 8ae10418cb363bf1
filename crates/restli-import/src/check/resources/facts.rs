//! Facts about types and names that several checks of resources need.

use restli_schema::language::is_wire_name;

use crate::model::{DefId, Kind, Ty};
use crate::resolve::{Model, Resolved};

/// The record that a type is, typerefs looked through; `None` if it is something else.
pub(super) fn record(ty: &Ty, model: &Model) -> Option<DefId> {
    match model.behind(ty) {
        Resolved::Named(id, def) if matches!(def.kind, Kind::Record(_)) => Some(id),
        _ => None,
    }
}

/// Returns whether the YAML accepts the name, and an identifier in Rust can be made of it.
pub(super) fn has_name(name: &str) -> bool {
    is_wire_name(name) && name.bytes().any(|byte| byte.is_ascii_alphanumeric())
}
