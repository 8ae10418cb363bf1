//! The file of a module's types.

use restli_schema::api::TypeKind;

use super::record::Parts;
use super::ty::Place;
use super::{Piece, alias, enumeration, form, patch, record, union};
use crate::plan::{Module, Plan};

/// All types of a module, each followed by its forms.
pub(crate) fn types(plan: &Plan<'_>, module: Module) -> Vec<Piece> {
    let place = Place::Types(module);
    let mut pieces = Vec::new();
    for ((id, def), planned) in plan.api.type_ids().zip(&plan.api.types).zip(&plan.types) {
        if planned.item.module != module {
            continue;
        }
        pieces.extend(match &def.kind {
            TypeKind::Record(declared) => {
                let parts = Parts {
                    ident: &planned.item.ident,
                    full_name: &def.full_name,
                    docs: &planned.docs,
                    deprecated: planned.deprecated.as_ref(),
                    fields: &planned.fields,
                    open: declared.open,
                    built: planned.sent,
                };
                record::record(plan, &parts, place)
            }
            TypeKind::Enum(_) => enumeration::enumeration(planned, &def.full_name, place),
            TypeKind::Union(declared) => union::union(plan, planned, &def.full_name, declared.null, place),
            TypeKind::Typeref(_) => alias::typeref(plan, planned, place),
            TypeKind::Text(format) => alias::text(planned, &def.full_name, format),
            TypeKind::Fixed(size) => alias::fixed(planned, *size),
            TypeKind::UrnChoice(_) => union::urn_choice(plan, planned, place),
        });
        for planned in plan.forms.iter().filter(|form| form.entity == id) {
            pieces.extend(form::form(plan, planned, place));
        }
        for planned in plan.patches.iter().filter(|patch| patch.record == id) {
            pieces.extend(patch::patch(plan, planned, place));
        }
    }
    pieces
}
