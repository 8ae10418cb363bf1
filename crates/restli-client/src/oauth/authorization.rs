//! The consent page: its address, and what must be kept until the callback.

use std::fmt;

use secrecy::SecretString;

/// The address of the consent page, and the state to remember until the callback.
#[derive(Clone)]
pub struct Authorization {
    pub(super) url: String,
    pub(super) state: SecretString,
    pub(super) verifier: Option<SecretString>,
    #[cfg(feature = "openid")]
    pub(super) nonce: Option<SecretString>,
    pub(super) scopes: Vec<String>,
    pub(super) warnings: Vec<String>,
}

impl Authorization {
    /// The address to send the browser to.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The state, to be kept with the browser's session until the callback: it proves that the callback belongs to the session.
    #[must_use]
    pub const fn state(&self) -> &SecretString {
        &self.state
    }

    /// The secret of an app without a client secret, to be kept beside the state: the code is exchanged with it
    /// ([`AuthorizationCode::verifier`](super::AuthorizationCode::verifier)).
    #[must_use]
    pub const fn verifier(&self) -> Option<&SecretString> {
        self.verifier.as_ref()
    }

    /// Adds a random nonce, which the provider repeats in the ID token: it proves that the ID token belongs to this login. Not every provider
    /// does so.
    #[cfg(feature = "openid")]
    #[must_use]
    pub fn with_nonce(self) -> Self {
        if self.nonce.is_some() {
            return self;
        }
        let nonce = super::app::random();
        Self { url: format!("{}&nonce={nonce}", self.url), nonce: Some(nonce.into()), ..self }
    }

    /// The nonce, to be kept beside the state, for [`OAuth::identity`](super::OAuth::identity).
    #[cfg(feature = "openid")]
    #[must_use]
    pub const fn nonce(&self) -> Option<&SecretString> {
        self.nonce.as_ref()
    }

    /// The requested scopes.
    #[must_use]
    pub fn scopes(&self) -> &[String] {
        &self.scopes
    }

    /// Warnings about scopes that are unknown, retired or replaced, or that there are none.
    #[must_use]
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }
}

impl fmt::Debug for Authorization {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Authorization").field("scopes", &self.scopes).field("warnings", &self.warnings).finish_non_exhaustive()
    }
}
