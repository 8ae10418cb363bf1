//! The identity of a person who has logged in: an ID token of `OpenID` Connect, and its check.

use std::fmt;
use std::time::{Duration, SystemTime};

use jsonwebtoken::crypto::{CryptoProvider, aws_lc};
use jsonwebtoken::errors::{Error as JwtError, ErrorKind};
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use restli_core::Json;
use secrecy::{ExposeSecret, SecretString};
use serde_json::Map;

use super::OAuth;
use super::token::Token;
use crate::error::{Error, IdentityError, IdentityFault, LoginStep, OAuthError};

/// The difference of two clocks that is forgiven, in seconds.
const SKEW: u64 = 60;

/// The identity of a person who has logged in, as the provider has signed it.
#[derive(Clone, PartialEq)]
pub struct Identity {
    subject: String,
    claims: Map<String, Json>,
}

impl OAuth {
    /// The identity of the person who has logged in: the claims of the token's ID token, whose signature, issuer, audience and time are
    /// checked. `nonce` is the one of [`Authorization::with_nonce`](super::Authorization::with_nonce), if it made one.
    ///
    /// An ID token lives for a short time: it is checked right after the exchange of the code. The provider's keys are fetched at the first
    /// check, and again once a day and for a key that is not known.
    ///
    /// # Errors
    /// The token proves nothing ([`Error::Identity`]), the keys cannot be fetched, or the API has no `OpenID` Connect.
    pub async fn identity(&self, token: &Token, nonce: Option<&SecretString>) -> Result<Identity, Error> {
        let Some(address) = &self.jwks else {
            let remedy = "add `openid:` to `oauth:` of its schema";
            return Err(OAuthError::local(LoginStep::Keys, "the API has no OpenID Connect".to_owned(), remedy).into());
        };
        let text = token.id_token().ok_or(IdentityError::new(IdentityFault::Missing))?.expose_secret();
        let header = jsonwebtoken::decode_header(text).map_err(|error| match error.kind() {
            // Of the members of a header only the algorithm must be one of a list, on which `none` is not.
            ErrorKind::Json(_) => IdentityError::new(IdentityFault::Algorithm),
            _ => refusal(&error),
        })?;
        if header.alg != Algorithm::RS256 {
            return Err(IdentityError::new(IdentityFault::Algorithm).into());
        }
        let key = self.keys.find(header.kid.as_deref(), &self.wire(), self.api, address).await?;
        let key = key.ok_or(IdentityError::new(IdentityFault::UnknownKey))?;
        Ok(check(text, &key, &self.issuers, &self.app.id, nonce.map(ExposeSecret::expose_secret))?)
    }
}

/// Checks an ID token.
fn check(text: &str, key: &DecodingKey, issuers: &[String], app: &str, nonce: Option<&str>) -> Result<Identity, IdentityError> {
    if CryptoProvider::try_get_default().is_none() {
        // Another crate of the program has chosen a second provider beside ours, and the library would panic.
        let _ = aws_lc::DEFAULT_PROVIDER.install_default();
    }
    let mut rules = Validation::new(Algorithm::RS256);
    rules.leeway = SKEW;
    rules.validate_nbf = true;
    rules.set_audience(&[app]);
    rules.set_issuer(issuers);
    rules.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
    let claims = jsonwebtoken::decode::<Map<String, Json>>(text, key, &rules).map_err(|error| refusal(&error))?.claims;
    let claim = |name: &str| claims.get(name).and_then(Json::as_str);
    // A token for several apps names the one that it was given to.
    if claim("azp").is_some_and(|party| party != app) {
        return Err(IdentityError::new(IdentityFault::Audience));
    }
    if nonce.is_some_and(|nonce| claim("nonce") != Some(nonce)) {
        return Err(IdentityError::new(IdentityFault::Nonce));
    }
    let subject = claim("sub").filter(|subject| !subject.is_empty()).ok_or_else(|| IdentityError::of_claim("sub"))?.to_owned();
    Ok(Identity { subject, claims })
}

/// The refusal of the library, in our words.
fn refusal(error: &JwtError) -> IdentityError {
    IdentityError::new(match error.kind() {
        ErrorKind::InvalidSignature => IdentityFault::Signature,
        ErrorKind::InvalidAlgorithm | ErrorKind::UnsupportedAlgorithm => IdentityFault::Algorithm,
        ErrorKind::ExpiredSignature => IdentityFault::Expired,
        ErrorKind::ImmatureSignature => IdentityFault::NotYet,
        ErrorKind::InvalidIssuer => IdentityFault::Issuer,
        ErrorKind::InvalidAudience => IdentityFault::Audience,
        ErrorKind::MissingRequiredClaim(name) | ErrorKind::InvalidClaimFormat(name) => return IdentityError::of_claim(name),
        _ => IdentityFault::Unreadable,
    })
}

impl Identity {
    /// The id of the person, which is that of this provider, and perhaps of this app alone (`sub`).
    #[must_use]
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// The whole name.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.text("name")
    }

    /// The given name.
    #[must_use]
    pub fn given_name(&self) -> Option<&str> {
        self.text("given_name")
    }

    /// The family name.
    #[must_use]
    pub fn family_name(&self) -> Option<&str> {
        self.text("family_name")
    }

    /// The e-mail address.
    #[must_use]
    pub fn email(&self) -> Option<&str> {
        self.text("email")
    }

    /// `true` if the provider has seen that the address is the person's, `false` if not; `None` if it does not say so. Some write it as text.
    #[must_use]
    pub fn email_verified(&self) -> Option<bool> {
        let claim = self.claim("email_verified")?;
        claim.as_bool().or_else(|| claim.as_str()?.parse().ok())
    }

    /// The address of a picture.
    #[must_use]
    pub fn picture(&self) -> Option<&str> {
        self.text("picture")
    }

    /// The language, and perhaps the country, as in `en-US`. Some write it as `en_US`, or as an object.
    #[must_use]
    pub fn locale(&self) -> Option<String> {
        match self.claim("locale")? {
            Json::String(text) => Some(text.replace('_', "-")),
            Json::Object(parts) => {
                let part = |name: &str| parts.get(name).and_then(Json::as_str);
                let language = part("language")?;
                Some(part("country").map_or_else(|| language.to_owned(), |country| format!("{language}-{country}")))
            }
            _ => None,
        }
    }

    /// The end of the ID token.
    #[must_use]
    pub fn expires_at(&self) -> Option<SystemTime> {
        SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(self.claim("exp")?.as_u64()?))
    }

    /// A claim of any name.
    #[must_use]
    pub fn claim(&self, name: &str) -> Option<&Json> {
        self.claims.get(name)
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.claim(name).and_then(Json::as_str)
    }
}

/// Shows the subject alone: the other claims are a person's own.
impl fmt::Debug for Identity {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Identity").field("subject", &self.subject).finish_non_exhaustive()
    }
}
