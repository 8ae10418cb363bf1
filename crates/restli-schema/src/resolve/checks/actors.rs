//! The check of `actor:`, the path to the URN of the actor on whose behalf the caller acts.

use crate::api::{Method, Name, PermissionId, Requirement, Resource, Type, TypeKind, UrnId};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::Node;
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
                let problem = if leads { problem.help(format!("a path has dots here: write `{dotted}`")) } else { *problem };
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

/// A path with slashes, and with stars for the items of arrays and maps, as one with dots.
pub(super) fn dotted(path: &str) -> String {
    path.replace("/*", "").replace('/', ".")
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

/// Names and types from which one is chosen.
pub(super) type Parts<'t> = Vec<(&'t Name, &'t Type)>;

/// The parts of a request that a path may begin with.
fn begin<'t>(types: &'t Types, resource: &'t Resource, method: &'t Method) -> Parts<'t> {
    let sent = resource.entity.filter(|_| method.kind.sends_entity()).map(Type::Named);
    let fields = sent.and_then(|entity| inside(types, &entity)).unwrap_or_default();
    let fields = fields.into_iter().filter(|(name, _)| !resource.read_only.contains(&name.wire));
    method.params.iter().map(|param| (&param.name, &param.ty)).chain(fields).collect()
}

/// The fields of a record, or the members of a union.
pub(super) fn inside<'t>(types: &'t Types, ty: &Type) -> Option<Parts<'t>> {
    let Type::Named(id) = ty else { return None };
    match &types.get(*id)?.kind {
        TypeKind::Record(record) => Some(record.fields.iter().map(|field| (&field.name, &field.ty)).collect()),
        TypeKind::Union(union) => Some(union.members.iter().map(|member| (&member.name, &member.ty)).collect()),
        _ => None,
    }
}

/// The part that a path of names joined by dots begins with. A name may hold dots itself.
pub(super) fn next<'t>(parts: &Parts<'t>, path: &str) -> Option<(&'t Name, &'t Type)> {
    let is_next = |name: &Name| path.strip_prefix(&name.wire).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    parts.iter().filter(|(name, _)| is_next(name)).max_by_key(|(name, _)| name.wire.len()).copied()
}

/// The type at the end of a path of names joined by dots, which leads through arrays and maps without a name of their own. In a `broken`
/// schema `any` stands in for a type with an error.
fn follow<'t>(types: &'t Types, path: &str, written: &Node, mut parts: Parts<'t>, broken: bool) -> Result<Type, Box<Diagnostic>> {
    let mut owner: Option<(&str, Type)> = None;
    let mut at = 0;
    loop {
        let rest = path.get(at..).unwrap_or_default();
        let Some((name, ty)) = next(&parts, rest) else {
            if owner.as_ref().and_then(|(_, ty)| ty.named()).is_some_and(|id| types.lacking.contains(&id)) {
                return Ok(Type::Any);
            }
            let segment = rest.split('.').next().unwrap_or_default();
            let names = parts.iter().map(|(name, _)| name.wire.as_str());
            let help = suggest::advice(segment, names).unwrap_or_else(|| "remove `actor`".to_owned());
            let message = match owner {
                None => format!("`{segment}` is neither a parameter nor a field that is sent"),
                Some((owner, _)) => format!("`{owner}` has no field `{segment}`"),
            };
            return fail(rules::UNKNOWN_FIELD, written.part(at, segment.len()), message, help);
        };
        let span = written.part(at, name.wire.len());
        let found = item(types, ty);
        at += name.wire.len() + 1;
        let within = inside(types, &found);
        let not = |help: &str| {
            let message = format!("`{}` is {}, not a URN", name.wire, types.describe(&found));
            fail(rules::ACTOR, span, message, help)
        };
        match within {
            _ if broken && found == Type::Any => return Ok(found),
            Some(within) if at <= path.len() => (owner, parts) = (Some((name.wire.as_str(), found.clone())), within),
            Some(_) => return not("go on to a field with a URN: `request.owner`"),
            None if at <= path.len() => {
                let message = format!("there is nothing inside `{}`: this is {}", name.wire, types.describe(&found));
                return fail(rules::UNKNOWN_FIELD, span, message, format!("let the path end at `{}`", name.wire));
            }
            None if is_urn(types, &found) => return Ok(found),
            None => return not("name the parameter or field with the URN that the caller acts as"),
        }
    }
}

fn fail(rule: &'static str, at: Span, message: String, help: impl Into<String>) -> Result<Type, Box<Diagnostic>> {
    Err(Box::new(Diagnostic::error(rule, at, message).help(help)))
}

/// The type of the items of an array or map, else the type itself.
pub(super) fn item(types: &Types, ty: &Type) -> Type {
    match types.behind(ty) {
        Type::Array(inner) | Type::Map(_, inner) => item(types, &inner),
        other => other,
    }
}

/// Returns whether values are URNs, or texts that may be some.
fn is_urn(types: &Types, ty: &Type) -> bool {
    match ty {
        Type::Urn | Type::UrnOf(_) | Type::String => true,
        Type::Named(id) => types.get(*id).is_some_and(|def| matches!(def.kind, TypeKind::UrnChoice(_))),
        _ => false,
    }
}
