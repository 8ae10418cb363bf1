//! Access tokens that a server refuses.

/// The reason why a server refuses an access token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TokenFault {
    /// The request carries no token.
    Missing,
    /// The server does not know the token.
    Invalid,
    /// The token is past its end. A renewed one is accepted.
    Expired,
    /// The token was withdrawn before its end. Consent is needed again.
    Revoked,
    /// The token was issued moments ago, and may not be known everywhere yet. No error code says so; the age of the token does.
    TooYoung,
}

impl TokenFault {
    /// The faults that an error code may stand for.
    pub const OF_CODES: [Self; 4] = [Self::Missing, Self::Invalid, Self::Expired, Self::Revoked];

    /// The word in schemas.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Invalid => "invalid",
            Self::Expired => "expired",
            Self::Revoked => "revoked",
            Self::TooYoung => "too_young",
        }
    }
}
