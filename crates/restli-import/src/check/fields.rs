//! The check that a record has each field once, included fields too (`docs/formats.md §1.3`).

use std::collections::BTreeMap;

use restli_schema::diagnostic::Diagnostic;
use restli_schema::language::is_wire_name;
use restli_schema::source::Span;

use super::includes::records;
use crate::model::{DefId, Field, Kind};
use crate::problems::Problems;
use crate::resolve::Model;
use crate::rules;

/// The most records that are searched for the fields of one record.
const MOST: usize = 10_000;

/// Reports duplicate fields. The first of a record's own fields counts; of included fields, the first include's.
pub(super) fn check(model: &mut Model, problems: &mut Problems) {
    for id in model.kept.clone() {
        let includes: Vec<Vec<(String, Span)>> =
            records(model, id).into_iter().map(|target| target.map_or_else(Vec::new, |target| names(model, target))).collect();
        let Some(def) = model.defs.get_mut(id.0) else { continue };
        let Kind::Record(record) = &mut def.kind else { continue };
        let mut seen: BTreeMap<String, Span> = BTreeMap::new();
        let mut lists = includes.into_iter();
        record.includes.retain(|include| {
            let fields = lists.next().unwrap_or_default();
            let twice = fields.iter().find_map(|(name, _)| Some((name.clone(), *seen.get(name)?)));
            if let Some((name, first)) = twice {
                let message = format!("this include brings the field `{name}`, which is there already");
                problems.push(
                    Diagnostic::error(rules::REPEATED_FIELD, include.span, message)
                        .also(first, "first")
                        .help("write its other fields out; the include was left out"),
                );
                problems.left_out("includes", include.span);
                return false;
            }
            seen.extend(fields);
            true
        });
        record.fields.retain(|field| {
            if !is_wire_name(&field.name) {
                // The reader has reported the invalid name.
                problems.left_out("fields that have no name", field.span);
                false
            } else if let Some(first) = seen.get(&field.name) {
                let message = format!("the record has the field `{}` twice", field.name);
                problems.push(
                    Diagnostic::error(rules::REPEATED_FIELD, field.span, message)
                        .also(*first, "first")
                        .help("remove or rename one; the second was left out"),
                );
                problems.left_out("fields", field.span);
                false
            } else {
                seen.insert(field.name.clone(), field.span);
                true
            }
        });
    }
}

/// The names of the fields of a record and of everything that it includes.
fn names(model: &Model, id: DefId) -> Vec<(String, Span)> {
    flattened_fields(model, id).into_iter().map(|field| (field.name.clone(), field.span)).collect()
}

/// The fields of a record and of everything that it includes.
pub(crate) fn flattened_fields(model: &Model, id: DefId) -> Vec<&Field> {
    flattened(model, id).into_iter().map(|(_, field)| field).collect()
}

/// The fields of a record and of everything that it includes, each with its place: the declaring record, and the field's position there.
pub(super) fn flattened(model: &Model, id: DefId) -> Vec<((DefId, usize), &Field)> {
    let mut seen = vec![id];
    let mut fields = Vec::new();
    let mut at = 0;
    while let Some(id) = seen.get(at).copied() {
        if let Some(Kind::Record(record)) = model.def(id).map(|def| &def.kind) {
            fields.extend(record.fields.iter().enumerate().map(|(number, field)| ((id, number), field)));
        }
        let more: Vec<DefId> = records(model, id).into_iter().flatten().filter(|one| !seen.contains(one)).collect();
        seen.extend(more);
        at += 1;
        if at > MOST {
            break;
        }
    }
    fields
}
