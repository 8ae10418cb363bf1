//! OAuth 2.0 and OpenID Connect, with the addresses, lifetimes and permissions of the schema.

pub(crate) mod app;
mod asked;
mod client;
mod consent;
mod discovery;
mod endpoints;
mod form;
mod html;
mod identity;
mod introspection;
mod issue;
#[cfg(feature = "data")]
pub(crate) mod kept;
mod key;
pub(crate) mod ledger;
mod masked;
pub(crate) mod member;
mod page;
mod pkce;
mod random;
mod redirect;
mod reply;
mod scopes;
mod token;

use std::collections::BTreeSet;

use bytes::Bytes;
use http::Response;
use restli_schema::api::Situation;

#[cfg(feature = "cli")]
use crate::auth::Grant;
use crate::locks::lock;
use crate::received::Received;
use crate::refusal::Refusal;
use crate::state::State;

use self::endpoints::Endpoint;

/// The answer to a request for an endpoint of OAuth; `None` if it is for another place.
pub(crate) fn answer(world: &State, request: &Received) -> Option<Result<Response<Bytes>, Refusal>> {
    let oauth = world.api.oauth.as_ref()?;
    let endpoint = endpoints::find(oauth, &request.path)?;
    let is_native = endpoint == Endpoint::NativeAuthorization;
    Some(Ok(match (endpoint, request.verb.as_str()) {
        (Endpoint::Authorization | Endpoint::NativeAuthorization, "GET") => consent::ask(world, oauth, request, is_native),
        (Endpoint::Authorization | Endpoint::NativeAuthorization, "POST") => consent::decide(world, oauth, request, is_native),
        (Endpoint::Token, "POST") => reply::private(token::answer(world, oauth, request)),
        (Endpoint::Introspection, "POST") => reply::private(introspection::answer(world, oauth, request)),
        (Endpoint::Keys, "GET") => reply::public(key::public()),
        (Endpoint::Discovery, "GET") => reply::public(Ok(discovery::document(world, oauth, request))),
        (_, verb) => {
            let verbs = endpoint.verbs();
            let message = format!("{} is an endpoint of OAuth, which takes {verbs}, and no {verb}", request.path);
            return Some(Err(Refusal::of(&world.api, None, Situation::NoMethod, message).allowing(verbs)));
        }
    }))
}

/// Returns whether a request is one for a token or about one.
pub(crate) fn takes_secrets(world: &State, request: &Received) -> bool {
    let endpoint = world.api.oauth.as_ref().and_then(|oauth| endpoints::find(oauth, &request.path));
    matches!(endpoint, Some(Endpoint::Token | Endpoint::Introspection))
}

/// A request and its answer as the log may show them; `None` if they show no secret.
pub(crate) fn masked(world: &State, request: &Received, answer: &Response<Bytes>) -> Option<(Received, Response<Bytes>)> {
    let is_login = world.api.oauth.as_ref().is_some_and(|oauth| endpoints::find(oauth, &request.path).is_some());
    let token = world.settings.habits.token_parameter;
    match masked::request(request, is_login, token) {
        Some(request) if is_login => Some((request, masked::answer(answer))),
        Some(request) => Some((request, answer.clone())),
        None => is_login.then(|| (request.clone(), masked::answer(answer))),
    }
}

/// An access token of the first member for the first app.
pub(crate) fn member_token(world: &State, scopes: BTreeSet<String>) -> String {
    let member = world.settings.members.first().map(|member| member.id.as_str());
    direct(world, member, scopes, issue::member_seconds(world.api.oauth.as_ref()))
}

/// An access token of a member for the first app; `None` if there is no such member.
pub(crate) fn token_of(world: &State, member: &str, scopes: BTreeSet<String>) -> Option<String> {
    let member = world.settings.members.iter().find(|one| one.id == member)?;
    Some(direct(world, Some(&member.id), scopes, issue::member_seconds(world.api.oauth.as_ref())))
}

/// An access token as `member_token` gives it, which lives for another day: a known one, or a new one.
#[cfg(feature = "cli")]
pub(crate) fn standing_token(world: &State, scopes: BTreeSet<String>) -> String {
    let (app, member) = (world.settings.apps.first().map(|app| &app.id), world.settings.members.first().map(|member| &member.id));
    let tomorrow = issue::after(world.clock.now(), 24 * 60 * 60);
    let is_it = |grant: &Grant| Some(&grant.app) == app && grant.member.as_ref() == member && grant.scopes == scopes;
    let known = lock(&world.tokens)
        .all()
        .find(|(_, grant)| is_it(grant) && !grant.revoked && grant.expires > tomorrow)
        .map(|(token, _)| token.to_owned());
    known.unwrap_or_else(|| member_token(world, scopes))
}

/// An access token of the first app itself.
pub(crate) fn app_token(world: &State, scopes: BTreeSet<String>) -> String {
    direct(world, None, scopes, issue::app_seconds(world.api.oauth.as_ref()))
}

fn direct(world: &State, member: Option<&str>, scopes: BTreeSet<String>, seconds: u64) -> String {
    let app = world.settings.apps.first().map_or("sandbox", |app| app.id.as_str());
    let consent = lock(&world.ledger).consent(world.clock.now());
    issue::access(world, app, member, scopes, consent, seconds)
}

/// Withdraws the consent behind an access token or refresh token; `false` if there is none.
pub(crate) fn revoke(world: &State, token: &str) -> bool {
    let of_access = lock(&world.tokens).get(token).map(|grant| grant.consent);
    let consent = of_access.or_else(|| lock(&world.ledger).renewals.get(token).map(|renewal| renewal.consent));
    consent.inspect(|consent| issue::revoke(world, *consent)).is_some()
}
