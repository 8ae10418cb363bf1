//! Security: OAuth 2.0 scopes, or a bearer token if the API declares no OAuth endpoints.

use restli_schema::api::{Api, Requirement};

use crate::json::Object;
use crate::schemas::described;

/// The name of the single security scheme.
const SCHEME: &str = "oauth";

/// The security schemes; none if no call needs a permission.
pub(super) fn schemes(api: &Api) -> Object {
    let Some(oauth) = &api.oauth else {
        if api.permissions().is_empty() {
            return Object::default();
        }
        return Object::of(SCHEME, Object::of("type", "http").with("scheme", "bearer"));
    };
    let scopes = api.permissions().iter().fold(Object::default(), |all, permission| {
        let retired = permission.retired.as_deref().map(|date| {
            let instead: Vec<&str> = permission.replaced_by.iter().map(|id| api[*id].name.wire.as_str()).collect();
            let instead = if instead.is_empty() { String::new() } else { format!(" Ask for {} instead.", instead.join(" and ")) };
            format!("no new grants since {date}.{instead}")
        });
        all.with(&permission.name.wire, described(&permission.doc, retired.as_deref()))
    });
    let flow = Object::of("authorizationUrl", oauth.authorization.as_str()).with("tokenUrl", oauth.token.as_str()).with("scopes", scopes);
    Object::of(SCHEME, Object::of("type", "oauth2").with("flows", Object::of("authorizationCode", flow)))
}

/// The alternative security requirements of an operation, one of which suffices. One without scopes stands for permissions that are not known.
pub(super) fn security(api: &Api, requirement: &Requirement) -> Vec<Object> {
    let undeclared = api.oauth.is_none() && api.permissions().is_empty();
    if *requirement == Requirement::Public || undeclared {
        return Vec::new();
    }
    let scopes = requirement.map(&|id| api[*id].name.wire.as_str()).alternatives();
    scopes.into_iter().map(|scopes| Object::of(SCHEME, scopes)).collect()
}
