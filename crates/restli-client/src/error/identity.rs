//! An ID token that proves nothing.

use std::fmt;

use super::headline;

/// The reason why an ID token proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum IdentityFault {
    /// The login gave no ID token.
    Missing,
    /// The text is no signed token.
    Unreadable,
    /// The token is not signed, or not by RS256, which every provider has.
    Algorithm,
    /// The provider has no key of the number that the token names.
    UnknownKey,
    /// The signature is not that of the provider.
    Signature,
    /// The token was issued by somebody else.
    Issuer,
    /// The token was issued for another app.
    Audience,
    /// The time of the token is over.
    Expired,
    /// The time of the token has not begun.
    NotYet,
    /// The token does not belong to this login.
    Nonce,
    /// The token lacks a claim that it must have, or has it in another form.
    Claim,
}

impl IdentityFault {
    const fn words(self) -> &'static str {
        match self {
            Self::Missing => "the login gave none",
            Self::Unreadable => "it is no signed token",
            Self::Algorithm => "it is not signed, or not by RS256",
            Self::UnknownKey => "the provider has no key of the number that it names",
            Self::Signature => "the signature is not that of the provider",
            Self::Issuer => "it was issued by somebody else",
            Self::Audience => "it was issued for another app",
            Self::Expired => "its time is over",
            Self::NotYet => "its time has not begun",
            Self::Nonce => "it does not belong to this login: the nonce is another one, or missing",
            Self::Claim => "it lacks a claim that it must have, or has it in another form",
        }
    }

    pub(super) const fn remedy(self) -> &'static str {
        match self {
            Self::Missing => "ask for the scope `openid`, and look at `Token::granted`",
            Self::Expired | Self::NotYet => "check it right after the exchange of the code; if that is done, set the clock of this machine",
            Self::Audience => {
                "answer 401 and drop the request; if it stays, compare the client id with that of the app that the user logs in to"
            }
            Self::Nonce => "answer 401 and drop the request; give no nonce to the check if `Authorization::with_nonce` made none",
            Self::Unreadable | Self::Algorithm | Self::UnknownKey | Self::Signature | Self::Issuer | Self::Claim => {
                "answer 401 and drop the request: the token may be forged"
            }
        }
    }
}

/// An ID token that proves nothing, with the reason. It shows nothing of the token.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct IdentityError {
    /// The reason.
    pub fault: IdentityFault,
    /// The claim at fault, where there is one.
    pub claim: Option<String>,
}

impl IdentityError {
    /// The error of a reason, as a double in tests of what handles errors.
    #[must_use]
    pub const fn new(fault: IdentityFault) -> Self {
        Self { fault, claim: None }
    }

    pub(crate) fn of_claim(claim: &str) -> Self {
        Self { fault: IdentityFault::Claim, claim: Some(claim.to_owned()) }
    }
}

impl fmt::Display for IdentityError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let claim = self.claim.as_ref().map(|claim| format!(" (`{claim}`)")).unwrap_or_default();
        let rest = headline::write(out, "ID token", &format!("{}{claim}", self.fault.words()), self.fault.remedy())?;
        write!(out, "{rest}")
    }
}

impl std::error::Error for IdentityError {}
