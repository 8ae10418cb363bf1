//! Facts about types and names that several checks of resources use.

use crate::model::{DefId, Kind, Ty};
use crate::resolve::{Model, Resolved};

/// The record behind typerefs; `None` if the type is not a record.
pub(super) fn record(ty: &Ty, model: &Model) -> Option<DefId> {
    match model.behind(ty) {
        Resolved::Named(id, def) if matches!(def.kind, Kind::Record(_)) => Some(id),
        _ => None,
    }
}
