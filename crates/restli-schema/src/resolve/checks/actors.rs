//! The check of `actor:`, the path to the URN of the actor on whose behalf the caller acts.

use super::paths::{End, NoField, Parts, Step, dotted, inside, next, walk};
use crate::api::{Method, PermissionId, Requirement, Resource, Type, TypeKind, UrnId};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::Node;
use crate::help::{Fix, Help};
use crate::resolve::state::arena::Types;
use crate::resolve::state::draft::ResourceDraft;
use crate::resolve::state::tables::Tables;
use crate::rules;
use crate::source::Span;
use crate::suggest;

/// Reports a path that does not lead from a parameter, or from a field of the sent entity, to a URN. Where the types of the URN are known,
/// permissions that let a caller act as none of them are taken out of what the method requires.
pub(crate) fn check(tables: &Tables<'_>, types: &Types, problems: &mut Diagnostics, draft: &mut ResourceDraft<'_>) {
    let (mut narrowed, broken) = (Vec::new(), problems.has_errors());
    for ((method, node), position) in draft.resource.methods.iter().zip(&draft.methods).zip(0..) {
        let Some((path, written)) = method.actor.as_deref().zip(node.get("actor")) else { continue };
        // A parameter was meant, or a field of an entity that is not known.
        let entity = draft.resource.entity.map(Type::Named);
        let is_gap = !draft.known.entity || entity.is_some_and(|entity| types.is_gap(&entity, problems));
        let parts = || begin(types, &draft.resource, method);
        if is_gap && method.kind.sends_entity() && next(&parts(), path).is_none() {
            continue;
        }
        match follow(types, path, written, parts(), broken) {
            Ok(end) => narrowed.extend(enough(tables, &method.requirement, &urns(types, &end)).map(|requirement| (position, requirement))),
            Err(problem) => {
                let dotted = dotted(path);
                let end = follow(types, &dotted, written, parts(), broken);
                let leads = dotted != path && !end.is_err_and(|problem| problem.rule == rules::UNKNOWN_FIELD);
                let problem = if leads {
                    problem.help(Help::written("a path has dots here: write", &dotted).fix(Fix::WriteAt(written.span, dotted)))
                } else {
                    *problem
                };
                problems.push(problem);
            }
        }
    }
    for (position, requirement) in narrowed {
        if let Some(method) = draft.resource.methods.get_mut(position) {
            method.requirement = requirement;
        }
    }
}

/// The types that a URN may be of; none if they are not known.
pub(super) fn urns(types: &Types, ty: &Type) -> Vec<UrnId> {
    match ty {
        Type::UrnOf(id) => vec![*id],
        Type::Named(id) => match types.get(*id).map(|def| &def.kind) {
            Some(TypeKind::UrnChoice(urns)) => urns.clone(),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// The part of a requirement that lets a caller act as a URN of one of the types; `None` if the permissions name none of the types.
fn enough(tables: &Tables<'_>, requirement: &Requirement, urns: &[UrnId]) -> Option<Requirement> {
    let acts_as = |id: &PermissionId| tables.permissions.get(id.index()).map_or(&[][..], |permission| &permission.acts_as);
    let names = |id: &PermissionId| acts_as(id).iter().any(|urn| urns.contains(urn));
    requirement.permissions().iter().any(names).then(|| part(requirement, &|id| acts_as(id).is_empty() || names(id)))?
}

/// The part of a requirement that permissions of a kind can meet.
fn part(requirement: &Requirement, fits: &dyn Fn(&PermissionId) -> bool) -> Option<Requirement> {
    match requirement {
        Requirement::Public | Requirement::Unknown => Some(requirement.clone()),
        Requirement::Scope(id) => fits(id).then_some(Requirement::Scope(*id)),
        Requirement::AnyOf(parts) => {
            let mut left: Vec<Requirement> = parts.iter().filter_map(|one| part(one, fits)).collect();
            if left.len() > 1 { Some(Requirement::AnyOf(left)) } else { left.pop() }
        }
        Requirement::AllOf(parts) => parts.iter().map(|one| part(one, fits)).collect::<Option<_>>().map(Requirement::AllOf),
    }
}

/// The parts of a request that a path may begin with.
fn begin<'t>(types: &'t Types, resource: &'t Resource, method: &'t Method) -> Parts<'t> {
    let sent = resource.entity.filter(|_| method.kind.sends_entity()).map(Type::Named);
    let fields = sent.and_then(|entity| inside(types, &entity)).unwrap_or_default();
    let fields = fields.into_iter().filter(|(name, _)| !resource.read_only.contains(&name.wire));
    method.params.iter().map(|param| (&param.name, &param.ty)).chain(fields).collect()
}

/// The type at the end of a path, which is that of a URN. In a `broken` schema `any` stands in for a type with an error.
fn follow<'t>(types: &'t Types, path: &str, written: &Node, parts: Parts<'t>, broken: bool) -> Result<Type, Box<Diagnostic>> {
    let at = |step: &Step<'_>| written.part(step.at, step.name.wire.len());
    match walk(types, parts, path) {
        Ok(End { ty, .. }) if is_urn(types, &ty) || (broken && ty == Type::Any) => Ok(ty),
        Ok(End { last, ty, .. }) => {
            let message = format!("`{}` is {}, not a URN", last.name.wire, types.describe(&ty));
            let help = match inside(types, &ty) {
                Some(_) => "go on to a field with a URN: `request.owner`",
                None => "name the parameter or field with the URN that the caller acts as",
            };
            fail(rules::ACTOR, at(&last), message, help)
        }
        Err(NoField { within: Some((_, ty)), .. }) if broken && ty == Type::Any => Ok(ty),
        // A field of a type that lacks some may be one of those.
        Err(NoField { within: Some((_, ty)), .. }) if ty.named().is_some_and(|id| types.lacking.contains(&id)) => Ok(Type::Any),
        Err(NoField { within: Some((last, ty)), .. }) if inside(types, &ty).is_none() => {
            let message = format!("there is nothing inside `{}`: this is {}", last.name.wire, types.describe(&ty));
            fail(rules::UNKNOWN_FIELD, at(&last), message, format!("let the path end at `{}`", last.name.wire))
        }
        Err(NoField { within, parts, at }) => {
            let segment = path.get(at..).unwrap_or_default().split('.').next().unwrap_or_default();
            let help = suggest::advice(segment, parts.iter().map(|(name, _)| name.wire.as_str()));
            let message = match within {
                None => format!("`{segment}` is neither a parameter nor a field that is sent"),
                Some((owner, _)) => format!("`{}` has no field `{segment}`", owner.name.wire),
            };
            fail(rules::UNKNOWN_FIELD, written.part(at, segment.len()), message, help.unwrap_or_else(|| "remove `actor`".into()))
        }
    }
}

fn fail(rule: &'static str, at: Span, message: String, help: impl Into<Help>) -> Result<Type, Box<Diagnostic>> {
    Err(Box::new(Diagnostic::error(rule, at, message).help(help)))
}

/// Returns whether values are URNs, or texts that may be some.
fn is_urn(types: &Types, ty: &Type) -> bool {
    match ty {
        Type::Urn | Type::UrnOf(_) | Type::String => true,
        Type::Named(id) => types.get(*id).is_some_and(|def| matches!(def.kind, TypeKind::UrnChoice(_))),
        _ => false,
    }
}
