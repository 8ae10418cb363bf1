//! An access token with its lifetime and its scopes.

use std::time::{Duration, SystemTime};

use secrecy::SecretString;

use super::endpoint::Answer;
use crate::error::LoginStep;
use crate::permit::{ScopeNames, scope_names};
use crate::tables::OAuthInfo;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// An access token, its lifetime and the scopes that it grants. `Debug` shows no secret.
#[derive(Clone, Debug)]
pub struct Token {
    access: SecretString,
    issued_at: SystemTime,
    expires_at: SystemTime,
    refresh: Option<SecretString>,
    refresh_expires_at: Option<SystemTime>,
    identity: Option<SecretString>,
    granted: Option<Vec<String>>,
    requested: Option<Vec<String>>,
    warn_before: Duration,
}

impl Token {
    /// A token that the caller has. It counts as issued now, unless [`Token::with_issued_at`] says otherwise.
    #[must_use]
    pub fn new(access_token: impl Into<SecretString>, expires_at: SystemTime) -> Self {
        Self {
            access: access_token.into(),
            issued_at: SystemTime::now(),
            expires_at,
            refresh: None,
            refresh_expires_at: None,
            identity: None,
            granted: None,
            requested: None,
            warn_before: DAY,
        }
    }

    /// Sets the time of issue: the life that is left at the first sight of a token is not its whole life.
    #[must_use]
    pub const fn with_issued_at(mut self, issued_at: SystemTime) -> Self {
        self.issued_at = issued_at;
        self
    }

    /// Adds a refresh token that the caller has stored.
    #[must_use]
    pub fn with_refresh_token(mut self, refresh_token: impl Into<SecretString>, expires_at: Option<SystemTime>) -> Self {
        self.refresh = Some(refresh_token.into());
        self.refresh_expires_at = expires_at;
        self
    }

    /// Adds the scopes that the token grants.
    #[must_use]
    pub fn with_granted(mut self, scopes: impl ScopeNames) -> Self {
        self.granted = Some(scope_names(scopes));
        self
    }

    pub(super) fn from_answer(answer: Answer, info: &OAuthInfo, step: LoginStep, now: SystemTime) -> Self {
        // A life that no clock can add, a century or more, never ends for a program.
        let after = |seconds: u64| now.checked_add(Duration::from_secs(seconds.min(u32::MAX.into()))).unwrap_or(now);
        let life = match step {
            LoginStep::ClientCredentials => info.client_token_seconds.unwrap_or(info.access_token_seconds),
            LoginStep::Callback | LoginStep::Exchange | LoginStep::Renewal | LoginStep::Introspection | LoginStep::Keys => {
                info.access_token_seconds
            }
        };
        let refresh_life = answer.refresh_expires_in.or(info.refresh_token_seconds).filter(|_| answer.refresh.is_some());
        Self {
            access: answer.access,
            issued_at: now,
            expires_at: after(answer.expires_in.unwrap_or(life)),
            refresh: answer.refresh,
            refresh_expires_at: refresh_life.map(after),
            identity: answer.identity,
            granted: answer.scopes,
            requested: None,
            warn_before: Duration::from_secs(info.warn_before_seconds),
        }
    }

    /// Sets the requested scopes. A server that names no scopes has granted exactly these (RFC 6749 §5.1).
    pub(super) fn asked_for(mut self, requested: Option<Vec<String>>) -> Self {
        self.granted = self.granted.or_else(|| requested.clone());
        self.requested = requested;
        self
    }

    /// Adds what a store keeps beside the parts that callers set.
    pub(super) fn restored(self, identity: Option<String>, requested: Option<Vec<String>>, warn_before: Option<Duration>) -> Self {
        Self {
            identity: identity.map(SecretString::from),
            requested: requested.map(scope_names),
            warn_before: warn_before.unwrap_or(self.warn_before),
            ..self
        }
    }

    /// The time before the end at which a token of a long life needs renewal.
    pub(super) const fn warn_before(&self) -> Duration {
        self.warn_before
    }

    /// Fills the fields that the refresh response omits from the previous token.
    pub(super) fn completed_from(mut self, older: &Self) -> Self {
        if self.refresh.is_none() {
            self.refresh.clone_from(&older.refresh);
            self.refresh_expires_at = older.refresh_expires_at;
        }
        self.granted = self.granted.or_else(|| older.granted.clone());
        self.requested = self.requested.or_else(|| older.requested.clone());
        self.identity = self.identity.or_else(|| older.identity.clone());
        self
    }

    /// The access token.
    #[must_use]
    pub const fn access_token(&self) -> &SecretString {
        &self.access
    }

    /// The refresh token, if the app may have one.
    #[must_use]
    pub const fn refresh_token(&self) -> Option<&SecretString> {
        self.refresh.as_ref()
    }

    /// The end of the refresh token, if it is known.
    #[must_use]
    pub const fn refresh_expires_at(&self) -> Option<SystemTime> {
        self.refresh_expires_at
    }

    /// The signed identity of `OpenID` Connect, if `openid` was granted. It is not verified here: `OAuth::identity`
    /// does that (feature `openid`).
    #[must_use]
    pub const fn id_token(&self) -> Option<&SecretString> {
        self.identity.as_ref()
    }

    /// The time of issue of the access token.
    #[must_use]
    pub const fn issued_at(&self) -> SystemTime {
        self.issued_at
    }

    /// The end of the access token.
    #[must_use]
    pub const fn expires_at(&self) -> SystemTime {
        self.expires_at
    }

    /// The remaining lifetime of the access token; zero after its end.
    #[must_use]
    pub fn expires_in(&self) -> Duration {
        self.expires_at.duration_since(SystemTime::now()).unwrap_or_default()
    }

    /// Returns `true` if the access token has expired, or soon does: within `OAuthInfo::warn_before_seconds` (a day for [`Token::new`]) or
    /// the last tenth of its life, whichever is shorter.
    #[must_use]
    pub fn needs_renewal(&self, now: SystemTime) -> bool {
        let life = self.expires_at.duration_since(self.issued_at).unwrap_or_default();
        now.checked_add(self.warn_before.min(life / 10)).is_none_or(|then| then >= self.expires_at)
    }

    /// Returns `true` if neither the access token nor the refresh token is alive: the user must consent again.
    #[must_use]
    pub fn needs_consent(&self, now: SystemTime) -> bool {
        now >= self.expires_at && !self.is_renewable(now)
    }

    /// Returns `true` if there is a refresh token that is not known to have ended.
    pub(crate) fn is_renewable(&self, now: SystemTime) -> bool {
        self.refresh.is_some() && self.refresh_expires_at.is_none_or(|end| now < end)
    }

    /// The granted scopes: the scopes that the server named, else the requested ones; `None` if neither is known.
    #[must_use]
    pub fn granted(&self) -> Option<&[String]> {
        self.granted.as_deref()
    }

    /// The requested scopes, as given to [`AuthorizationCode::requested`](super::AuthorizationCode::requested).
    #[must_use]
    pub fn requested(&self) -> Option<&[String]> {
        self.requested.as_deref()
    }

    /// Requested scopes that were not granted: calls that need them are refused before they are sent.
    #[must_use]
    pub fn withheld(&self) -> Vec<&str> {
        difference(self.requested(), self.granted())
    }

    /// Granted scopes that were not requested, such as scopes of an earlier consent.
    #[must_use]
    pub fn unrequested(&self) -> Vec<&str> {
        difference(self.granted(), self.requested())
    }
}

/// The scopes of one list that the other lacks; none if one of them is not known.
fn difference<'a>(one: Option<&'a [String]>, other: Option<&[String]>) -> Vec<&'a str> {
    let (Some(one), Some(other)) = (one, other) else { return Vec::new() };
    one.iter().filter(|scope| !other.contains(scope)).map(String::as_str).collect()
}
