//! Tokens as data, none of which shows more than its first characters, and new ones.

use std::collections::BTreeSet;

use bytes::Bytes;
use http::{Request, Response};
use restli_core::{Json, Time};
use serde_json::json;

use super::asked::Asked;
use super::reply::{self, Refused};
use crate::auth::Grant;
use crate::locks::lock;
use crate::oauth;
use crate::state::State;

/// All tokens, those that end last first, and the permissions that a new one can have.
pub(super) fn list(state: &State) -> Response<Bytes> {
    let now = state.clock.now();
    let tokens = lock(&state.tokens);
    let mut all: Vec<(&str, &Grant)> = tokens.all().collect();
    all.sort_by_key(|(_, grant)| std::cmp::Reverse(grant.expires));
    let all: Vec<Json> = all.into_iter().map(|(token, grant)| shown(token, grant, now)).collect();
    let permissions = state.api.permissions().iter().map(|one| json!({ "name": one.name.wire, "doc": one.doc }));
    reply::json(&json!({ "tokens": all, "permissions": permissions.collect::<Vec<_>>() }))
}

/// Makes a token with `scopes`, for a member or for the app itself (`ofApp`). The answer is the one place that shows it.
pub(super) fn make(state: &State, request: &Request<Bytes>) -> Result<Json, Refused> {
    let asked = Asked::read(request, &["scopes", "ofApp"])?;
    let scopes: BTreeSet<String> = asked.texts("scopes")?.into_iter().map(str::to_owned).collect();
    let is_of_app = asked.may("ofApp", "true or false", Json::as_bool)?.unwrap_or_default();
    let is_known = |scope: &str| state.api.permissions().iter().any(|known| known.name.wire == scope);
    if let Some(scope) = scopes.iter().find(|scope| !is_known(scope)) {
        return Err(Refused::wrong(format!("the API has no permission `{scope}`")));
    }
    let token = if is_of_app { oauth::app_token(state, scopes) } else { oauth::member_token(state, scopes) };
    Ok(json!({ "token": token }))
}

fn shown(token: &str, grant: &Grant, now: Time) -> Json {
    let condition = match () {
        () if grant.revoked => "revoked",
        () if grant.expires <= now => "expired",
        () => "good",
    };
    json!({
        "begins": token.chars().take(4).collect::<String>(),
        "scopes": grant.scopes,
        "member": grant.member,
        "app": grant.app,
        "expires": grant.expires.as_millis(),
        "condition": condition,
    })
}
