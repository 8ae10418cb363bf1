//! ID tokens (OpenID Connect Core §2).

use restli_schema::api::OAuth;
use serde_json::{Value as Json, json};

use super::ledger::Code;
use super::reply::Fault;
use super::{endpoints, issue, key};
use crate::state::State;

/// The life of an ID token, in seconds.
const SECONDS: u64 = 3600;

/// The claims that an ID token may have.
pub(super) const CLAIMS: [&str; 11] =
    ["iss", "aud", "iat", "exp", "sub", "nonce", "name", "given_name", "family_name", "email", "email_verified"];

/// The signed identity of the member who has consented.
pub(super) fn token(world: &State, oauth: &OAuth, code: &Code) -> Result<String, Fault> {
    let now = world.clock.now();
    let mut claims = json!({
        "iss": endpoints::issuer(&world.base_url, oauth),
        "aud": code.app,
        "sub": code.member,
        "iat": issue::seconds(now),
        "exp": issue::seconds(issue::after(now, SECONDS)),
    });
    let mut put = |name: &str, value: Option<Json>| value.into_iter().for_each(|value| claims[name] = value);
    put("nonce", code.nonce.as_deref().map(Json::from));
    let member = world.settings.members.iter().find(|member| member.id == code.member);
    if let Some(member) = member.filter(|_| code.scopes.contains("profile")) {
        let (given, family) = member.names();
        put("name", Some(member.name.as_str().into()));
        put("given_name", Some(given.into()));
        put("family_name", family.map(Json::from));
    }
    if let Some(email) = member.and_then(|member| member.email.as_deref()).filter(|_| code.scopes.contains("email")) {
        put("email", Some(email.into()));
        put("email_verified", Some(true.into()));
    }
    key::sign(&claims)
}
