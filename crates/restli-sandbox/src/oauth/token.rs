//! The token endpoint (RFC 6749 §3.2): codes, refresh tokens and tokens of apps themselves.

use std::collections::BTreeSet;

use restli_schema::api::{OAuth, Situation};
use serde_json::{Value as Json, json};

use super::app::Renewals;
use super::client::Client;
use super::form::Form;
use super::ledger::{Code, Renewal};
use super::reply::Fault;
use super::{identity, issue, pkce, random, reply, scopes};
use crate::auth::Consent;
use crate::locks::lock;
use crate::received::Received;
use crate::state::State;

/// Answers a request for a token.
pub(super) fn answer(world: &State, oauth: &OAuth, request: &Received) -> Result<Json, Fault> {
    let form = Form::posted(world, request)?;
    let grant = form.need("grant_type")?;
    let client = Client::read(world, oauth, request, &form)?;
    match grant {
        "authorization_code" => by_code(world, oauth, &client, request, &form),
        "refresh_token" => by_renewal(world, oauth, &client, &form),
        "client_credentials" => by_secret(world, oauth, &client, &form),
        other => Err(Fault::new("unsupported_grant_type", format!("`grant_type` is `{other}`, which is not served"))),
    }
}

fn by_code(world: &State, oauth: &OAuth, client: &Client<'_>, request: &Received, form: &Form) -> Result<Json, Fault> {
    let (text, redirect) = (form.need("code")?, form.need("redirect_uri")?);
    let mut ledger = lock(&world.ledger);
    let Some(code) = ledger.codes.get_mut(text).filter(|code| code.app == client.app.id) else {
        // The secret is not asked for before the code is known, because native apps have none.
        let is_known = ledger.codes.contains_key(text);
        let situation = if is_known { Situation::CodeUnfit } else { Situation::CodeUnknown };
        return client.prove().and(Err(Fault::when(&world.api, situation, GRANT, "the code is none of this app")));
    };
    if !code.is_native {
        client.prove()?;
    }
    if code.redirect != redirect {
        return Err(unfit(world, "`redirect_uri` is not the one of the request for consent"));
    }
    verify(world, code, form.get("code_verifier"))?;
    let is_spent = std::mem::replace(&mut code.is_spent, true);
    let code = code.clone();
    drop(ledger);
    if is_spent {
        // Somebody else may have read the code (RFC 6749 §4.1.2).
        issue::revoke(world, code.consent);
        let description = "the code was used before; the tokens that it gave are revoked";
        return Err(Fault::when(&world.api, Situation::CodeUnknown, GRANT, description));
    }
    if code.expires <= world.clock.now() {
        return Err(unfit(world, "the code has expired"));
    }
    let seconds = issue::member_seconds(Some(oauth));
    let access = issue::access(world, &code.app, Some(&code.member), code.scopes.clone(), code.consent, seconds);
    let renewal = oauth.refresh_token_seconds.filter(|_| client.app.renewals != Renewals::None);
    let renewal = renewal.map(|seconds| (issue::renewal(world, &code, seconds), seconds));
    let has_identity = oauth.openid.is_some() && code.scopes.contains("openid");
    let identity = if has_identity { Some(identity::token(world, oauth, request, &code)?) } else { None };
    Ok(told(world, &access, seconds, &code.scopes, renewal, identity.as_deref()))
}

/// The usual error of a code that is not accepted.
const GRANT: &str = "invalid_grant";

fn unfit(world: &State, description: &str) -> Fault {
    Fault::when(&world.api, Situation::CodeUnfit, GRANT, description)
}

/// Compares a verifier with the challenge of a code.
fn verify(world: &State, code: &Code, verifier: Option<&str>) -> Result<(), Fault> {
    match (&code.challenge, verifier) {
        (None, None) => Ok(()),
        (None, Some(_)) => Err(unfit(world, "`code_verifier` stands without a `code_challenge` in the request for consent")),
        (Some(_), None) => Err(Fault::request("the parameter `code_verifier` is missing")),
        (Some(_), Some(verifier)) if !pkce::is_verifier(verifier) => {
            Err(Fault::request("`code_verifier` must have 43 to 128 letters, digits, `-`, `.`, `_` or `~`"))
        }
        (Some(challenge), Some(verifier)) if pkce::challenge(verifier) == *challenge => Ok(()),
        (Some(_), Some(_)) => Err(unfit(world, "`code_verifier` does not meet the `code_challenge`")),
    }
}

fn by_renewal(world: &State, oauth: &OAuth, client: &Client<'_>, form: &Form) -> Result<Json, Fault> {
    if oauth.refresh_token_seconds.is_none() {
        return Err(Fault::new("unsupported_grant_type", "the API has no refresh tokens"));
    }
    if client.app.renewals == Renewals::None {
        return Err(Fault::new("unauthorized_client", format!("the app `{}` may not renew tokens", client.app.id)));
    }
    let (text, now) = (form.need("refresh_token")?, world.clock.now());
    let mut ledger = lock(&world.ledger);
    let Some(old) = ledger.renewals.get_mut(text).filter(|old| old.app == client.app.id) else {
        return client.prove().and(Err(Fault::grant("the refresh token is none of this app")));
    };
    if !old.is_native {
        client.prove()?;
    }
    let scopes = narrowed(world, client, old, form.get("scope"))?;
    if old.is_revoked {
        return Err(Fault::grant("the refresh token was revoked"));
    }
    if old.expires <= now {
        return Err(Fault::grant("the refresh token has expired"));
    }
    if old.is_spent {
        // Somebody else may have read the token (RFC 9700 §4.14.2).
        let consent = old.consent;
        drop(ledger);
        issue::revoke(world, consent);
        return Err(Fault::grant("the refresh token was used before; the tokens of its consent are revoked"));
    }
    let (used, mut text, mut renewal) = (text, text.to_owned(), old.clone());
    if client.app.renewals == Renewals::Rotated {
        old.is_spent = true;
        text = random::text();
        renewal.issued = now;
        ledger.renewals.insert(text.clone(), renewal.clone());
    }
    drop(ledger);
    for token in [used, &text] {
        issue::kept(world, token);
    }
    let left = issue::left(renewal.expires, now);
    // An access token does not outlive the consent.
    let seconds = issue::member_seconds(Some(oauth)).min(left);
    let access = issue::access(world, &renewal.app, Some(&renewal.member), scopes.clone(), renewal.consent, seconds);
    Ok(told(world, &access, seconds, &scopes, Some((text, left)), None))
}

/// The scopes that a renewal asks for, all of them unless it names some.
fn narrowed(world: &State, client: &Client<'_>, old: &Renewal, text: Option<&str>) -> Result<BTreeSet<String>, Fault> {
    let Some(text) = text else { return Ok(old.scopes.clone()) };
    let asked = named(world, client, text)?;
    match asked.iter().find(|scope| !old.scopes.contains(*scope)) {
        Some(scope) => Err(Fault::new("invalid_scope", format!("the member has not consented to the scope `{scope}`"))),
        None => Ok(asked),
    }
}

fn by_secret(world: &State, oauth: &OAuth, client: &Client<'_>, form: &Form) -> Result<Json, Fault> {
    if oauth.client_token_seconds.is_none() {
        return Err(Fault::new("unsupported_grant_type", "the API has no tokens of apps themselves"));
    }
    client.prove()?;
    let scopes = match form.get("scope") {
        Some(text) => named(world, client, text)?,
        None => world.api.permissions().iter().filter(|one| client.app.has(one)).map(|one| one.name.wire.clone()).collect(),
    };
    let seconds = issue::app_seconds(Some(oauth));
    let access = issue::access(world, &client.app.id, None, scopes.clone(), consent(world), seconds);
    Ok(told(world, &access, seconds, &scopes, None, None))
}

fn consent(world: &State) -> Consent {
    lock(&world.ledger).consent(world.clock.now())
}

fn named(world: &State, client: &Client<'_>, text: &str) -> Result<BTreeSet<String>, Fault> {
    let found = scopes::read(&world.api, client.app, text).map_err(|description| Fault::new("invalid_scope", description))?;
    Ok(found.iter().map(|permission| permission.name.wire.clone()).collect())
}

/// The answer with a token, and perhaps a refresh token and its life (RFC 6749 §5.1).
fn told(
    world: &State,
    access: &str,
    seconds: u64,
    scopes: &BTreeSet<String>,
    renewal: Option<(String, u64)>,
    identity: Option<&str>,
) -> Json {
    let (renewal, renewal_seconds) = renewal.unzip();
    reply::present(json!({
        "access_token": access, "token_type": "Bearer", "expires_in": seconds, "scope": scopes::joined(world, scopes),
        "refresh_token": renewal, "refresh_token_expires_in": renewal_seconds, "id_token": identity,
    }))
}
