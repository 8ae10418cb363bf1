//! The check that fields which a response may lack are optional: without them, reading a record would fail.

use std::collections::BTreeSet;

use crate::api::{Method, Requirement, Resource, ResourceMethod, TypeId, TypeKind, Visibility};
use crate::availability::{Versions, lacks};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::help::{Fix, Help};
use crate::resolve::state::arena::Types;
use crate::resolve::state::draft::ResourceDraft;
use crate::resolve::state::tables::Tables;
use crate::rules;

/// Checks the fields of all records.
pub(crate) fn check(tables: &Tables<'_>, types: &Types, problems: &mut Diagnostics, drafts: &[ResourceDraft<'_>]) {
    let on_bases = || drafts.iter().filter(|draft| draft.known.base);
    let versions = Versions::new(&types.defs, &tables.families, &tables.bases, on_bases().map(|draft| &draft.resource));
    let mut told = BTreeSet::new();
    for (def, position) in types.defs.iter().zip(0..) {
        let TypeKind::Record(record) = &def.kind else { continue };
        for field in record.fields.iter().filter(|field| field.is_required()) {
            let on_request = (field.visibility == Visibility::OnRequest).then(|| "it is sent only when a projection names it".to_owned());
            let checked = field.requirement.as_ref().is_some_and(Requirement::is_checked);
            let withheld = checked.then(|| "callers without its permissions do not get it".to_owned());
            let by_version = versions.never(TypeId(position), field);
            let is_of_another_version = by_version.is_some() && field.visibility != Visibility::Hidden;
            let Some(reason) = by_version.or(on_request).or(withheld) else { continue };
            // A record that includes another has the same field, which is reported once.
            if told.insert(field.name.span) {
                let message = format!("`{}` must be there, but {reason}", field.name.wire);
                let problem = Diagnostic::error(rules::UNSENT_FIELD, field.name.span, message);
                let also = if is_of_another_version { "" } else { ", and list it under `required` of a resource that needs it to create" };
                problems.push(
                    problem
                        .help(Help::from(format!("write `{}?`{also}", field.name.wire)).fix(Fix::Write(format!("{}?", field.name.wire)))),
                );
            }
        }
    }
    for draft in on_bases() {
        parameters(tables, problems, draft);
        created(tables, types, problems, draft);
    }
}

/// The version that a client asks for at the base of a resource.
fn pinned(tables: &Tables<'_>, resource: &Resource) -> Option<u32> {
    let family = tables.bases.get(resource.base.index())?.versions?;
    Some(tables.families.get(family.index())?.pinned)
}

/// Reports required parameters that the version of the client lacks, of calls that it has.
fn parameters(tables: &Tables<'_>, problems: &mut Diagnostics, draft: &ResourceDraft<'_>) {
    let Some(pinned) = pinned(tables, &draft.resource) else { return };
    for method in draft.resource.methods.iter().filter(|method| lacks(method.since, method.until, pinned).is_none()) {
        for param in method.params.iter().filter(|param| param.is_required()) {
            if let Some(reason) = lacks(param.since, param.until, pinned) {
                let message = format!("`{}` must be sent, but {reason}", param.name.wire);
                problems.error(rules::UNSENT_FIELD, param.name.span, message, Help::write(format!("{}?", param.name.wire)));
            }
        }
    }
}

/// Reports fields that create must send and that the version of the client lacks.
fn created(tables: &Tables<'_>, types: &Types, problems: &mut Diagnostics, draft: &ResourceDraft<'_>) {
    let resource = &draft.resource;
    let creates = |method: &&Method| matches!(method.kind, ResourceMethod::Create | ResourceMethod::BatchCreate);
    let Some(pinned) = pinned(tables, resource) else { return };
    let has_create = resource.methods.iter().filter(creates).any(|method| lacks(method.since, method.until, pinned).is_none());
    let Some(TypeKind::Record(record)) = resource.entity.and_then(|id| types.get(id)).map(|def| &def.kind) else { return };
    for field in record.fields.iter().filter(|field| has_create && resource.required.contains(&field.name.wire)) {
        if let Some(reason) = lacks(field.since, field.until, pinned) {
            let span = draft.node.get("required").map_or(field.name.span, |list| list.span);
            let message = format!("create must send `{}`, but {reason}", field.name.wire);
            let problem = Diagnostic::error(rules::UNSENT_FIELD, span, message).also(field.name.span, "declared here");
            problems.push(problem.help("remove it from `required`, or say with `since` of `create` that the call came with it"));
        }
    }
}
