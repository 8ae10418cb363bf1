//! The access token of a client: stored here alone, and leased for each attempt to send a request.

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue};
use secrecy::{ExposeSecret, SecretString};

use crate::error::Error;
use crate::error::problem::Problem;
use crate::mask;
use crate::tokens::{Leased, TokenSource};

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

    /// The token for one attempt.
    pub(crate) async fn lease(&self) -> Result<Lease, Error> {
        match &self.source {
            Some(source) => Lease::of(source.lease().await?),
            None => Ok(Lease::none()),
        }
    }

    /// The token for another attempt after the server has refused one; `None` if there is no other. `renew` is `true` if a renewal may help.
    pub(crate) async fn lease_instead(&self, refused: &Lease, renew: bool) -> Result<Option<Lease>, Error> {
        let (Some(source), Some(token)) = (&self.source, &refused.token) else { return Ok(None) };
        source.lease_instead(token, renew).await?.map(Lease::of).transpose()
    }

    /// The token without a renewal: the fixed one, or the last one that was leased.
    pub(crate) fn at_hand(&self) -> Lease {
        let leased = self.source.as_ref().and_then(TokenSource::at_hand);
        leased.map_or(Lease::none(), |Leased { access, issued_at }| Lease { token: Some(access), issued_at })
    }
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.source.fmt(out)
    }
}

/// Checks that a token that is known now can stand in a header; `about` names the function that it was given to.
pub(crate) fn check_source(about: &str, source: &TokenSource) -> Result<(), Problem> {
    source.at_hand().map_or(Ok(()), |leased| check(about, leased.access.expose_secret()))
}

fn check(about: &str, token: &str) -> Result<(), Problem> {
    let what = if token.is_empty() {
        "the token is empty"
    } else if token.starts_with(['"', '\'']) || token.ends_with(['"', '\'']) {
        "the token stands in quotes"
    } else if token.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Ok(());
    } else {
        "the token holds a character that no token has, such as a line end"
    };
    Err(Problem::new(about, what, "pass the access token alone, without `Bearer`, quotes and blanks"))
}

/// The token of one attempt. It authorizes the request; copies of it in the response are masked.
#[derive(Clone)]
pub(crate) struct Lease {
    token: Option<SecretString>,
    issued_at: Option<SystemTime>,
}

impl Lease {
    /// The lease of a client without a token.
    pub(crate) const fn none() -> Self {
        Self { token: None, issued_at: None }
    }

    /// The lease of a token that a source has given; one that cannot stand in a header is refused.
    fn of(leased: Leased) -> Result<Self, Error> {
        check("token source", leased.access.expose_secret()).map_err(Error::setup)?;
        Ok(Self { token: Some(leased.access), issued_at: leased.issued_at })
    }

    /// The age of the token, if the time of its issue is known.
    pub(crate) fn age(&self) -> Option<Duration> {
        SystemTime::now().duration_since(self.issued_at?).ok()
    }

    /// The value of `Authorization`, marked so that nothing prints it; `None` without a token.
    pub(crate) fn bearer(&self) -> Option<HeaderValue> {
        let mut value = HeaderValue::from_str(&format!("Bearer {}", self.token.as_ref()?.expose_secret())).ok()?;
        value.set_sensitive(true);
        Some(value)
    }

    /// The body with stars in place of the token.
    pub(crate) fn masked(&self, body: Bytes) -> Bytes {
        mask::masked_body(body, self.secret())
    }

    /// Puts stars in place of the token in the values of the named headers.
    pub(crate) fn mask_headers(&self, headers: &mut HeaderMap, names: &[&str]) {
        for (name, value) in headers.iter_mut() {
            if self.is_in(value.as_bytes()) && names.iter().any(|known| known.eq_ignore_ascii_case(name.as_str())) {
                let masked = self.masked(Bytes::copy_from_slice(value.as_bytes()));
                *value = HeaderValue::from_maybe_shared(masked).unwrap_or(HeaderValue::from_static("***"));
            }
        }
    }

    /// Returns `true` if a response repeats the token, in whatever spelling.
    pub(crate) fn is_repeated(&self, headers: &HeaderMap, body: &[u8]) -> bool {
        mask::is_spelt_in(body, self.secret()) || headers.values().any(|value| self.is_in(value.as_bytes()))
    }

    /// The text with stars in place of the token.
    pub(crate) fn masked_text(&self, text: &str) -> String {
        String::from_utf8_lossy(&self.masked(Bytes::copy_from_slice(text.as_bytes()))).into_owned()
    }

    fn is_in(&self, value: &[u8]) -> bool {
        mask::is_in(value, self.secret())
    }

    fn secret(&self) -> &[u8] {
        self.token.as_ref().map(|token| token.expose_secret().as_bytes()).unwrap_or_default()
    }
}

impl std::fmt::Debug for Lease {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(if self.token.is_some() { "Lease(hidden)" } else { "Lease(no token)" })
    }
}
