//! Login with LinkedIn, by its [three-legged flow](https://learn.microsoft.com/en-us/linkedin/shared/authentication/authorization-code-flow)
//! of OAuth.
//!
//! ```no_run
//! # async fn run(callback: &str) -> Result<(), linkedin::Error> {
//! use linkedin::oauth::{self, ExposeSecret as _};
//!
//! let app = oauth::app("client-id", "client-secret", "https://app.example/callback")?;
//! let consent = app.authorize(oauth::SIGN_IN);
//! // Keep `consent.state()` with the session, send the browser to `consent.url()`, and when it comes back:
//! let code = app.callback(callback, consent.state().expose_secret())?;
//! let token = app.exchange(code).await?;
//! let client = linkedin::Client::builder().oauth_token(&token).build()?;
//! # let _ = client;
//! # Ok(()) }
//! ```

use crate::api;
use crate::api::permissions::{EMAIL, OPENID, PROFILE, W_MEMBER_SOCIAL};

#[cfg(feature = "redis")]
pub use restli_client::RedisStore;
#[cfg(feature = "sqlite")]
pub use restli_client::SqliteStore;
pub use restli_client::{
    Authorization, AuthorizationCode, Expiring, ExpiringPart, ExposeSecret, FileStore, Introspection, IntrospectionStatus, LockLost,
    LoginStep, MemoryStore, OAuth, OAuthError, Permission, Reauthorize, ReauthorizeReason, SecretString, StoreError, StoreFuture,
    StoreLock, StoredToken, Token, TokenFault, TokenSource, TokenStore,
};
#[cfg(feature = "openid")]
pub use restli_client::{Identity, IdentityError, IdentityFault};

/// Scopes for the member's id, name, picture and e-mail address. Every app can have them.
pub static SIGN_IN: [&Permission; 3] = [&OPENID, &PROFILE, &EMAIL];

/// Scopes of [`SIGN_IN`], and posting as the member. Every app can have them.
pub static SIGN_IN_AND_POST: [&Permission; 4] = [&OPENID, &PROFILE, &EMAIL, &W_MEMBER_SOCIAL];

/// An app on the machine of its user (PKCE), for which LinkedIn must have switched it on: the client id, and a redirect address such as
/// `http://127.0.0.1:3000/callback`. The consent page is opened in the browser of the system.
///
/// # Errors
/// If the id is empty or holds a blank or a line end, or the redirect address does not lead to `127.0.0.1` or `[::1]`.
pub fn native_app(client_id: &str, redirect_uri: &str) -> Result<OAuth, restli_client::Error> {
    let app = OAuth::native(&api::API, client_id, redirect_uri)?;
    let address = redirect_uri.parse::<restli_client::http::Uri>().unwrap_or_default();
    let is_web = matches!(address.scheme_str(), Some("http" | "https"));
    if !is_web || !matches!(address.host(), Some("127.0.0.1" | "[::1]")) {
        let what = "the redirect address of a native app does not lead to this machine";
        let remedy = "write it as `http://127.0.0.1:3000/callback`, or with `[::1]`";
        return Err(restli_client::Error::Setup(Box::new(restli_client::Problem::new("OAuth", what, remedy))));
    }
    Ok(app)
}

/// Your app as registered in the developer portal: client id, client secret, and one of its redirect addresses.
///
/// # Errors
/// If id or secret is empty or holds a blank or a line end, or the redirect address is not a URL that a login can lead to.
pub fn app(client_id: &str, client_secret: impl Into<SecretString>, redirect_uri: &str) -> Result<OAuth, restli_client::Error> {
    OAuth::new(&api::API, client_id, client_secret, redirect_uri)
}

#[cfg(test)]
mod tests {
    use super::native_app;

    #[test]
    fn native_app_leads_back_to_this_machine_alone() {
        let told = |address: &str| native_app("77app", address).map(|_| ()).map_err(|error| error.to_string());
        for right in ["http://127.0.0.1:3000/cb", "HTTP://127.0.0.1/cb", "http://[::1]:3000", "https://127.0.0.1:3000/cb?a=b"] {
            assert_eq!(told(right), Ok(()), "{right}");
        }
        for wrong in [
            "http://127.0.0.1.evil.example/cb",
            "http://localhost:3000/cb",
            "com.example.app://127.0.0.1/cb",
            "https://evil.example/127.0.0.1",
        ] {
            let error = told(wrong).unwrap_err();
            assert!(error.starts_with("OAuth: the redirect address of a native app does not lead to this machine; "), "{wrong}: {error}");
        }
        let error = told("http://127.0.0.1:3000@evil.example/cb").unwrap_err();
        assert!(error.starts_with("OAuth: the redirect address holds a user name or a password; "), "{error}");
    }
}
