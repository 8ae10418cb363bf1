//! Checks before a call is sent: permissions that the token lacks, versions that lack the method.

use std::borrow::Cow;

use http::header::AUTHORIZATION;
use http::{HeaderMap, HeaderValue};
use restli_core::urn::Urn;

use super::outgoing::Outgoing;
use crate::error::problem::Problem;
use crate::error::{Error, MissingPermission};
use crate::headers;
use crate::parts::CallParts;
use crate::runtime::Runtime;
use crate::tables::{ApiInfo, Operation, OtherVersion, Requirement, VersionFamily};
use crate::versions;

/// The warning of a batch that is legal (`docs/protocol.md §2.2`) and seldom meant.
const EMPTY_BATCH: &str = "the batch is empty, so that the call does nothing; an `Option` that is `None` is an empty list, too: \
    take its value out first, `if let Some(id) = created.id { .. }`, and skip the call for a list that is empty";

/// Refuses a call for which the token is known not to suffice, or whose request means another method in the version that is sent. Warns, once per application, of an operation that is retired or ends soon.
pub(super) fn check(runtime: &Runtime, operation: &'static Operation, parts: &CallParts) -> Result<(), Error> {
    let fields = &parts.requirements;
    let version = operation.base.versions.map(|family| sent(runtime, parts, family));
    exists(operation, version)?;
    warn(runtime, operation, version);
    if operation.method.is_batch() && parts.batch == 0 {
        tracing::warn!(operation = operation.id, "{EMPTY_BATCH}");
    }
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
    let declared = || runtime.settings().declared.map(|scopes| scopes.iter().map(|scope| (*scope).to_owned()).collect());
    let (have, is_declared) = match runtime.granted().filter(known) {
        Some(have) => (Cow::Borrowed(have), false),
        None => match declared() {
            Some(have) => (Cow::Owned::<[String]>(have), true),
            None => return Ok(()),
        },
    };
    let granted = |scope: &str| have.iter().any(|known| known == scope);
    let refuse = |field, requirement, actor| {
        Err(Error::Permission(Box::new(MissingPermission {
            operation,
            field,
            requirement,
            actor,
            have: have.to_vec(),
            is_declared,
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

/// Checks the version in a header that is given by hand, for a call or for all calls, as the builder checks those that it is given: one that
/// no version can be is refused, and the log has a warning, once per family, of one that has ended or ends soon.
pub(super) fn check_version(runtime: &Runtime, parts: &CallParts) -> Result<(), Error> {
    let Some(family) = parts.base.and_then(|base| base.versions) else { return Ok(()) };
    judge(runtime, family, parts.about(), by_hand(runtime, parts, family))
}

/// Checks the version that a hook has set in place of that of the request, as one that is given by hand.
pub(super) fn check_hooked(runtime: &Runtime, outgoing: &Outgoing, hooked: &HeaderMap) -> Result<(), Error> {
    let Some(family) = outgoing.versions else { return Ok(()) };
    let values = |headers: &HeaderMap| headers.get_all(family.header).into_iter().cloned().collect::<Vec<_>>();
    let own = values(hooked);
    if own == values(&outgoing.headers) { Ok(()) } else { judge(runtime, family, "Builder::before", own.iter()) }
}

/// Refuses a version of a family that none can be, and warns of one that has ended or ends soon.
fn judge<'h>(
    runtime: &Runtime,
    family: &'static VersionFamily,
    about: &str,
    versions: impl Iterator<Item = &'h HeaderValue>,
) -> Result<(), Error> {
    for text in versions.map(headers::text) {
        let problem = |problem: Problem| Error::request(Problem::new(about, problem.what, problem.remedy));
        let number = versions::written(family, &text).map_err(problem)?;
        if let Some(notice) = versions::notice(family, number, runtime.today()).filter(|_| runtime.is_first_warning(family.header)) {
            tracing::warn!(family = family.name, version = number, "{notice}");
        }
    }
    Ok(())
}

/// The values of the header of a family's versions that replace the version of the client.
fn by_hand<'p>(runtime: &'p Runtime, parts: &'p CallParts, family: &'static VersionFamily) -> impl Iterator<Item = &'p HeaderValue> {
    let maps = [&parts.headers, &runtime.settings().headers];
    let map = maps.into_iter().find(|headers| !headers.is_empty() && headers.contains_key(family.header));
    map.into_iter().flat_map(|headers| headers.get_all(family.header))
}

/// The version that a call sends.
fn sent(runtime: &Runtime, parts: &CallParts, family: &'static VersionFamily) -> (&'static VersionFamily, u32) {
    let by_hand = by_hand(runtime, parts, family).next().and_then(|text| versions::written(family, &headers::text(text)).ok());
    (family, by_hand.unwrap_or_else(|| runtime.version(family)))
}

/// Refuses a call that the version to be sent does not have, if its request would be taken for that of another method.
fn exists(operation: &'static Operation, version: Option<(&VersionFamily, u32)>) -> Result<(), Error> {
    let Some((family, sent)) = version.filter(|_| !operation.other_versions.is_empty()) else { return Ok(()) };
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

fn warn(runtime: &Runtime, operation: &'static Operation, version: Option<(&VersionFamily, u32)>) {
    let version = version.map(|(_, sent)| sent);
    let early = version.zip(operation.since).filter(|(sent, since)| sent < since);
    let late = version.zip(operation.until).filter(|(sent, until)| sent >= until);
    if (operation.retired.is_none() && early.is_none() && late.is_none()) || !runtime.is_first_warning(operation.id) {
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
