//! The check of `actor:`, the part of a request with the URN of the actor on whose behalf the caller acts.

use crate::api::TypeKind;
use crate::diagnostic::Diagnostics;
use crate::resolve::state::arena::Types;
use crate::resolve::state::draft::ResourceDraft;
use crate::rules;
use crate::suggest;

/// Reports an `actor:` that names neither a parameter of the method nor a field of the sent entity.
pub(crate) fn check(types: &Types, problems: &mut Diagnostics, draft: &ResourceDraft<'_>) {
    let resource = &draft.resource;
    for (method, node) in resource.methods.iter().zip(&draft.methods) {
        let Some((actor, written)) = method.actor.as_deref().zip(node.get("actor")) else { continue };
        let record = resource.entity.filter(|_| method.kind.sends_entity()).and_then(|id| types.get(id)).map(|def| &def.kind);
        let fields = match record {
            Some(TypeKind::Record(record)) => record.fields.as_slice(),
            _ => &[],
        };
        let names = method.params.iter().map(|param| &param.name).chain(fields.iter().map(|field| &field.name));
        let names: Vec<&str> = names.map(|name| name.wire.as_str()).collect();
        if !names.contains(&actor) {
            let help = suggest::advice(actor, names.iter().copied());
            let message = format!("`{actor}` is neither a parameter nor a field that is sent");
            problems.error(rules::UNKNOWN_FIELD, written.span, message, help.unwrap_or_else(|| "remove `actor`".to_owned()));
        }
    }
}
