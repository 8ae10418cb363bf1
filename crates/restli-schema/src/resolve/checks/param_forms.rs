//! The resources whose form of create parameters take, when all lists of fields are read.

use crate::api::{Resource, ResourceId, Type, TypeId, TypeKind};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::resolve::state::arena::Types;
use crate::resolve::state::draft::ResourceDraft;
use crate::rules;
use crate::source::{Span, saturate};

/// Finds the resource whose form a parameter takes: the parameter's own, else the only one with a form of the record.
pub(crate) fn fill(types: &Types, problems: &mut Diagnostics, drafts: &mut [ResourceDraft<'_>]) {
    let mut found = Vec::new();
    for (own, draft) in (0..).map(ResourceId).zip(drafts.iter()) {
        for (method, declared) in draft.resource.methods.iter().enumerate() {
            for (param, place) in
                declared.params.iter().enumerate().filter_map(|(at, param)| Some((at, *types.forms.get(&param.name.span)?)))
            {
                let form = declared.params.get(param).and_then(|param| form(types, problems, drafts, own, &param.ty, place));
                found.push((own, method, param, form));
            }
        }
    }
    for (own, method, param, form) in found {
        let method = drafts.get_mut(own.index()).and_then(|draft| draft.resource.methods.get_mut(method));
        if let Some(param) = method.and_then(|method| method.params.get_mut(param)) {
            param.form = form;
        }
    }
}

fn form(
    types: &Types,
    problems: &mut Diagnostics,
    drafts: &[ResourceDraft<'_>],
    own: ResourceId,
    ty: &Type,
    place: Span,
) -> Option<ResourceId> {
    let Some(record) = record(types, ty) else {
        // `any` stands in for a type with an error.
        if !types.is_unknown(ty, problems) {
            let message = format!("only a record has a form; the parameter is {}", types.describe(ty));
            problems.error(rules::PARAM_FORM, place, message, "remove `form`");
        }
        return None;
    };
    let name = types.get(record).map_or("", |def| def.name.wire.as_str());
    let all = (0..saturate(drafts.len())).map(ResourceId).zip(drafts.iter().map(|draft| &draft.resource));
    let made: Vec<(ResourceId, &Resource)> = all.filter(|(_, resource)| resource.entity == Some(record) && resource.has_form()).collect();
    if let Some((id, _)) = made.iter().find(|(id, _)| *id == own) {
        return Some(*id);
    }
    let lists = |resource: &Resource| (resource.read_only.clone(), resource.required.clone(), resource.initial.clone());
    match made.as_slice() {
        // A resource whose entity is not known may be the one with the form; so may one of the record that lists a field with an error.
        [] if drafts.iter().any(|draft| !draft.known.entity || draft.resource.entity == Some(record) && !draft.known.listed) => None,
        [] => {
            let message = format!("no resource of `{name}` has fields that create treats in its own way");
            problems.error(rules::PARAM_FORM, place, message, "list them under `read_only` or `required` of a resource, or remove `form`");
            None
        }
        [(id, first), others @ ..] => {
            if let Some((_, other)) = others.iter().find(|(_, other)| lists(other) != lists(first)) {
                let message = format!("`{name}` is created in several forms");
                let problem = Diagnostic::error(rules::PARAM_FORM, place, message);
                let problem = problem.also(first.name.span, "one resource").also(other.name.span, "another");
                problems.push(problem.help("move the method to the resource whose form it takes"));
            }
            Some(*id)
        }
    }
}

/// The record that a type is, or holds within arrays and maps.
fn record(types: &Types, ty: &Type) -> Option<TypeId> {
    match types.behind(ty) {
        Type::Array(inner) | Type::Map(_, inner) => record(types, &inner),
        Type::Named(id) => types.get(id).filter(|def| matches!(def.kind, TypeKind::Record(_))).map(|_| id),
        _ => None,
    }
}
