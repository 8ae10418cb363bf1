//! The text of an access token, as callers give it.

use secrecy::SecretString;

/// The text of an access token.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the text of an access token",
    label = "expected `&str`, `String` or `SecretString`",
    note = "text that may be missing is taken out first: `std::env::var(\"LINKEDIN_TOKEN\")?`",
    note = "the `Token` of a login goes to `oauth_token(&token)` of the builder, which takes the scopes that it grants, too",
    note = "a source that renews its token goes to `token_source(source)` of the builder, and to `with_token_source(source, granted)` of a client: \
            `TokenSource::refreshing(app, &token)` is that of a login"
)]
pub trait AccessToken {
    /// The text, which no log shows.
    fn into_secret(self) -> SecretString;
}

impl AccessToken for &str {
    fn into_secret(self) -> SecretString {
        self.into()
    }
}

impl AccessToken for String {
    fn into_secret(self) -> SecretString {
        self.into()
    }
}

impl AccessToken for SecretString {
    fn into_secret(self) -> SecretString {
        self
    }
}
