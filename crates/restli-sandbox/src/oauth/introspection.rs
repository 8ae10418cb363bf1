//! Introspection: the state of a token (RFC 7662).

use std::collections::BTreeSet;

use restli_core::Time;
use restli_schema::api::OAuth;
use serde_json::{Value as Json, json};

use super::client::Client;
use super::form::Form;
use super::reply::Fault;
use super::{issue, reply, scopes};
use crate::auth::Consent;
use crate::locks::lock;
use crate::received::Received;
use crate::state::State;

/// The parts of a token that introspection tells.
struct Seen {
    app: String,
    member: Option<String>,
    scopes: BTreeSet<String>,
    consent: Consent,
    issued: Time,
    expires: Time,
    is_revoked: bool,
}

/// Answers a question about an access token or refresh token. One of another app is as unknown as one that was never issued.
pub(super) fn answer(world: &State, oauth: &OAuth, request: &Received) -> Result<Json, Fault> {
    let form = Form::posted(world, request)?;
    let client = Client::read(world, oauth, request, &form)?;
    client.prove()?;
    let token = form.need("token")?;
    let seen = access(world, token).or_else(|| renewal(world, token)).filter(|seen| seen.app == client.app.id);
    Ok(seen.map_or_else(|| json!({"active": false}), |seen| told(world, &seen)))
}

fn told(world: &State, seen: &Seen) -> Json {
    let legs = if seen.member.is_some() { "3L" } else { "2L" };
    match () {
        () if seen.is_revoked => json!({"active": false, "status": "revoked"}),
        () if seen.expires <= world.clock.now() => json!({"active": false, "status": "expired"}),
        () => {
            let (issued, expires) = (issue::seconds(seen.issued), issue::seconds(seen.expires));
            reply::present(json!({
                "active": true, "status": "active", "client_id": seen.app, "sub": seen.member, "scope": scopes::joined(world, &seen.scopes),
                "iat": issued, "created_at": issued, "authorized_at": issue::seconds(seen.consent.given),
                "exp": expires, "expires_at": expires, "auth_type": world.settings.habits.auth_type.then_some(legs),
            }))
        }
    }
}

fn access(world: &State, token: &str) -> Option<Seen> {
    let grant = lock(&world.tokens).get(token).cloned()?;
    Some(Seen {
        app: grant.app,
        member: grant.member,
        scopes: grant.scopes,
        consent: grant.consent,
        issued: grant.issued,
        expires: grant.expires,
        is_revoked: grant.revoked,
    })
}

fn renewal(world: &State, token: &str) -> Option<Seen> {
    let renewal = lock(&world.ledger).renewals.get(token).cloned()?;
    Some(Seen {
        app: renewal.app,
        member: Some(renewal.member),
        scopes: renewal.scopes,
        consent: renewal.consent,
        issued: renewal.issued,
        expires: renewal.expires,
        is_revoked: renewal.is_revoked || renewal.is_spent,
    })
}
