//! The check of decorations, when all types are known.

use crate::api::{Type, TypeKind, UrnId};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::resolve::state::arena::Types;
use crate::resolve::state::tables::Tables;
use crate::resolve::types::bodies::Decorated;
use crate::rules;

/// Checks that a decoration stands on a URN field, applies to one of its URN types, and expands to a record.
pub(crate) fn check(tables: &Tables<'_>, types: &Types, problems: &mut Diagnostics, all: &[Decorated]) {
    for one in all {
        let target = types.behind(&Type::Named(one.decoration.target));
        let is_record = matches!(&target, Type::Named(id) if matches!(types.get(*id).map(|def| &def.kind), Some(TypeKind::Record(_))));
        if !is_record {
            let found = types.describe(&target);
            problems.error(rules::DECORATION, one.at, format!("a URN expands to a record; this is {found}"), "name a record");
        }
        match urns(types, &one.field) {
            None => {
                let found = types.describe(&one.field);
                problems.error(
                    rules::DECORATION,
                    one.at,
                    format!("only URNs are decorated; the field is {found}"),
                    "give the field a URN type, or remove `decorates`",
                );
            }
            Some(allowed) => foreign(tables, problems, one, &allowed),
        }
    }
}

fn foreign(tables: &Tables<'_>, problems: &mut Diagnostics, one: &Decorated, allowed: &[UrnId]) {
    let Some(def) = one.decoration.urn.filter(|id| !allowed.is_empty() && !allowed.contains(id)) else { return };
    let Some(urn) = tables.urns.get(def.index()) else { return };
    let names: Vec<&str> = allowed.iter().filter_map(|id| tables.urns.get(id.index())).map(|urn| urn.name.wire.as_str()).collect();
    let message = format!("the field never holds a URN of type `{}`", urn.name.wire);
    let help = format!("it holds {}", crate::suggest::either(names));
    problems.push(Diagnostic::error(rules::DECORATION, one.at, message).help(help));
}

/// The URN types that a field may hold, directly or in its arrays and maps; empty for any type. `None` if the field holds no URN.
fn urns(types: &Types, ty: &Type) -> Option<Vec<UrnId>> {
    match types.behind(ty) {
        Type::Urn | Type::String | Type::Any => Some(Vec::new()),
        Type::UrnOf(id) => Some(vec![id]),
        Type::Array(item) | Type::Map(_, item) => urns(types, &item),
        Type::Named(id) => match &types.get(id)?.kind {
            TypeKind::UrnChoice(ids) => Some(ids.clone()),
            TypeKind::Record(_)
            | TypeKind::Enum(_)
            | TypeKind::Union(_)
            | TypeKind::Typeref(_)
            | TypeKind::Text(_)
            | TypeKind::Time
            | TypeKind::Fixed(_) => None,
        },
        Type::Bool | Type::Int | Type::Long | Type::Float | Type::Double | Type::Bytes => None,
    }
}
