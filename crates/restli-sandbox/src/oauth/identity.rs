//! ID tokens (OpenID Connect Core §2).

use restli_schema::api::OAuth;
use serde_json::json;

use super::ledger::Code;
use super::reply::Fault;
use super::{endpoints, issue, key, reply};
use crate::received::Received;
use crate::state::State;

/// The life of an ID token, in seconds.
const SECONDS: u64 = 3600;

/// The claims that an ID token may have.
pub(super) const CLAIMS: [&str; 11] =
    ["iss", "aud", "iat", "exp", "sub", "nonce", "name", "given_name", "family_name", "email", "email_verified"];

/// The signed identity of the member who has consented.
pub(super) fn token(world: &State, oauth: &OAuth, request: &Received, code: &Code) -> Result<String, Fault> {
    let now = world.clock.now();
    let member = world.settings.members.iter().find(|member| member.id == code.member);
    let profile = member.filter(|_| code.scopes.contains("profile"));
    let email = member.and_then(|member| member.email.as_deref()).filter(|_| code.scopes.contains("email"));
    key::sign(&reply::present(json!({
        "iss": endpoints::issuer(&world.base_url_for(request), oauth),
        "aud": code.app,
        "sub": code.member,
        "iat": issue::seconds(now),
        "exp": issue::seconds(issue::after(now, SECONDS)),
        "nonce": code.nonce,
        "name": profile.map(|member| &member.name),
        "given_name": profile.map(|member| member.names().0),
        "family_name": profile.and_then(|member| member.names().1),
        "email": email,
        "email_verified": email.map(|_| true),
    })))
}
