//! The dated version that a request asks for.

use restli_core::Day;
use restli_schema::api::{Api, Method, Resource, Situation, Version, VersionFamily};

use crate::received::Received;
use crate::refusal::Refusal;

/// The version that a request says, if it is written as one.
pub(crate) fn asked(api: &Api, resource: &Resource, request: &Received) -> Option<u32> {
    let family = &api[api[resource.base].versions?];
    number(request.header(&family.header)?)
}

/// The version of a request, which is alive; `None` where the base has no versions.
pub(super) fn check(api: &Api, resource: &Resource, method: &Method, request: &Received, today: Day) -> Result<Option<u32>, Refusal> {
    let Some(family) = api[resource.base].versions.map(|id| &api[id]) else { return Ok(None) };
    let refuse = |situation, message: String| Err(Refusal::of(api, Some(method), situation, message));
    let living = living(family, today);
    let Some(told) = request.header(&family.header) else {
        let message = format!("a version must be present in the header `{}`: {living}", family.header);
        return refuse(Situation::VersionMissing, message);
    };
    let dead = |why: &str| refuse(Situation::VersionDead, format!("version `{told}` {why}: {living}"));
    let Some(number) = number(told) else { return dead("is not written as a version") };
    match family.released.iter().find(|version| version.number == number) {
        None => dead("was never released"),
        Some(version) => match version.sunset.filter(|sunset| sunset.has_passed(today)) {
            Some(sunset) => dead(&sunset.words(today)),
            None => Ok(Some(number)),
        },
    }
}

/// The number of a version. Digits behind a dot are its revision, of which a server has the newest alone.
fn number(told: &str) -> Option<u32> {
    let (number, revision) = told.trim().split_once('.').unwrap_or((told.trim(), "0"));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|octet| octet.is_ascii_digit());
    if is_number(number) && is_number(revision) { number.parse().ok() } else { None }
}

/// The advice to send one of the versions that are alive, newest first.
fn living(family: &VersionFamily, today: Day) -> String {
    let is_alive = |version: &&Version| version.sunset.is_none_or(|sunset| !sunset.has_passed(today));
    let versions: Vec<String> = family.released.iter().rev().filter(is_alive).map(Version::text).collect();
    match versions.as_slice() {
        [] => "take a later schema, since every version of this one has ended".to_owned(),
        some => format!("send one of {}", some.join(", ")),
    }
}
