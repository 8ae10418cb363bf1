//! Cycles of types (`docs/formats.md §1.10`).

use std::collections::BTreeMap;

use super::fields::flattened;
use super::search::search;
use crate::model::{DefId, Field, Kind, Record, Ty, TyKind};
use crate::problems::Problems;
use crate::resolve::{Model, Resolved};
use crate::rules;

/// Reports typerefs that reach themselves without a record in between, and cuts the cycle.
pub(super) fn typerefs(model: &mut Model, problems: &mut Problems) {
    for id in search(model, |model, id| match model.def(id).map(|def| &def.kind) {
        Some(Kind::Typeref(target)) => targets(target),
        _ => Vec::new(),
    }) {
        let Some(def) = model.defs.get_mut(id.0) else { continue };
        let message = format!("`{}` stands for itself", def.full);
        problems.error(rules::TYPE_CYCLE, def.span, message, "put a record in between; until then it is `any`");
        def.kind = Kind::Typeref(Ty::new(def.span, TyKind::Wrong));
    }
}

/// Reports records that require themselves, and makes the fields on each cycle optional.
pub(super) fn required(model: &mut Model, problems: &mut Problems) {
    for id in search(model, |model, id| needed(model, id).into_iter().map(|(_, target)| target).collect()) {
        let circle = needing(model, id);
        let full = model.def(id).map(|def| def.full.clone()).unwrap_or_default();
        for ((holder, number), _) in needed(model, id).into_iter().filter(|(_, target)| circle.contains(target)) {
            let Some(field) = field_mut(model, holder, |record| record.fields.get_mut(number)) else { continue };
            field.optional = true;
            let (name, span) = (field.name.clone(), field.span);
            let message = format!("`{full}` needs itself through its field `{name}`: nobody could write one");
            problems.error(rules::SELF_REQUIRED, span, message, "make the field optional, as it is now in the YAML");
            // Repeated declarations of the record are changed alike.
            for (_, again) in model.again.clone().into_iter().filter(|(first, _)| *first == holder) {
                if let Some(field) = field_mut(model, again, |record| record.fields.iter_mut().find(|field| field.name == name)) {
                    field.optional = true;
                }
            }
        }
    }
}

fn field_mut(model: &mut Model, id: DefId, find: impl FnOnce(&mut Record) -> Option<&mut Field>) -> Option<&mut Field> {
    match model.defs.get_mut(id.0).map(|def| &mut def.kind) {
        Some(Kind::Record(record)) => find(record),
        _ => None,
    }
}

/// The required fields of a record, included ones too, whose types are records: the place of each field, and its type.
fn needed(model: &Model, id: DefId) -> Vec<((DefId, usize), DefId)> {
    let fields = flattened(model, id).into_iter().filter(|(_, field)| !field.optional && field.default.is_none());
    let records = fields.filter_map(|(place, field)| match model.behind(&field.ty) {
        Resolved::Named(target, def) if matches!(def.kind, Kind::Record(_)) => Some((place, target)),
        _ => None,
    });
    records.collect()
}

/// The records that require a record directly or indirectly, itself included.
fn needing(model: &Model, id: DefId) -> Vec<DefId> {
    // The reverse edges are computed once for all records.
    let mut back: BTreeMap<DefId, Vec<DefId>> = BTreeMap::new();
    for from in &model.kept {
        for (_, to) in needed(model, *from) {
            back.entry(to).or_default().push(*from);
        }
    }
    let mut found = vec![id];
    let mut at = 0;
    while let Some(one) = found.get(at).copied() {
        let next = back.get(&one).map_or(&[][..], Vec::as_slice).iter().filter(|next| !found.contains(next)).copied().collect::<Vec<_>>();
        found.extend(next);
        at += 1;
    }
    found
}

fn targets(ty: &Ty) -> Vec<DefId> {
    match &ty.kind {
        TyKind::Name(name) => name.target.into_iter().collect(),
        TyKind::Array(inner) | TyKind::Map(inner) => targets(inner),
        TyKind::Union(members) => members.iter().flat_map(|member| targets(&member.ty)).collect(),
        TyKind::Primitive(_) | TyKind::Null | TyKind::Wrong => Vec::new(),
    }
}
