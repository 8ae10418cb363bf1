//! Introspection: the state of a token as the server tells it (RFC 7662).

use std::fmt;
use std::time::{Duration, SystemTime};

use http::header::CONTENT_TYPE;
use restli_core::Json;
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::Map;

use super::scopes::words;
use super::{OAuth, endpoint};
use crate::error::{Error, LoginStep, OAuthError};

/// The answer of the introspection endpoint about a token of this app. The token itself is not in it, so `Debug` shows all.
#[derive(Clone)]
#[non_exhaustive]
pub struct Introspection {
    /// `true` if the token is accepted.
    pub active: bool,
    /// The state, where the server tells more than `active`.
    pub status: Option<IntrospectionStatus>,
    /// The granted scopes.
    pub granted: Option<Vec<String>>,
    /// The id of the app that the token belongs to.
    pub client_id: Option<String>,
    /// The time of issue.
    pub issued_at: Option<SystemTime>,
    /// The time of consent.
    pub authorized_at: Option<SystemTime>,
    /// The end.
    pub expires_at: Option<SystemTime>,
    members: Map<String, Json>,
}

impl OAuth {
    /// Asks the server about an access token or refresh token of this app.
    ///
    /// # Errors
    /// The API has no introspection, the app has no secret, or the server refuses. A token of another app is no error, but not active.
    pub async fn introspect(&self, token: &SecretString) -> Result<Introspection, Error> {
        let fail = |what: &str| Err(OAuthError::local(LoginStep::Introspection, what.to_owned(), "make a call to try the token").into());
        let Some(address) = &self.introspection else { return fail("the API has no introspection endpoint") };
        let Some(secret) = &self.secret else { return fail("only an app with a secret may ask about tokens") };
        let form =
            [("client_id", self.client.client_id().as_str()), ("client_secret", secret.expose_secret()), ("token", token.expose_secret())];
        let request = oauth2::http::Request::post(address).header(CONTENT_TYPE, FORM).body(form_encoded(&form).into_bytes());
        let Ok(request) = request else { return fail("the introspection address is not a URL") };
        Ok(endpoint::introspect(&self.wire(), self.api, request).await?)
    }
}

const FORM: &str = "application/x-www-form-urlencoded";

fn form_encoded(pairs: &[(&str, &str)]) -> String {
    // Of a URL that cannot fail to parse, only the query is used.
    let url = reqwest::Url::parse_with_params("http://form/", pairs);
    url.ok().and_then(|url| url.query().map(str::to_owned)).unwrap_or_default()
}

/// The state of a token.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum IntrospectionStatus {
    /// The token is accepted.
    Active,
    /// The token is past its end.
    Expired,
    /// The token was withdrawn.
    Revoked,
    /// A word that this release does not know.
    Other(String),
}

impl Introspection {
    /// Reads an answer; `None` if it does not say whether the token is active.
    pub(super) fn read(members: Map<String, Json>) -> Option<Self> {
        let text = |name: &str| members.get(name).and_then(Json::as_str).map(str::to_owned);
        // Seconds, as numbers or as text; servers name a time in one of two ways.
        let seconds = |name: &str| members.get(name).and_then(|value| value.as_u64().or_else(|| value.as_str()?.parse().ok()));
        let time = |names: [&str; 2]| {
            let life = Duration::from_secs(names.into_iter().find_map(seconds)?);
            SystemTime::UNIX_EPOCH.checked_add(life)
        };
        Some(Self {
            active: members.get("active")?.as_bool()?,
            status: text("status").map(|word| match word.as_str() {
                "active" => IntrospectionStatus::Active,
                "expired" => IntrospectionStatus::Expired,
                "revoked" => IntrospectionStatus::Revoked,
                _ => IntrospectionStatus::Other(word),
            }),
            granted: members.get("scope").map(words),
            client_id: text("client_id"),
            issued_at: time(["created_at", "iat"]),
            authorized_at: time(["authorized_at", "auth_time"]),
            expires_at: time(["expires_at", "exp"]),
            members,
        })
    }

    /// A member of the answer by its name, such as one that only some servers send.
    #[must_use]
    pub fn member(&self, name: &str) -> Option<&Json> {
        self.members.get(name)
    }
}

impl fmt::Debug for Introspection {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_tuple("Introspection").field(&Json::Object(self.members.clone())).finish()
    }
}
