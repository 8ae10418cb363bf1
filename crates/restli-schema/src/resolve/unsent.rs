//! Fields that an answer may lack must be allowed to be absent: else nobody could read their records.

use std::collections::BTreeSet;

use super::context::Context;
use super::resources::Draft;
use crate::api::{TypeId, TypeKind, Visibility};
use crate::diagnostic::Diagnostic;
use crate::rules;
use crate::sent::Versions;

/// Checks the fields of all records.
pub(super) fn check(cx: &mut Context<'_>, drafts: &[Draft<'_>]) {
    let versions = Versions::new(&cx.types, &cx.families, &cx.bases, drafts.iter().map(|draft| &draft.resource));
    let mut told = BTreeSet::new();
    let mut problems = Vec::new();
    for (def, position) in cx.types.iter().zip(0..) {
        let TypeKind::Record(record) = &def.kind else { continue };
        for field in record.fields.iter().filter(|field| field.is_required()) {
            let on_request = (field.visibility == Visibility::OnRequest).then(|| "it is sent only when a projection names it".to_owned());
            let Some(reason) = versions.never(TypeId(position), field).or(on_request) else { continue };
            // A record that includes another has the same field.
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
    cx.problems.extend(problems);
}
