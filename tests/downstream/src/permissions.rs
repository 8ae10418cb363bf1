//! `scopes!` under the name that this crate gives the client.

use li::permits::content::PostsCreate;
use li::{Client, Error, projection};

li::scopes! {
    /// Scopes of this app.
    pub AppScopes: openid, profile, w_member_social, r_basicprofile
}

/// A client that compiles only what these scopes permit.
///
/// # Errors
/// The token is not one.
pub fn client(token: &str) -> Result<Client<AppScopes>, Error> {
    Client::builder().scopes(AppScopes).token(token).build()
}

/// The headline, which `r_basicprofile` permits.
///
/// # Errors
/// What the call answers.
pub async fn headline(client: &Client<AppScopes>) -> Result<Option<String>, Error> {
    let me = client.me().get().select(projection!(Me: (localizedHeadline))).await?;
    Ok(me.localized_headline)
}

/// Asks of any app only what it needs itself.
///
/// # Errors
/// What the call answers.
pub async fn publish<C: PostsCreate>(client: &Client<C>, post: &li::content::NewPost) -> Result<Option<li::types::PostUrn>, Error> {
    Ok(client.posts().create(post).await?.id)
}

/// The scopes that the consent page names.
#[must_use]
pub const fn requested() -> &'static [&'static str] {
    AppScopes::REQUESTED
}
