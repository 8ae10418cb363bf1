//! The source of a client's access token, from which each attempt to send a request leases it.

use secrecy::SecretString;

use crate::error::Error;
use crate::error::problem::Problem;
use crate::lease::Lease;
use crate::tokens::{Renew, TokenSource};

/// The source of the access token of one user, or none.
pub(crate) struct Credentials {
    source: Option<TokenSource>,
}

impl Credentials {
    pub(crate) const fn of(source: Option<TokenSource>) -> Self {
        Self { source }
    }

    /// Returns `true` if there is a source of tokens.
    pub(crate) const fn has_token(&self) -> bool {
        self.source.is_some()
    }

    /// The name of the member to whom the tokens belong, if the source has one.
    pub(crate) fn member(&self) -> Option<&str> {
        self.source.as_ref().and_then(TokenSource::member)
    }

    /// The token, if nothing renews it.
    pub(crate) fn fixed(&self) -> Option<&SecretString> {
        self.source.as_ref().and_then(TokenSource::fixed_token)
    }

    /// The token for one attempt.
    pub(crate) async fn lease(&self) -> Result<Lease, Error> {
        match &self.source {
            Some(source) => checked(source.lease().await?),
            None => Ok(Lease::none()),
        }
    }

    /// The token for another attempt after the server has refused one; `None` if there is no other.
    pub(crate) async fn lease_instead(&self, refused: &Lease, renew: Renew) -> Result<Option<Lease>, Error> {
        let (Some(source), Some(token)) = (&self.source, refused.token()) else { return Ok(None) };
        source.lease_instead(token, renew).await?.map(checked).transpose()
    }

    /// The token without a renewal: the fixed one, or the last one that was leased.
    pub(crate) fn at_hand(&self) -> Lease {
        self.source.as_ref().map_or(Lease::none(), TokenSource::at_hand)
    }
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.source.fmt(out)
    }
}

/// Checks that a token that is known now can stand in a header; `about` names the function that it was given to.
pub(crate) fn check_source(about: &str, source: &TokenSource) -> Result<(), Problem> {
    source.at_hand().check(about)
}

/// A lease whose token can stand in a header.
fn checked(lease: Lease) -> Result<Lease, Error> {
    lease.check("token source").map_err(Error::setup)?;
    Ok(lease)
}
