//! Authorization codes and refresh tokens that the sandbox has issued, and the consents behind them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use restli_core::Time;

use crate::auth::Consent;

/// All codes and refresh tokens.
#[derive(Default)]
pub(crate) struct Ledger {
    pub(super) codes: BTreeMap<String, Code>,
    pub(super) renewals: BTreeMap<String, Renewal>,
    consents: u64,
}

/// An authorization code.
#[derive(Clone)]
pub(super) struct Code {
    pub(super) app: String,
    pub(super) redirect: String,
    pub(super) member: String,
    pub(super) scopes: BTreeSet<String>,
    pub(super) consent: Consent,
    /// The challenge that the verifier of the exchange must meet (RFC 7636).
    pub(super) challenge: Option<String>,
    /// The code of a native app, which is exchanged without a secret.
    pub(super) is_native: bool,
    pub(super) nonce: Option<String>,
    pub(super) expires: Time,
    pub(super) is_spent: bool,
}

/// A refresh token.
#[derive(Clone)]
pub(super) struct Renewal {
    pub(super) app: String,
    pub(super) member: String,
    pub(super) scopes: BTreeSet<String>,
    pub(super) consent: Consent,
    pub(super) issued: Time,
    /// The end, which renewals do not put off.
    pub(super) expires: Time,
    /// The app may use the token without its secret, as it did with the code.
    pub(super) is_native: bool,
    pub(super) is_spent: bool,
    pub(super) is_revoked: bool,
}

impl Ledger {
    /// Another consent.
    pub(super) fn consent(&mut self, given: Time) -> Consent {
        self.consents += 1;
        Consent { number: self.consents, given }
    }

    /// Puts a refresh token back that was kept elsewhere.
    #[cfg(feature = "data")]
    pub(super) fn restore(&mut self, token: String, renewal: Renewal) {
        self.taken(renewal.consent);
        self.renewals.insert(token, renewal);
    }

    /// Leaves the number of a consent that was kept elsewhere to it.
    #[cfg(feature = "data")]
    pub(super) fn taken(&mut self, consent: Consent) {
        self.consents = self.consents.max(consent.number);
    }

    /// The refresh tokens of a consent.
    pub(super) fn of(&self, consent: Consent) -> impl Iterator<Item = &String> {
        self.renewals.iter().filter(move |(_, renewal)| renewal.consent == consent).map(|(token, _)| token)
    }

    /// Withdraws the refresh tokens of a consent. Its code is spent: it has given the first of them.
    pub(super) fn revoke(&mut self, consent: Consent) {
        self.renewals.values_mut().filter(|renewal| renewal.consent == consent).for_each(|renewal| renewal.is_revoked = true);
    }
}

/// Shows no code and no token.
impl fmt::Debug for Ledger {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Ledger").field("codes", &self.codes.len()).field("renewals", &self.renewals.len()).finish_non_exhaustive()
    }
}
