//! The description of the sandbox as a provider of OpenID Connect (OpenID Connect Discovery §3).

use restli_schema::api::{Credentials, OAuth};
use serde_json::{Value as Json, json};

use super::endpoints::{issuer, moved};
use super::identity::CLAIMS;
use super::reply;
use crate::received::Received;
use crate::state::State;

/// The description, in which every address is one of the sandbox.
pub(super) fn document(world: &State, oauth: &OAuth, request: &Received) -> Json {
    let (api, base_url) = (&world.api, world.base_url_for(request));
    let here = |address: &str| moved(&base_url, address);
    let scopes = api.permissions().iter().map(|one| one.name.wire.as_str()).filter(|scope| ["openid", "profile", "email"].contains(scope));
    let mut grants = vec!["authorization_code"];
    grants.extend(oauth.refresh_token_seconds.map(|_| "refresh_token"));
    grants.extend(oauth.client_token_seconds.map(|_| "client_credentials"));
    // Schemas describe the claims of the signed-in member as a resource, by the name that OpenID Connect gives it.
    let userinfo = api.resources().iter().find(|resource| resource.path == "/userinfo");
    reply::present(json!({
        "issuer": issuer(&base_url, oauth),
        "authorization_endpoint": here(&oauth.authorization),
        "token_endpoint": here(&oauth.token),
        "introspection_endpoint": oauth.introspection.as_deref().map(here),
        "userinfo_endpoint": userinfo.map(|resource| format!("{}{}{}", base_url, api[resource.base].path, resource.path)),
        "jwks_uri": oauth.openid.as_ref().map(|openid| here(&openid.jwks)),
        "response_types_supported": ["code"],
        "grant_types_supported": grants,
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "scopes_supported": scopes.collect::<Vec<_>>(),
        "claims_supported": CLAIMS,
        "code_challenge_methods_supported": ["S256"],
        "token_endpoint_auth_methods_supported": [match oauth.credentials {
            Credentials::Form => "client_secret_post",
            Credentials::Basic => "client_secret_basic",
        }],
    }))
}
