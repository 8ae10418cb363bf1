//! Login with LinkedIn (`docs/linkedin/oauth.md`).
//!
//! ```no_run
//! # async fn run(callback: &str) -> Result<(), linkedin::Error> {
//! use linkedin::oauth::{self, ExposeSecret as _};
//!
//! let app = oauth::app("client id", "client secret", "https://app.example/callback")?;
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

pub use restli_client::{
    Authorization, AuthorizationCode, Expiring, ExpiringPart, ExposeSecret, FileStore, LoginStep, MemoryStore, OAuth, OAuthError,
    Permission, Reauthorize, ReauthorizeReason, SecretString, StoreError, StoreFuture, StoreLock, StoredToken, Token, TokenFault,
    TokenSource, TokenStore,
};

/// Scopes for the member's id, name, picture and e-mail address. Every app can have them.
pub static SIGN_IN: [&Permission; 3] = [&OPENID, &PROFILE, &EMAIL];

/// Scopes of [`SIGN_IN`], and posting as the member. Every app can have them.
pub static SIGN_IN_AND_POST: [&Permission; 4] = [&OPENID, &PROFILE, &EMAIL, &W_MEMBER_SOCIAL];

/// Your app as registered in the developer portal: client id, client secret, and one of its redirect addresses.
///
/// # Errors
/// If id or secret is empty or holds a blank or a line end, or the redirect address is not a URL that a login can lead to.
pub fn app(client_id: &str, client_secret: impl Into<SecretString>, redirect_uri: &str) -> Result<OAuth, restli_client::Error> {
    OAuth::new(&api::API, client_id, client_secret, redirect_uri)
}
