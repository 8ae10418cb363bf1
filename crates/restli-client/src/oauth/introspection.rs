//! Introspection: the state of a token as the server tells it (RFC 7662).

use std::fmt;
use std::time::{Duration, SystemTime};

use restli_core::Json;
use serde_json::Map;

use super::scopes::words;

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
