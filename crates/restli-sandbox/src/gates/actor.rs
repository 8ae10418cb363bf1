//! The actor on whose behalf a call is made: a permission counts if it lets its holder act as URNs of the actor's type.

use restli_core::urn::Urn;
use restli_core::{Json, ResourceMethod as M};
use restli_schema::api::{Api, Method, PermissionId, Situation, Type, TypeKind, UrnId};

use super::permission::{has, lacking};
use crate::auth::Grant;
use crate::check::Read;
use crate::oauth::member::Member;
use crate::refusal::Refusal;
use crate::route::Call;

/// The actor of an entity that a call sends: one among the parameters, else one in the entity.
pub(crate) fn of(api: &Api, call: &Call<'_>, read: &Read, entity: &Json) -> Option<String> {
    let mut found = of_params(api, call, read);
    let ty = call.resource.entity.map(Type::Named).filter(|_| call.method.kind.sends_entity());
    if let Some((path, ty)) = call.method.actor.as_deref().zip(ty) {
        collect(api, &ty, path, entity, &mut found);
    }
    found.into_iter().next()
}

/// The URNs at the end of the path that the schema gives, from parameters on.
fn of_params(api: &Api, call: &Call<'_>, read: &Read) -> Vec<String> {
    let (method, mut found) = (call.method, Vec::new());
    let Some(path) = method.actor.as_deref() else { return found };
    let given = |name: &str| read.params.get(name).or_else(|| read.body.get(name).filter(|_| method.kind == M::Action));
    for param in &method.params {
        if let Some((rest, value)) = behind(path, &param.name.wire).zip(given(&param.name.wire)) {
            collect(api, &param.ty, rest, value, &mut found);
        }
    }
    found
}

/// The URNs at the end of the path that the schema gives, from parameters or the sent entities on.
pub(super) fn urns(api: &Api, call: &Call<'_>, read: &Read) -> Vec<String> {
    let (method, mut found) = (call.method, of_params(api, call, read));
    let Some(path) = method.actor.as_deref() else { return found };
    let Some(entity) = call.resource.entity.map(Type::Named).filter(|_| method.kind.sends_entity()) else { return found };
    let sent: Vec<&Json> = match (read.body.get("elements"), read.body.get("entities")) {
        (Some(Json::Array(items)), _) if method.kind == M::BatchCreate => items.iter().collect(),
        (_, Some(Json::Object(entries))) if method.kind == M::BatchUpdate => entries.values().collect(),
        _ => vec![&read.body],
    };
    for one in sent {
        collect(api, &entity, path, one, &mut found);
    }
    found
}

/// Collects the texts at the end of a path of names, from every item of an array and every entry of a map.
fn collect(api: &Api, ty: &Type, path: &str, value: &Json, found: &mut Vec<String>) {
    let mut step = |name: &str, ty: &Type| {
        if let Some((rest, value)) = behind(path, name).zip(value.get(name)) {
            collect(api, ty, rest, value, found);
        }
    };
    match (ty, value) {
        (Type::Array(item), Json::Array(items)) => items.iter().for_each(|one| collect(api, item, path, one, found)),
        (Type::Map(_, item), Json::Object(entries)) => entries.values().for_each(|one| collect(api, item, path, one, found)),
        (Type::Named(id), _) if let Some(target) = api[*id].kind.target() => collect(api, target, path, value, found),
        (Type::Named(id), Json::Object(_)) => match &api[*id].kind {
            TypeKind::Record(record) => record.fields.iter().for_each(|field| step(&field.name.wire, &field.ty)),
            TypeKind::Union(union) => union.members.iter().for_each(|member| step(&member.name.wire, &member.ty)),
            _ => {}
        },
        (_, Json::String(urn)) if path.is_empty() => found.push(urn.clone()),
        _ => {}
    }
}

/// The rest of a path behind a name; `None` if the path does not lead through it.
fn behind<'p>(path: &'p str, name: &str) -> Option<&'p str> {
    let rest = path.strip_prefix(name)?;
    if rest.is_empty() { Some(rest) } else { rest.strip_prefix('.') }
}

/// Refuses actors as which the token does not let its holder act: of types for which it has no permission, and other members.
pub(super) fn check(api: &Api, method: &Method, grant: &Grant, members: &[Member], actors: &[String]) -> Result<(), Refusal> {
    let own = grant.member.as_deref();
    let is_other = |urn: &Urn| own.is_some_and(|own| own != urn.id()) && members.iter().any(|member| member.id == urn.id());
    let lets = |actor: &&String| {
        let Ok(urn) = actor.parse::<Urn>() else { return true };
        if is_other(&urn) {
            return false;
        }
        let named = |id: &PermissionId| Some(&api[*id].acts_as).filter(|types| !types.is_empty());
        method.requirement.lets_act_as(&|id| has(api, Some(grant), *id), &|id| Some(named(id)?.iter().any(|of| is_of(api, &urn, *of))))
    };
    let Some(actor) = actors.iter().find(|actor| !lets(actor)) else { return Ok(()) };
    let urn = actor.parse::<Urn>().ok();
    if urn.as_ref().is_some_and(is_other) {
        let message = format!("the token is that of the member `{}`, who cannot act as `{actor}`", own.unwrap_or_default());
        return Err(Refusal::of(api, Some(method), Situation::ActorForbidden, message));
    }
    let is_own = urn.is_some_and(|urn| own == Some(urn.id()));
    let situation = if is_own { Situation::OwnActorForbidden } else { Situation::ActorForbidden };
    let message =
        format!("acting as `{actor}` requires another permission: the method requires {}", lacking(api, &method.requirement, Some(grant)));
    Err(Refusal::of(api, Some(method), situation, message))
}

/// Returns whether a URN is one of a type.
pub(super) fn is_of(api: &Api, urn: &Urn, id: UrnId) -> bool {
    api[id].name.wire == urn.entity_type() && api[id].namespace == urn.namespace()
}
