//! The check of `null`, which is valid only as a union member (`docs/formats.md §1.1`).

use crate::model::{Ty, TyKind};
use crate::problems::Problems;
use crate::resolve::Model;
use crate::rules;

/// Reports `null` in other places than a union.
pub(super) fn check(model: &mut Model, problems: &mut Problems) {
    for def in &mut model.defs {
        for ty in def.types_mut() {
            look(ty, problems);
        }
    }
    for resource in &mut model.resources {
        resource.types_mut(&mut |ty, _| look(ty, problems));
    }
}

fn look(ty: &mut Ty, problems: &mut Problems) {
    match &mut ty.kind {
        TyKind::Null => {
            problems.error(rules::TYPE, ty.span, "`null` is only a member of a union", "make the value optional; until then it is `any`");
            ty.kind = TyKind::Wrong;
        }
        TyKind::Array(inner) | TyKind::Map(inner) => look(inner, problems),
        TyKind::Union(members) => {
            for member in members {
                match &mut member.ty.kind {
                    TyKind::Null => {}
                    _ => look(&mut member.ty, problems),
                }
            }
        }
        TyKind::Primitive(_) | TyKind::Name(_) | TyKind::Wrong => {}
    }
}
