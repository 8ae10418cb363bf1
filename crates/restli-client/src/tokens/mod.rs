//! The source of a client's access token: a fixed one, or one that is renewed and kept in a store.

#[cfg(feature = "login")]
mod expiring;
#[cfg(feature = "login")]
mod file;
mod renew;
#[cfg(feature = "login")]
mod renewing;
#[cfg(feature = "login")]
mod store;

use std::fmt;
use std::sync::Arc;

use secrecy::SecretString;

#[cfg(feature = "login")]
pub use self::expiring::{Expiring, ExpiringPart};
#[cfg(feature = "login")]
pub use self::file::FileStore;
pub(crate) use self::renew::Renew;
#[cfg(feature = "login")]
use self::renewing::{Failure, Grant, Refused, Renewing};
#[cfg(feature = "login")]
pub use self::store::{MemoryStore, TokenStore};
use crate::access_token::AccessToken;
use crate::error::Error;
#[cfg(feature = "login")]
use crate::error::problem::Problem;
use crate::lease::Lease;
#[cfg(feature = "login")]
use crate::oauth::{OAuth, Token};

/// The source of a client's access token. Each attempt to send a call leases the token from it; clones share it.
///
/// A source that renews does so once for everybody who waits: for all tasks of the program, and for all programs that share its store. What
/// the token endpoint answers is saved before it is used.
///
/// ```no_run
/// # #[cfg(feature = "login")]
/// # async fn run(app: restli_client::OAuth, code: restli_client::AuthorizationCode) -> Result<(), restli_client::Error> {
/// use restli_client::{FileStore, TokenSource};
///
/// let source = TokenSource::stored(app.clone(), FileStore::new("/var/lib/shop/tokens"), "member-7")
///     .on_expiring(|notice| eprintln!("{notice}"));
/// source.keep(&app.exchange(code).await?).await?; // after the login; from then on, every process has the token
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct TokenSource {
    kind: Kind,
    /// The name of the member in the keys of counters.
    member: Option<Arc<str>>,
}

#[derive(Clone)]
enum Kind {
    Fixed(Lease),
    #[cfg(feature = "login")]
    Renewing(Arc<Renewing>),
}

/// The lease of a token whose life is known.
#[cfg(feature = "login")]
fn leased(token: &Token) -> Lease {
    Lease::new(token.access_token().clone(), Some(token.issued_at()..token.expires_at()))
}

impl TokenSource {
    /// One token, which nothing renews.
    pub fn fixed(token: impl AccessToken) -> Self {
        Self { kind: Kind::Fixed(Lease::new(token.into_secret(), None)), member: None }
    }

    /// Names the member to whom the tokens belong, such as by its id: under this name the calls of the member are counted
    /// ([`Quotas`](crate::Quotas)). The token of a key in a store has the key for its name.
    #[must_use]
    pub fn of_member(self, name: &str) -> Self {
        Self { member: Some(name.into()), ..self }
    }

    pub(crate) fn member(&self) -> Option<&str> {
        self.member.as_deref()
    }

    /// The token, if nothing renews it.
    pub(crate) fn fixed_token(&self) -> Option<&SecretString> {
        match &self.kind {
            Kind::Fixed(lease) => lease.token(),
            #[cfg(feature = "login")]
            Kind::Renewing(_) => None,
        }
    }

    /// The access token of a login, which nothing renews.
    #[cfg(feature = "login")]
    pub(crate) fn of_login(token: &Token) -> Self {
        Self { kind: Kind::Fixed(leased(token)), member: None }
    }

    /// An access token that is alive, renewed if it is about to end.
    ///
    /// # Errors
    /// The store or the token endpoint fails, or the user must consent again ([`Error::Reauthorize`]).
    pub async fn access_token(&self) -> Result<SecretString, Error> {
        // The lease of a source has a token; that of a client without a source has none.
        Ok(self.lease().await?.token().cloned().unwrap_or_default())
    }

    /// The token for one attempt.
    #[cfg_attr(not(feature = "login"), expect(clippy::unused_async, reason = "only a renewal waits"))]
    pub(crate) async fn lease(&self) -> Result<Lease, Error> {
        match &self.kind {
            Kind::Fixed(lease) => Ok(lease.clone()),
            #[cfg(feature = "login")]
            // In a box, so that the future of a call with a token at hand does not grow.
            Kind::Renewing(renewing) => Ok(leased(&*Box::pin(renewing.token()).await?)),
        }
    }

    /// The token for another attempt after the server has refused one; `None` if there is no other.
    #[cfg_attr(not(feature = "login"), expect(unused_variables, clippy::unused_async, reason = "a fixed token is the only one"))]
    pub(crate) async fn lease_instead(&self, access: &SecretString, renew: Renew) -> Result<Option<Lease>, Error> {
        match &self.kind {
            Kind::Fixed(_) => Ok(None),
            #[cfg(feature = "login")]
            Kind::Renewing(renewing) => match renewing.token_instead(&Refused { access: access.clone(), renew }).await {
                Ok(token) => Ok(Some(leased(&token))),
                Err(Failure::Hopeless(_)) => Ok(None),
                Err(failure) => Err(failure.into()),
            },
        }
    }

    /// The fixed token, or the last one of the store that was leased. Nothing is renewed.
    pub(crate) fn at_hand(&self) -> Lease {
        match &self.kind {
            Kind::Fixed(lease) => lease.clone(),
            #[cfg(feature = "login")]
            Kind::Renewing(renewing) => renewing.at_hand().map_or(Lease::none(), |token| leased(&token)),
        }
    }
}

#[cfg(feature = "login")]
impl TokenSource {
    /// A token that is renewed by its refresh token and kept in the memory of this program.
    #[must_use]
    pub fn refreshing(app: OAuth, token: &Token) -> Self {
        const KEY: &str = "token";
        Self::renewing(app, Grant::Refresh, MemoryStore::holding(KEY, token.to_stored()), KEY)
    }

    /// The token of a key in a store, renewed by its refresh token. [`TokenSource::keep`] puts the token of a login there.
    pub fn stored(app: OAuth, store: impl TokenStore, key: &str) -> Self {
        Self::renewing(app, Grant::Refresh, store, key).of_member(key)
    }

    /// A token of the app itself, without a person, under a key of a store: fetched when there is none, and when it ends.
    pub fn application(app: OAuth, store: impl TokenStore, key: &str) -> Self {
        Self::renewing(app, Grant::Application, store, key).of_member(key)
    }

    fn renewing(app: OAuth, grant: Grant, store: impl TokenStore, key: &str) -> Self {
        Self { kind: Kind::Renewing(Arc::new(Renewing::new(app, grant, store, key))), member: None }
    }

    /// Sets the function that is called seven days and one day before the end of what cannot be renewed: a refresh token, or an access token
    /// without one. It is called when a token is leased, and once for each of the two by each program; it must not block. Of a fixed token no
    /// end is known, so that it is never called.
    #[must_use]
    pub fn on_expiring(self, hook: impl Fn(&Expiring) + Send + Sync + 'static) -> Self {
        if let Kind::Renewing(renewing) = &self.kind {
            renewing.set_hook(Arc::new(hook));
        }
        self
    }

    /// Saves a token that a login has made, in place of what the store keeps under the key, which may be no token. All who share the store use
    /// it at their next renewal.
    ///
    /// # Errors
    /// The store fails, the access token is one that no header can carry, or the source is a fixed token.
    pub async fn keep(&self, token: &Token) -> Result<(), Error> {
        match &self.kind {
            Kind::Renewing(renewing) => {
                leased(token).check("TokenSource::keep").map_err(Error::setup)?;
                Ok(renewing.keep(token).await?)
            }
            Kind::Fixed(_) => Err(no_store("TokenSource::keep")),
        }
    }

    /// Removes the token, or what else the store keeps under the key, from its store, so that the next call asks for consent ([`Error::Reauthorize`]). Another program that has the token at
    /// hand uses it until it ends or is refused; no renewal that is under way saves it again.
    ///
    /// # Errors
    /// The store fails, or the source is a fixed token.
    pub async fn forget(&self) -> Result<(), Error> {
        match &self.kind {
            Kind::Renewing(renewing) => Ok(renewing.forget().await?),
            Kind::Fixed(_) => Err(no_store("TokenSource::forget")),
        }
    }
}

#[cfg(feature = "login")]
fn no_store(about: &str) -> Error {
    Error::setup(Problem::new(about, "a fixed token has no store", "create the source by `TokenSource::stored`"))
}

impl fmt::Debug for TokenSource {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            Kind::Fixed(_) => out.write_str("TokenSource(fixed, hidden)"),
            #[cfg(feature = "login")]
            Kind::Renewing(renewing) => out.debug_tuple("TokenSource").field(renewing).finish(),
        }
    }
}
