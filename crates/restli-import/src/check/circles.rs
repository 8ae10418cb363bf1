//! Types that go in circles (`docs/formats.md §1.10`).

use std::collections::BTreeMap;

use crate::model::{DefId, Kind, Ty, TyKind};
use crate::problems::Problems;
use crate::resolve::{Model, Resolved};
use crate::rules;

/// Reports typerefs that reach themselves without a record in between, and cuts the circle.
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

/// Reports records that need themselves, and lets one of the fields be absent.
pub(super) fn required(model: &mut Model, problems: &mut Problems) {
    for id in search(model, |model, id| needed(model, id).into_iter().map(|(_, target)| target).collect()) {
        let circle = reach(model, id);
        let field = needed(model, id).into_iter().find(|(_, target)| circle.contains(target)).map(|(field, _)| field);
        let Some(def) = model.defs.get_mut(id.0) else { continue };
        let Kind::Record(record) = &mut def.kind else { continue };
        let Some(field) = field.and_then(|number| record.fields.get_mut(number)) else { continue };
        let message = format!("`{}` needs itself through its field `{}`: nobody could write one", def.full, field.name);
        problems.error(rules::SELF_REQUIRED, field.span, message, "make the field optional, as it is now in the YAML");
        field.optional = true;
    }
}

/// Required fields of a record that are records, each with its type. Fields of includes are theirs.
fn needed(model: &Model, id: DefId) -> Vec<(usize, DefId)> {
    let Some(Kind::Record(record)) = model.def(id).map(|def| &def.kind) else { return Vec::new() };
    let fields = record.fields.iter().enumerate().filter(|(_, field)| !field.optional && field.default.is_none());
    let records = fields.filter_map(|(number, field)| match model.behind(&field.ty) {
        Resolved::Named(target, def) if matches!(def.kind, Kind::Record(_)) => Some((number, target)),
        _ => None,
    });
    records.collect()
}

/// The records that a record reaches through required fields and includes.
fn reach(model: &Model, id: DefId) -> Vec<DefId> {
    // Whoever reaches `id` is on the circle; the way back is searched from each type once.
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

/// Walks the edges depth first, with an explicit stack, and gives a type of each circle.
pub(super) fn search(model: &Model, next: impl Fn(&Model, DefId) -> Vec<DefId>) -> Vec<DefId> {
    let mut done: BTreeMap<DefId, bool> = BTreeMap::new();
    let mut found = Vec::new();
    for start in &model.kept {
        if done.contains_key(start) {
            continue;
        }
        done.insert(*start, false);
        let mut path = vec![(*start, next(model, *start))];
        while let Some((id, edges)) = path.last_mut() {
            let Some(to) = edges.pop() else {
                done.insert(*id, true);
                path.pop();
                continue;
            };
            match done.get(&to) {
                Some(true) => {}
                Some(false) => found.push(to),
                None => {
                    done.insert(to, false);
                    path.push((to, next(model, to)));
                }
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}
