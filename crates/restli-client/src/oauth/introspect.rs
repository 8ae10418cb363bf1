//! The question to the server about a token.

use http::header::CONTENT_TYPE;
use secrecy::{ExposeSecret as _, SecretString};

use super::introspection::Introspection;
use super::{OAuth, endpoint};
use crate::error::{Error, LoginStep, OAuthError};

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
