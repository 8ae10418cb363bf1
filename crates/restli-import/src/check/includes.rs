//! Includes of records (`docs/formats.md §1.3`, `§1.10`).

use super::search::search;
use crate::model::{DefId, Kind};
use crate::problems::Problems;
use crate::resolve::{Model, Resolved};
use crate::rules;

/// Reports includes that are not records, duplicate includes, and records that include themselves.
pub(super) fn check(model: &mut Model, problems: &mut Problems) {
    for id in model.kept.clone() {
        let targets = records(model, id);
        let Some(Kind::Record(record)) = model.defs.get_mut(id.0).map(|def| &mut def.kind) else { continue };
        let mut seen = Vec::new();
        let mut places = targets.into_iter();
        record.includes.retain(|include| match places.next().flatten() {
            Some(target) if seen.contains(&target) => {
                problems.error(rules::INCLUDE, include.span, "this record is included twice", "remove one");
                false
            }
            Some(target) => {
                seen.push(target);
                true
            }
            None => {
                // An undeclared name was reported already.
                if include.target().is_some() {
                    problems.error(rules::INCLUDE, include.span, "this is no record and cannot be included", "include records only");
                }
                problems.left_out("includes", include.span);
                false
            }
        });
    }
    for id in search(model, |model, id| records(model, id).into_iter().flatten().collect()) {
        let Some(def) = model.defs.get_mut(id.0) else { continue };
        if let Kind::Record(record) = &mut def.kind {
            record.includes.clear();
        }
        let message = format!("`{}` includes itself", def.full);
        problems.error(rules::INCLUDE, def.span, message, "make one of the includes a field; those of this record were left out");
        problems.left_out("includes", def.span);
    }
}

/// The record behind each include; `None` if the include is not a record.
pub(super) fn records(model: &Model, id: DefId) -> Vec<Option<DefId>> {
    let Some(Kind::Record(record)) = model.def(id).map(|def| &def.kind) else { return Vec::new() };
    let records = record.includes.iter().map(|include| match model.behind(include) {
        Resolved::Named(target, def) if matches!(def.kind, Kind::Record(_)) => Some(target),
        _ => None,
    });
    records.collect()
}
