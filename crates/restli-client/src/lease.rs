//! The access token of one attempt to send a request.

use std::ops::Range;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue};
use secrecy::{ExposeSecret, SecretString};

use crate::error::problem::Problem;
use crate::mask;

fn check(about: &str, token: &str) -> Result<(), Problem> {
    let what = if token.is_empty() {
        "the token is empty"
    } else if token.starts_with(['"', '\'']) || token.ends_with(['"', '\'']) {
        "the token stands in quotes"
    } else if token.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Ok(());
    } else {
        "the token holds a character that no token has, such as a blank or a line end"
    };
    Err(Problem::new(about, what, "pass the access token alone, without `Bearer`, quotes and blanks"))
}

/// The token of one attempt, which authorizes the request. Copies of it, and of other secrets of the request, are masked in the response.
#[derive(Clone)]
pub(crate) struct Lease {
    token: Option<Arc<Token>>,
    /// Other secrets, which are masked like the token.
    hidden: Option<Arc<[String]>>,
}

struct Token {
    text: SecretString,
    /// The value of `Authorization`, marked so that nothing prints it; `None` for a token that no header can carry.
    bearer: Option<HeaderValue>,
    /// The time from its issue to its end, if it is known.
    life: Option<Range<SystemTime>>,
}

impl Token {
    fn new(text: SecretString, life: Option<Range<SystemTime>>) -> Self {
        let mut bearer = HeaderValue::from_str(&format!("Bearer {}", text.expose_secret())).ok();
        if let Some(value) = &mut bearer {
            value.set_sensitive(true);
        }
        Self { text, bearer, life }
    }
}

impl Lease {
    /// The lease of a client without a token.
    pub(crate) const fn none() -> Self {
        Self { token: None, hidden: None }
    }

    /// The lease of a token, with the time from its issue to its end if it is known.
    pub(crate) fn new(token: SecretString, life: Option<Range<SystemTime>>) -> Self {
        Self { token: Some(Arc::new(Token::new(token, life))), hidden: None }
    }

    /// The lease with other secrets, which are masked like the token.
    pub(crate) fn hiding(self, mut secrets: Vec<String>) -> Self {
        if secrets.is_empty() {
            return self;
        }
        // Longest first, so that no secret is cut by a shorter one inside it.
        secrets.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
        Self { hidden: Some(secrets.into()), ..self }
    }

    /// The token, if there is one.
    pub(crate) fn token(&self) -> Option<&SecretString> {
        self.token.as_ref().map(|token| &token.text)
    }

    /// Checks that the token can stand in a header; `about` names the function that it was given to.
    pub(crate) fn check(&self, about: &str) -> Result<(), Problem> {
        self.token().map_or(Ok(()), |token| check(about, token.expose_secret()))
    }

    /// The age of a token that is alive, if the time of its issue is known.
    pub(crate) fn age(&self) -> Option<Duration> {
        let (life, now) = (self.life()?, SystemTime::now());
        now.duration_since(life.start).ok().filter(|_| now < life.end)
    }

    /// The end of the token, if it is past.
    pub(crate) fn ended_at(&self) -> Option<SystemTime> {
        self.life().map(|life| life.end).filter(|end| *end <= SystemTime::now())
    }

    fn life(&self) -> Option<&Range<SystemTime>> {
        self.token.as_ref()?.life.as_ref()
    }

    /// The value of `Authorization`; `None` without a token.
    pub(crate) fn bearer(&self) -> Option<&HeaderValue> {
        self.token.as_ref()?.bearer.as_ref()
    }

    /// The body with stars in place of the secrets.
    pub(crate) fn masked(&self, body: Bytes) -> Bytes {
        self.secrets().fold(body, mask::masked_body)
    }

    /// Puts stars in place of the secrets in the values of the named headers.
    pub(crate) fn mask_headers(&self, headers: &mut HeaderMap, names: &[&str]) {
        for (name, value) in headers.iter_mut() {
            if self.is_in(value.as_bytes()) && names.iter().any(|known| known.eq_ignore_ascii_case(name.as_str())) {
                let masked = self.masked(Bytes::copy_from_slice(value.as_bytes()));
                *value = HeaderValue::from_maybe_shared(masked).unwrap_or(HeaderValue::from_static("***"));
            }
        }
    }

    /// Returns `true` if a response repeats a secret, in whatever spelling.
    pub(crate) fn is_repeated(&self, headers: &HeaderMap, body: &[u8]) -> bool {
        self.secrets().any(|secret| mask::is_spelt_in(body, secret)) || headers.values().any(|value| self.is_in(value.as_bytes()))
    }

    /// The text with stars in place of the secrets.
    pub(crate) fn masked_text(&self, text: &str) -> String {
        String::from_utf8_lossy(&self.masked(Bytes::copy_from_slice(text.as_bytes()))).into_owned()
    }

    fn is_in(&self, value: &[u8]) -> bool {
        self.secrets().any(|secret| mask::is_in(value, secret))
    }

    fn secrets(&self) -> impl Iterator<Item = &[u8]> {
        let token = self.token().map(ExposeSecret::expose_secret);
        token.into_iter().chain(self.hidden.iter().flat_map(|hidden| hidden.iter().map(String::as_str))).map(str::as_bytes)
    }
}

impl std::fmt::Debug for Lease {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(if self.token.is_some() { "Lease(hidden)" } else { "Lease(no token)" })
    }
}
