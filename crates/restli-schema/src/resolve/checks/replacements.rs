//! The check that a call whose permissions nobody is granted any more names another call.

use crate::api::{Approval, Requirement};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::resolve::state::draft::ResourceDraft;
use crate::resolve::state::tables::Tables;
use crate::rules;

/// Warns of methods whose permissions are closed, if neither they nor their resource say what to call instead.
pub(crate) fn check(tables: &Tables<'_>, problems: &mut Diagnostics, draft: &ResourceDraft<'_>) {
    // A permission that is not known leaves the others alone.
    if problems.has_broken(rules::UNKNOWN_PERMISSION) {
        return;
    }
    let resource = &draft.resource;
    for method in resource.methods.iter().filter(|method| !is_open(tables, &method.requirement)) {
        let has_other = method.replaced_by.is_some() || resource.replaced_by.is_some();
        // A permission that was retired is told where it is named.
        let is_retired = method.retired.is_some() || resource.retired.is_some();
        let told = !is_retired && method.requirement.permissions().iter().any(|id| is_told(tables, *id));
        if !has_other && !told {
            let message = format!("nobody is granted the permissions of `{}` any more, and no other call is named", method.name.wire);
            let help = "say with `replaced_by:` what to call instead: callers who lack the permissions are told so";
            problems.push(Diagnostic::warning(rules::RETIRED_PERMISSION, method.span, message).help(help));
        }
    }
}

fn is_told(tables: &Tables<'_>, id: crate::api::PermissionId) -> bool {
    tables.permissions.get(id.index()).is_some_and(|permission| permission.retired.is_some())
}

/// Returns whether an app can still get permissions that are enough.
fn is_open(tables: &Tables<'_>, requirement: &Requirement) -> bool {
    let is_granted =
        |id: usize| tables.permissions.get(id).is_none_or(|one| one.retired.is_none() && one.approval != Some(Approval::Closed));
    requirement.alternatives().iter().any(|all| all.iter().all(|id| is_granted(id.index())))
}
