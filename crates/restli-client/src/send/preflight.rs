//! Checks before a call is sent: permissions that the token lacks, versions that lack the method.

use http::header::AUTHORIZATION;
use restli_core::urn::Urn;

use crate::error::problem::Problem;
use crate::error::{Error, MissingPermission};
use crate::parts::CallParts;
use crate::runtime::Runtime;
use crate::tables::{ApiInfo, Operation, OtherVersion, Requirement};

/// Refuses a call for which the token is known not to suffice, or whose request means another method in the version that is sent. Warns, once per application, of an operation that is retired or ends soon.
pub(super) fn check(runtime: &Runtime, operation: &'static Operation, parts: &CallParts) -> Result<(), Error> {
    let fields = &parts.requirements;
    exists(runtime, operation)?;
    warn(runtime, operation);
    if matches!(operation.permissions, Requirement::Public) && fields.is_empty() {
        return Ok(());
    }
    // A hook may bring credentials of its own, as a header of the call or of the client does.
    let has_own = || [&parts.headers, &runtime.settings().headers].iter().any(|headers| headers.contains_key(AUTHORIZATION));
    if !runtime.credentials().has_token() && runtime.settings().hooks.before.is_empty() && !has_own() {
        let what = "the client has no token, and this call needs one";
        return Err(Error::setup(Problem::new(operation.id, what, "give it one with `Builder::token`")));
    }
    // Scopes of which the schema knows none are no reason to refuse a call.
    let known = |have: &&[String]| {
        have.is_empty() || runtime.api().permissions.is_empty() || have.iter().any(|scope| runtime.api().permission(scope).is_some())
    };
    let Some(have) = runtime.granted().filter(known) else { return Ok(()) };
    let granted = |scope: &str| have.iter().any(|known| known == scope);
    let refuse = |field, requirement, actor| {
        Err(Error::Permission(Box::new(MissingPermission {
            operation,
            field,
            requirement,
            actor,
            have: have.to_vec(),
            api: runtime.api(),
        })))
    };
    let requirement = &operation.permissions;
    if !requirement.is_met_by(&granted) {
        return refuse(None, requirement, None);
    }
    if let Some(field) = fields.find(&|field| !field.permissions.is_met_by(&granted)) {
        return refuse(Some(field.field), &field.permissions, None);
    }
    match parts.actors.iter().find(|actor| !may_act_as(runtime.api(), requirement, &granted, actor)) {
        Some(actor) => refuse(None, requirement, Some(actor.clone())),
        None => Ok(()),
    }
}

/// Returns whether the granted scopes are enough to act as the URN. A type that no permission of the call names is for the server to judge.
fn may_act_as(api: &ApiInfo, requirement: &Requirement<'_>, granted: &dyn Fn(&str) -> bool, actor: &str) -> bool {
    let Ok(urn) = actor.parse::<Urn>() else { return true };
    let entity_type = urn.entity_type();
    let named = |scope: &str| api.permission(scope).map(|permission| permission.acts_as).filter(|types| !types.is_empty());
    requirement.lets_act_as(granted, &|scope| named(scope).map(|types| types.contains(&entity_type)))
}

/// Refuses a call that the version to be sent does not have, if its request would be taken for that of another method.
fn exists(runtime: &Runtime, operation: &'static Operation) -> Result<(), Error> {
    let Some(family) = operation.base.versions.filter(|_| !operation.other_versions.is_empty()) else { return Ok(()) };
    let sent = runtime.version(family);
    let early = operation.since.filter(|since| sent < *since);
    let late = operation.until.filter(|until| sent >= *until);
    let what = match (early, late) {
        (Some(since), _) => format!("it came with version {since}, and {sent} is sent"),
        (None, Some(until)) => format!("it is gone from version {until} on, and {sent} is sent"),
        (None, None) => return Ok(()),
    };
    let has = |other: &&OtherVersion| other.since.is_none_or(|since| sent >= since) && other.until.is_none_or(|until| sent < until);
    let choose = format!("send a version that has it: `Builder::version(\"{}\", ..)`", family.name);
    let remedy = match operation.other_versions.iter().find(has) {
        Some(other) => format!("call `{}`, which has its place in that version, or {choose}", other.id),
        None => choose,
    };
    Err(Error::request(Problem::new(operation.id, what, remedy)))
}

fn warn(runtime: &Runtime, operation: &'static Operation) {
    let version = operation.base.versions.map(|family| runtime.version(family));
    let early = version.zip(operation.since).filter(|(sent, since)| sent < since);
    let late = version.zip(operation.until).filter(|(sent, until)| sent >= until);
    if (operation.retired.is_none() && early.is_none() && late.is_none()) || !runtime.is_first_warning(operation) {
        return;
    }
    if let Some(retired) = operation.retired {
        let instead = operation.replaced_by.unwrap_or("nothing");
        tracing::warn!(operation = operation.id, retired, instead, "this method is retired");
    }
    if let Some((sent, since)) = early {
        tracing::warn!(operation = operation.id, sent, since, "this method is newer than the version that is sent");
    }
    if let Some((sent, until)) = late {
        tracing::warn!(operation = operation.id, sent, until, "this method is gone in the version that is sent");
    }
}
