//! Paths of names joined by dots, which lead through records and unions, and through arrays and maps without a name of their own.

use crate::api::{Name, Type, TypeKind};
use crate::resolve::state::arena::Types;

/// Names and types from which one is chosen.
pub(super) type Parts<'t> = Vec<(&'t Name, &'t Type)>;

/// A name of a path.
#[derive(Clone, Copy)]
pub(super) struct Step<'t> {
    pub(super) name: &'t Name,
    /// The place of the name in the path.
    pub(super) at: usize,
}

/// The end of a path.
pub(super) struct End<'t> {
    pub(super) last: Step<'t>,
    pub(super) ty: Type,
    /// The path leads through an array.
    pub(super) in_array: bool,
}

/// A path that goes on with a name that there is not.
pub(super) struct NoField<'t> {
    /// The name before it and the type behind that; `None` at the beginning of the path.
    pub(super) within: Option<(Step<'t>, Type)>,
    pub(super) parts: Parts<'t>,
    /// The place of the name in the path.
    pub(super) at: usize,
}

/// Follows a path that begins with one of the parts.
pub(super) fn walk<'t>(types: &'t Types, mut parts: Parts<'t>, path: &str) -> Result<End<'t>, NoField<'t>> {
    let (mut within, mut at, mut in_array) = (None, 0, false);
    loop {
        let Some((name, found)) = next(&parts, path.get(at..).unwrap_or_default()) else { return Err(NoField { within, parts, at }) };
        in_array |= matches!(types.behind(found), Type::Array(_));
        let (last, ty) = (Step { name, at }, item(types, found));
        at += name.wire.len() + 1;
        if at > path.len() {
            return Ok(End { last, ty, in_array });
        }
        parts = inside(types, &ty).unwrap_or_default();
        within = Some((last, ty));
    }
}

/// The fields of a record, or the members of a union.
pub(super) fn inside<'t>(types: &'t Types, ty: &Type) -> Option<Parts<'t>> {
    let Type::Named(id) = ty else { return None };
    match &types.get(*id)?.kind {
        TypeKind::Record(record) => Some(record.fields.iter().map(|field| (&field.name, &field.ty)).collect()),
        TypeKind::Union(union) => Some(union.members.iter().map(|member| (&member.name, &member.ty)).collect()),
        _ => None,
    }
}

/// The part that a path begins with. A name may hold dots itself.
pub(super) fn next<'t>(parts: &Parts<'t>, path: &str) -> Option<(&'t Name, &'t Type)> {
    let is_next = |name: &Name| path.strip_prefix(&name.wire).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    parts.iter().filter(|(name, _)| is_next(name)).max_by_key(|(name, _)| name.wire.len()).copied()
}

/// The type of the items of an array or map, else the type itself.
pub(super) fn item(types: &Types, ty: &Type) -> Type {
    match types.behind(ty) {
        Type::Array(inner) | Type::Map(_, inner) => item(types, &inner),
        other => other,
    }
}

/// A path with slashes, and with stars for the items of arrays and maps, as one with dots.
pub(super) fn dotted(path: &str) -> String {
    path.replace("/*", "").replace('/', ".")
}
