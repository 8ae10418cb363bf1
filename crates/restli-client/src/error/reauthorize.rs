//! A token that cannot be renewed any more.

use std::fmt;

use super::attempts::Attempts;
use super::headline;
use super::login::OAuthError;

/// A token that cannot be renewed any more: its owner must consent again.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Reauthorize {
    /// The key of the token in its store.
    pub key: String,
    /// The reason.
    pub reason: ReauthorizeReason,
    /// The refusal of the token endpoint, if it refused the renewal.
    pub refusal: Option<OAuthError>,
    /// The attempts of a call, of which the last one ended in this.
    pub(super) attempts: Option<Box<Attempts>>,
}

/// The reason why a token cannot be renewed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReauthorizeReason {
    /// The store has no token.
    NoToken,
    /// The access token has ended or was refused, and came without a refresh token.
    NoRefreshToken,
    /// The refresh token has ended.
    RefreshTokenEnded,
    /// The token endpoint refused the refresh token.
    RefreshTokenRefused,
}

impl Reauthorize {
    /// The error of a key, as a double in tests of what handles errors.
    #[must_use]
    pub fn new(key: &str, reason: ReauthorizeReason) -> Self {
        Self { key: key.to_owned(), reason, refusal: None, attempts: None }
    }

    /// Adds the refusal of the token endpoint.
    #[must_use]
    pub fn with_refusal(self, refusal: OAuthError) -> Self {
        Self { refusal: Some(refusal), ..self }
    }

    pub(super) const fn cause(&self) -> &'static str {
        match self.reason {
            ReauthorizeReason::NoToken => "nobody has consented yet: the store has no token",
            ReauthorizeReason::NoRefreshToken => "the access token has ended or was refused, and came without a refresh token",
            ReauthorizeReason::RefreshTokenEnded => "the refresh token has ended",
            ReauthorizeReason::RefreshTokenRefused => "the token endpoint refuses the refresh token",
        }
    }

    pub(super) const REMEDY: &'static str =
        "send the user to the consent page again (`OAuth::authorize`), and keep the new token (`TokenSource::keep`)";
}

impl fmt::Display for Reauthorize {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rest = headline::write(out, &format!("token `{}`", self.key), "it cannot be renewed", Self::REMEDY)?;
        write!(out, "\n  cause: {}", self.cause())?;
        if let Some(OAuthError { status: Some(status), what, .. }) = &self.refusal {
            write!(out, "\n  answer: {status}, {what}")?;
        }
        Attempts::write_line(self.attempts.as_deref(), out)?;
        write!(out, "{rest}")
    }
}

impl std::error::Error for Reauthorize {}
