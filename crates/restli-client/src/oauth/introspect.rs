//! The question to the server about a token.

use reqwest::Url;
use secrecy::{ExposeSecret as _, SecretString};

use super::introspection::Introspection;
use super::{OAuth, app, endpoint};
use crate::error::{Error, LoginStep, OAuthError};

impl OAuth {
    /// Asks the server about an access token or refresh token of this app.
    ///
    /// # Errors
    /// The API has no introspection, the app has no secret, or the server refuses. A token of another app is no error, but not active.
    pub async fn introspect(&self, token: &SecretString) -> Result<Introspection, Error> {
        let fail = |what: &str| Err(OAuthError::local(LoginStep::Introspection, what.to_owned(), "make a call to try the token").into());
        let Some(address) = &self.introspection else { return fail("the API has no introspection endpoint") };
        let Some(secret) = &self.app.secret else { return fail("only an app with a secret may ask about tokens") };
        let Ok(address) = Url::parse(address) else { return fail("the introspection address is not a URL") };
        let form = [("client_id", &*self.app.id), ("client_secret", secret.expose_secret()), ("token", token.expose_secret())];
        let request = app::post(address, form);
        Ok(endpoint::introspect(&self.wire(), self.api, request).await?)
    }
}
