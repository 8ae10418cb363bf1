//! The callback: the query that the browser brings back from the consent page.

use reqwest::Url;
use secrecy::SecretString;

use crate::error::{Error, LoginStep, OAuthError};
use crate::mask::masked_text;
use crate::permit::{ScopeNames, scope_names};
use crate::tables::ApiInfo;

/// A code to be exchanged for a token, once and soon.
#[derive(Debug)]
pub struct AuthorizationCode {
    code: SecretString,
    requested: Option<Vec<String>>,
    verifier: Option<SecretString>,
}

impl AuthorizationCode {
    /// A code from a callback that the caller has checked.
    #[must_use]
    pub fn new(code: impl Into<SecretString>) -> Self {
        Self { code: code.into(), requested: None, verifier: None }
    }

    /// Adds the scopes that the consent page was asked for, for [`Token::withheld`](super::Token::withheld).
    #[must_use]
    pub fn requested(self, scopes: impl ScopeNames) -> Self {
        Self { requested: Some(scope_names(scopes)), ..self }
    }

    /// Adds the verifier of the consent page ([`Authorization::verifier`](super::Authorization::verifier)), for an app without a secret.
    #[must_use]
    pub fn verifier(self, verifier: impl Into<SecretString>) -> Self {
        Self { verifier: Some(verifier.into()), ..self }
    }

    pub(super) fn into_parts(self) -> (SecretString, Option<Vec<String>>, Option<SecretString>) {
        (self.code, self.requested, self.verifier)
    }
}

/// Longest callback that is read, in bytes.
const MAX_CALLBACK: usize = 64 * 1024;

/// Reads a callback: checks the state, then looks for an error, then takes the code.
pub(super) fn read(api: &'static ApiInfo, url_or_query: &str, state: &str) -> Result<AuthorizationCode, Error> {
    let fail = |what: &str, remedy: &'static str| Err(OAuthError::local(LoginStep::Callback, what.to_owned(), remedy).into());
    if url_or_query.len() > MAX_CALLBACK {
        return fail("the callback is too long to be one", "answer 400 and drop the request");
    }
    // A query alone may have a `?` in a value (RFC 3986 §3.4): it stands behind the name of a parameter, which has no `/`.
    let is_value = |before: &str| before.split_once('=').is_some_and(|(name, _)| !name.contains('/'));
    let query = url_or_query.split_once('?').filter(|(before, _)| !is_value(before)).map_or(url_or_query, |(_, query)| query);
    let query = query.split('#').next().unwrap_or_default();
    // Only the query matters; the placeholder host makes it a URL that can be parsed.
    let Ok(url) = Url::parse(&format!("http://callback/?{query}")) else {
        return fail("the callback has no readable query", "pass the address that the browser asked for, or its query");
    };
    let values = |name: &str| url.query_pairs().filter(|(key, _)| key == name).map(|(_, value)| value.into_owned()).collect::<Vec<_>>();
    let value = |name: &str| values(name).into_iter().next();
    let remedy = "answer 401 and drop the request; the login must start again from `authorize`";
    // RFC 6749 §3.1: a parameter stands once.
    if ["state", "code", "error"].iter().any(|name| values(name).len() > 1) {
        return fail("the callback gives a parameter twice: it may be forged", remedy);
    }
    if state.is_empty() || !equal_in_constant_time(value("state").unwrap_or_default().as_bytes(), state.as_bytes()) {
        return fail("the state is not the one of this session: the callback may be forged", remedy);
    }
    if let Some(error) = value("error") {
        let shown = |text: String| masked_text(text, &[state.to_owned()]);
        return Err(OAuthError::refused(api, LoginStep::Callback, None, Some(shown(error)), value("error_description").map(shown)).into());
    }
    match value("code") {
        Some(code) if !code.is_empty() => Ok(AuthorizationCode::new(code)),
        _ => fail("the callback has neither a code nor an error", remedy),
    }
}

/// Compares secrets in a time that does not depend on the place of a difference.
fn equal_in_constant_time(one: &[u8], other: &[u8]) -> bool {
    let difference = one.iter().zip(other).fold(one.len() ^ other.len(), |found, (a, b)| found | usize::from(a ^ b));
    std::hint::black_box(difference) == 0
}
