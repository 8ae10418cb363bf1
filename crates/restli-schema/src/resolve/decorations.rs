//! Checks decorations when all types are known.

use super::context::Context;
use super::types::Decorated;
use crate::api::{Type, TypeKind, UrnId};
use crate::diagnostic::Diagnostic;
use crate::rules;

/// A decoration stands on a URN, on one of its types, and expands to a record.
pub(super) fn check(cx: &mut Context<'_>, all: &[Decorated]) {
    for one in all {
        let target = cx.behind(&Type::Named(one.decoration.target));
        let is_record = matches!(&target, Type::Named(id) if matches!(cx.type_def(*id).map(|def| &def.kind), Some(TypeKind::Record(_))));
        if !is_record {
            let found = cx.describe(&target);
            cx.error(rules::DECORATION, one.at, format!("a URN expands to a record; this is {found}"), "name a record");
        }
        match urns(cx, &one.field) {
            None => {
                let found = cx.describe(&one.field);
                cx.error(
                    rules::DECORATION,
                    one.at,
                    format!("only URNs are decorated; the field is {found}"),
                    "give the field a URN type, or remove `decorates`",
                );
            }
            Some(allowed) => foreign(cx, one, &allowed),
        }
    }
}

fn foreign(cx: &mut Context<'_>, one: &Decorated, allowed: &[UrnId]) {
    let Some(def) = one.decoration.urn.filter(|id| !allowed.is_empty() && !allowed.contains(id)) else { return };
    let Some(urn) = cx.urns.get(def.index()) else { return };
    let names: Vec<&str> = allowed.iter().filter_map(|id| cx.urns.get(id.index())).map(|urn| urn.name.wire.as_str()).collect();
    let message = format!("the field never holds a URN of type `{}`", urn.name.wire);
    let help = format!("it holds {}", crate::suggest::either(names));
    cx.problems.push(Diagnostic::error(rules::DECORATION, one.at, message).help(help));
}

/// The URN types that a field may hold, itself or in its arrays and maps; empty for any. `None` if it holds none.
fn urns(cx: &Context<'_>, ty: &Type) -> Option<Vec<UrnId>> {
    match cx.behind(ty) {
        Type::Urn | Type::String | Type::Any => Some(Vec::new()),
        Type::UrnOf(id) => Some(vec![id]),
        Type::Array(item) | Type::Map(item) => urns(cx, &item),
        Type::Named(id) => match cx.type_def(id).map(|def| &def.kind) {
            Some(TypeKind::UrnChoice(ids)) => Some(ids.clone()),
            _ => None,
        },
        _ => None,
    }
}
