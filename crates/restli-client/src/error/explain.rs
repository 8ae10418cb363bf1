//! Causes and remedies, from the tables of the API and from the status.

use std::fmt;
use std::time::Duration;

use restli_core::error::ErrorResponse;
use restli_core::permission::{either, entity_words, grant_words};
use restli_core::quota::words;
use restli_core::urn::Urn;
use restli_core::{Day, duration};

use super::problem::excerpt;
use crate::quotas::QuotaLeft;
use crate::retry_after;
use crate::tables::{ApiInfo, ErrorInfo, Operation, Permission, Quota, Requirement, VersionFamily};
use crate::versions::{self, VersionState};

/// The entry of the catalogue for an error, found by the first of: the code of the response, the service error code, the codes of the input
/// errors, the words of the message (best with the same status), the status.
pub(super) fn lookup(api: &ApiInfo, status: u16, response: Option<&ErrorResponse>) -> Option<&'static ErrorInfo> {
    let text = response.map(words_of).unwrap_or_default();
    let speaks_of = |entry: &ErrorInfo| entry.messages.iter().any(|words| text.contains(words));
    // Preferred are entries whose words are in the message, then entries without words; among equals, an entry of the same status.
    let best = |fits: &dyn Fn(&ErrorInfo) -> bool| {
        let entries = api.errors.iter().filter(|entry| fits(entry));
        let rank = |entry: &&ErrorInfo| (speaks_of(entry), entry.messages.is_empty(), entry.status == status);
        entries.rev().max_by_key(rank)
    };
    let number = response.and_then(ErrorResponse::service_error_code);
    let codes = response.map(ErrorResponse::codes).unwrap_or_default();
    let outer = response.and_then(ErrorResponse::code);
    (outer.and_then(|code| by_code(api, code)))
        .or_else(|| number.and_then(|number| best(&|entry| entry.service_error_codes.contains(&number))))
        .or_else(|| codes.into_iter().find_map(|code| by_code(api, code)))
        // Servers refuse for one reason with different statuses, a duplicate with 409 or 422.
        .or_else(|| best(&|entry| entry.status / 100 == status / 100 && speaks_of(entry)))
        // The code of an entry for errors without a code is the status in digits.
        .or_else(|| by_code(api, &status.to_string()))
}

/// The entry of a symbolic code.
pub(super) fn by_code(api: &ApiInfo, code: &str) -> Option<&'static ErrorInfo> {
    api.errors.iter().find(|entry| entry.code == code)
}

/// The message and the descriptions of the input errors, in lower case.
fn words_of(response: &ErrorResponse) -> String {
    let descriptions = response.input_errors().into_iter().filter_map(|input| input.description);
    response.message().into_iter().chain(descriptions).collect::<Vec<_>>().join("\n").to_lowercase()
}

/// Cause and remedy of a status that the catalogue does not list (`docs/protocol.md §9`).
pub(super) const fn by_status(status: u16) -> (&'static str, &'static str) {
    match status {
        200..=299 => ("the answer is marked as an error (`X-RestLi-Error-Response`), whatever its status says", "read the message"),
        304 => (
            "the server says that nothing has changed since, as the headers of the request ask",
            "leave `If-None-Match` and `If-Modified-Since` out of the request",
        ),
        300..=303 | 305..=399 => (
            "the server points elsewhere; the protocol knows no redirects",
            "check the base URL; redirects are not followed, so that the token stays where it belongs",
        ),
        400 => ("the server does not accept the URL or the body", "look at the request (`to_curl`) and at the message"),
        401 => ("the token is missing, expired, revoked or not valid", "renew the token, or let the user consent again"),
        403 => (
            "the token lacks a permission, or its owner lacks the role on this entity",
            "ask for the permission, let the user consent again, and check the role",
        ),
        404 => (
            "no such entity or resource; some APIs say this instead of 403",
            "check the key; if it exists, check permission, version and base URL",
        ),
        410 => ("the entity or the resource was there and is gone", "forget the key; if every key is gone, check version and base URL"),
        405 | 501 => ("the resource does not have this method", "check the schema"),
        406 | 415 => ("the server does not speak JSON here", "check the base URL"),
        407 => (
            "a proxy on the way lets nobody through without user and password",
            "write user and password into the URL of the proxy: `Builder::proxy`, `HTTPS_PROXY`",
        ),
        408 | 504 => ("the server ran out of time", "try again later, or ask for less"),
        409 => ("something else changed the entity at the same time", "read it again, then repeat the change"),
        412 => ("a condition of the request does not hold", "read the entity again"),
        413 => ("the body is too large", "send less at once"),
        414 => ("the URL is too long", "send fewer keys at once, or leave query tunnelling on"),
        422 => {
            ("the entity is well-formed but not acceptable: a duplicate, or a field that may not be set", "correct what the message names")
        }
        421 => ("the server does not answer for this host", "send it again; if it stays, check the base URL"),
        425 => ("the server does not take a request so early in a connection", "send it again"),
        431 => ("the headers are too large", "leave headers out, and check that the token is one whole token and nothing else"),
        426 => ("the version in the request is not active", "send one that is"),
        429 => ("too many requests", "wait, then send fewer: cache, batch, or be notified instead of asking"),
        500 | 502 => ("the server failed", "try again later; if it stays, tell support"),
        503 => ("the server is down for a while", "try again later"),
        511 => {
            ("the network wants its users to sign in, and let nothing through", "sign in to the network in a browser, then send it again")
        }
        _ if status / 100 == 4 => ("the server refuses the request", "look at the request (`to_curl`) and at the message"),
        _ if status / 100 == 5 => (
            "the server failed, or something in front of it",
            "try again later; look whether it was carried out before you repeat a change",
        ),
        _ => (
            "this is not how the API answers: something in front of it does, or refuses programs",
            "check the base URL, and look for a proxy",
        ),
    }
}

/// Lines about a requirement: its words, the way to each of its permissions, the scopes that the token grants.
pub(super) fn permissions(api: &ApiInfo, requirement: &Requirement<'static>, granted: Option<&[String]>) -> Vec<String> {
    let mut lines = vec![format!("needs: {requirement}")];
    lines.extend(requirement.scopes().into_iter().filter_map(|name| api.permission(name)).map(permission));
    match granted {
        Some([]) => lines.push("token: grants nothing".to_owned()),
        Some(granted) => lines.push(format!("token: grants {}", granted.join(", "))),
        None => {}
    }
    lines
}

/// One permission: its purpose and the way to get it.
fn permission(permission: &Permission) -> String {
    let mut parts: Vec<String> = Vec::new();
    let doc = permission.doc.split("\n\n").next().unwrap_or_default().trim().trim_end_matches('.');
    if !doc.is_empty() {
        parts.push(doc.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    parts.extend(grant_words(permission.product, permission.approval, permission.retired, permission.replaced_by));
    if parts.is_empty() { permission.scope.to_owned() } else { format!("{}: {}", permission.scope, parts.join("; ")) }
}

/// Lines about the roles that the member needs: in the entities that the caller acts as, or in any entity if it acts as none.
pub(super) fn roles(api: &ApiInfo, roles: &[&str], actors: &[String]) -> Vec<String> {
    let mut groups: Vec<(&[&str], Vec<&str>)> = Vec::new();
    for role in roles.iter().filter_map(|name| api.roles.iter().find(|role| role.name == *name)) {
        match groups.iter_mut().find(|(within, _)| *within == role.within) {
            Some((_, names)) => names.push(role.name),
            None => groups.push((role.within, vec![role.name])),
        }
    }
    let line = |place: &str, names: &[&str]| format!("role: in {place}, the member needs {}", either(names.iter().copied()));
    let mut lines = Vec::new();
    for (within, names) in groups {
        if actors.is_empty() {
            lines.push(line(&entity_words(within.iter().copied()), &names));
        }
        let has_such_roles = |actor: &&String| actor.parse::<Urn>().is_ok_and(|urn| within.contains(&urn.entity_type()));
        lines.extend(actors.iter().filter(has_such_roles).map(|actor| line(actor, &names)));
    }
    lines
}

/// Lines about the quotas of an operation and the quota that the response reports.
pub(super) fn quotas(operation: Option<&Operation>, left: &QuotaLeft, retry_after: Option<&str>) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    lines.extend(operation.map_or(&[][..], |operation| operation.quotas).iter().map(|quota| self::quota(quota)));
    if let Some(remaining) = left.remaining {
        lines.push(format!("left: {remaining}"));
    }
    match (left.reset_seconds, retry_after) {
        (Some(seconds), _) => lines.push(format!("starts anew in {}", duration::words(Duration::from_secs(seconds)))),
        (None, Some(text)) => lines.push(retry(text)),
        (None, None) => {
            let windows = operation.map_or(&[][..], |operation| operation.quotas).iter().map(|quota| quota.window_seconds);
            if let Some(longest) = windows.max() {
                lines.push(format!("starts anew within {} at the latest", duration::words(Duration::from_secs(longest))));
            }
        }
    }
    lines
}

/// The line about a `Retry-After`: seconds, or a date of HTTP.
pub(super) fn retry(text: &str) -> String {
    match retry_after::seconds(text) {
        Some(0) => "try again at once".to_owned(),
        Some(retry_after::LONGEST) => format!("try again in {} seconds, which is taken for a hundred years", excerpt(text)),
        Some(seconds) => format!("try again in {}", duration::words(Duration::from_secs(seconds))),
        None if retry_after::is_date(text) => format!("try again at {}", excerpt(text)),
        None => format!("`Retry-After` is not a time: {}", excerpt(text)),
    }
}

fn quota(quota: &Quota) -> String {
    format!("quota {}: {}", quota.name, words(quota.limit, quota.window_seconds, quota.scope, quota.starts))
}

/// The line about a refused version, with the other versions that live, and the remedy.
pub(super) fn versions(family: &VersionFamily, sent: u32, today: Day) -> (String, String) {
    let end = family.released.iter().find(|version| version.number == sent).and_then(|version| version.sunset);
    let state = match VersionState::of(family, sent, today) {
        VersionState::Living | VersionState::Ending { .. } => {
            end.map_or("should live".to_owned(), |end| format!("should live until {end}"))
        }
        other => other.words(today),
    };
    let mut living = versions::living(family, today);
    living.retain(|version| version.number != sent);
    let line = format!("version: {}: {sent} was sent, which {state}; living: {}", family.header, versions::list(&living));
    let remedy = match living.last() {
        Some(newest) => format!("send a version that lives: `Builder::version(\"{}\", {})`", family.name, newest.number),
        None => "take a newer release of the client, or send a version that is active with `Builder::version`".to_owned(),
    };
    (line, remedy)
}

/// Writes the line with the ids that the support of the API asks for, if there are any.
pub(super) fn write_ids(out: &mut fmt::Formatter<'_>, ids: &[(String, String)]) -> fmt::Result {
    for (index, (name, value)) in ids.iter().enumerate() {
        out.write_str(if index == 0 { "\n  for support: " } else { ", " })?;
        write!(out, "{name}: {}", excerpt(value))?;
    }
    Ok(())
}
