//! The use of a renewal after a refusal.

/// The use of a renewal after a server has refused a token. Whichever it is, somebody else may have saved a better token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Renew {
    /// A renewal may help.
    Yes,
    /// Another token of the app itself may help, and of a member only consent.
    WithoutConsent,
    /// No renewal helps: the token is so young that the next one would be refused, too.
    Never,
}
