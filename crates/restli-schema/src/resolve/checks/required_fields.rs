//! The check that fields which a response may lack are optional: without them, reading a record would fail.

use std::collections::BTreeSet;

use crate::api::{Requirement, TypeId, TypeKind, Visibility};
use crate::availability::Versions;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::resolve::state::arena::Types;
use crate::resolve::state::draft::ResourceDraft;
use crate::resolve::state::tables::Tables;
use crate::rules;

/// Checks the fields of all records.
pub(crate) fn check(tables: &Tables<'_>, types: &Types, problems: &mut Diagnostics, drafts: &[ResourceDraft<'_>]) {
    let versions = Versions::new(&types.defs, &tables.families, &tables.bases, drafts.iter().map(|draft| &draft.resource));
    let mut told = BTreeSet::new();
    for (def, position) in types.defs.iter().zip(0..) {
        let TypeKind::Record(record) = &def.kind else { continue };
        for field in record.fields.iter().filter(|field| field.is_required()) {
            let on_request = (field.visibility == Visibility::OnRequest).then(|| "it is sent only when a projection names it".to_owned());
            let checked = field.requirement.as_ref().is_some_and(Requirement::is_checked);
            let withheld = checked.then(|| "callers without its permissions do not get it".to_owned());
            let Some(reason) = versions.never(TypeId(position), field).or(on_request).or(withheld) else { continue };
            // A record that includes another has the same field, which is reported once.
            if told.insert(field.name.span) {
                let message = format!("`{}` must be there, but {reason}", field.name.wire);
                let problem = Diagnostic::error(rules::UNSENT_FIELD, field.name.span, message);
                problems.push(
                    problem
                        .help(format!("write `{}?`, and list it under `required` of a resource that needs it to create", field.name.wire)),
                );
            }
        }
    }
}
