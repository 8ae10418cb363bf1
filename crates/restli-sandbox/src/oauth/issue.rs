//! Access tokens and refresh tokens: their making and their withdrawal.

use std::collections::BTreeSet;
use std::time::Duration;

use restli_core::Time;
use restli_schema::api::OAuth;

use super::ledger::{Code, Renewal};
use super::random;
use crate::auth::{Consent, Grant};
use crate::locks::lock;
use crate::state::State;

/// The life of a token where the schema names none, in seconds.
const TOKEN_SECONDS: u64 = 3600;

/// The life of the token of a member, in seconds.
pub(super) fn member_seconds(oauth: Option<&OAuth>) -> u64 {
    oauth.map(|oauth| oauth.access_token_seconds).filter(|seconds| *seconds > 0).unwrap_or(TOKEN_SECONDS)
}

/// The life of the token of an app itself, in seconds.
pub(super) fn app_seconds(oauth: Option<&OAuth>) -> u64 {
    oauth.and_then(|oauth| oauth.client_token_seconds).unwrap_or(TOKEN_SECONDS)
}

/// An access token that lives for some seconds.
pub(super) fn access(world: &State, app: &str, member: Option<&str>, scopes: BTreeSet<String>, consent: Consent, seconds: u64) -> String {
    let (text, issued) = (random::text(), world.clock.now());
    let (app, member) = (app.to_owned(), member.map(str::to_owned));
    let grant = Grant { scopes, member, app, consent, issued, expires: after(issued, seconds), revoked: false };
    lock(&world.tokens).issue(text.clone(), grant);
    kept(world, &text);
    text
}

/// A refresh token for what a code stands for.
pub(super) fn renewal(world: &State, code: &Code, seconds: u64) -> String {
    let issued = world.clock.now();
    let code = code.clone();
    let renewal = Renewal {
        app: code.app,
        member: code.member,
        scopes: code.scopes,
        consent: code.consent,
        issued,
        expires: after(issued, seconds),
        is_native: code.is_native,
        is_spent: false,
        is_revoked: false,
    };
    let text = random::text();
    lock(&world.ledger).renewals.insert(text.clone(), renewal);
    kept(world, &text);
    text
}

/// Withdraws a consent: its refresh tokens and access tokens.
pub(super) fn revoke(world: &State, consent: Consent) {
    lock(&world.ledger).revoke(consent);
    lock(&world.tokens).revoke(consent);
    let of_access: Vec<String> = lock(&world.tokens).of(consent).cloned().collect();
    let renewals: Vec<String> = lock(&world.ledger).of(consent).cloned().collect();
    of_access.iter().chain(&renewals).for_each(|token| kept(world, token));
}

/// Writes a token to the file of the world, if there is one.
pub(super) fn kept(world: &State, token: &str) {
    #[cfg(feature = "data")]
    super::kept::keep(world, token);
    #[cfg(not(feature = "data"))]
    let _ = (world, token);
}

/// The time a number of seconds later.
pub(super) fn after(time: Time, seconds: u64) -> Time {
    let millis = i64::try_from(Duration::from_secs(seconds).as_millis()).unwrap_or(i64::MAX);
    Time::from_millis(time.as_millis().saturating_add(millis))
}

/// The seconds until a time, none if it is past.
pub(super) fn left(until: Time, now: Time) -> u64 {
    u64::try_from(until.as_millis().saturating_sub(now.as_millis())).unwrap_or(0) / 1000
}

/// A time in seconds since 1970.
pub(super) const fn seconds(time: Time) -> i64 {
    time.as_millis().div_euclid(1000)
}
