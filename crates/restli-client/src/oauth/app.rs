//! An app as it is registered with its API: the address of its consent page, and its requests to the token endpoint (RFC 6749).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderValue, Method};
use reqwest::{Request, Url};
use secrecy::{ExposeSecret as _, SecretString};
use sha2::{Digest as _, Sha256};

use crate::headers;

#[derive(Clone)]
pub(super) struct App {
    pub(super) id: String,
    /// The secret; `None` for an app that can keep none.
    pub(super) secret: Option<SecretString>,
    /// The redirect address, as it was registered.
    pub(super) redirect: String,
    pub(super) authorization: Url,
    pub(super) token: Url,
}

impl App {
    /// The address of the consent page. An app without a secret has the challenge of a verifier (RFC 7636).
    pub(super) fn consent(&self, state: &str, verifier: Option<&str>, scope: &str) -> Url {
        let mut url = self.authorization.clone();
        let mut pairs = url.query_pairs_mut();
        pairs.append_pair("response_type", "code").append_pair("client_id", &self.id).append_pair("state", state);
        if let Some(verifier) = verifier {
            pairs.append_pair("code_challenge", &challenge(verifier)).append_pair("code_challenge_method", "S256");
        }
        pairs.append_pair("redirect_uri", &self.redirect);
        if !scope.is_empty() {
            pairs.append_pair("scope", scope);
        }
        drop(pairs);
        url
    }

    /// The exchange of a code for a token.
    pub(super) fn exchange(&self, code: &str, verifier: Option<&str>) -> Request {
        let verifier = verifier.map(|verifier| ("code_verifier", verifier));
        let grant = [("grant_type", "authorization_code"), ("code", code)].into_iter().chain(verifier);
        self.grant(grant, Some(("redirect_uri", &self.redirect)))
    }

    /// The exchange of a refresh token for a token.
    pub(super) fn refresh(&self, refresh_token: &str) -> Request {
        self.grant([("grant_type", "refresh_token"), ("refresh_token", refresh_token)], None)
    }

    /// The request for a token of the app itself.
    pub(super) fn own(&self) -> Request {
        self.grant([("grant_type", "client_credentials")], None)
    }

    /// A request to the token endpoint, with id and secret of the app in the form.
    fn grant<'a>(&'a self, grant: impl IntoIterator<Item = (&'a str, &'a str)>, last: Option<(&'a str, &'a str)>) -> Request {
        let secret = self.secret.as_ref().map(|secret| ("client_secret", secret.expose_secret()));
        let pairs = grant.into_iter().chain([("client_id", self.id.as_str())]).chain(secret).chain(last);
        let mut request = post(self.token.clone(), pairs);
        request.headers_mut().insert(ACCEPT, headers::JSON);
        request
    }
}

/// A request with a form.
pub(super) fn post<'a>(address: Url, pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Request {
    // Of a URL that is only a query, the query is the form.
    let mut form = address.clone();
    form.set_query(None);
    form.query_pairs_mut().extend_pairs(pairs);
    let mut request = Request::new(Method::POST, address);
    request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"));
    *request.body_mut() = Some(form.query().unwrap_or_default().to_owned().into());
    request
}

/// A random text that nobody guesses, of letters, digits, `-` and `_`: 256 bits, as a verifier must have (RFC 7636 §4.1).
#[expect(clippy::expect_used, reason = "an operating system without random numbers can let nobody log in")]
pub(super) fn random() -> String {
    let mut octets = [0; 32];
    getrandom::fill(&mut octets).expect("random numbers of the operating system");
    URL_SAFE_NO_PAD.encode(octets)
}

/// The challenge of a verifier (RFC 7636 §4.2).
fn challenge(verifier: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(verifier))
}

#[cfg(test)]
mod tests {
    use super::{challenge, random};

    #[test]
    fn challenge_of_a_verifier_is_that_of_the_standard() {
        // RFC 7636, appendix B.
        assert_eq!(challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    #[test]
    fn random_text_has_the_length_and_the_characters_of_a_verifier() {
        let text = random();
        assert!(text.len() == 43 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')), "{text}");
        assert_ne!(text, random());
    }
}
