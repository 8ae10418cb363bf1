//! Access tokens that the sandbox has issued, and what each permits.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use restli_core::Time;
use restli_core::token::TokenFault;

/// The grant behind an access token.
#[derive(Clone, Debug)]
pub(crate) struct Grant {
    /// The scopes.
    pub(crate) scopes: BTreeSet<String>,
    /// The key of the member on whose behalf the app acts; `None` for a token of the app itself.
    pub(crate) member: Option<String>,
    /// The id of the app.
    pub(crate) app: String,
    /// The consent from which the token comes.
    pub(crate) consent: Consent,
    /// The time of issue.
    pub(crate) issued: Time,
    /// The end of the token.
    pub(crate) expires: Time,
    /// The token was withdrawn before its end.
    pub(crate) revoked: bool,
}

/// A consent, of which several tokens may come: those of one code and of its renewals. A token of the app itself has one of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Consent {
    pub(crate) number: u64,
    pub(crate) given: Time,
}

/// The number of tokens after which those are forgotten that ended long ago.
const SWEPT: usize = 1_024;

/// All access tokens.
#[derive(Default)]
pub(crate) struct Tokens(BTreeMap<String, Grant>);

impl Tokens {
    /// Issues a token. Those that ended more than a day before it are forgotten now and then.
    pub(crate) fn issue(&mut self, token: String, grant: Grant) {
        let yesterday = grant.issued.as_millis().saturating_sub(24 * 60 * 60 * 1000);
        if self.0.len() % SWEPT == SWEPT - 1 {
            self.0.retain(|_, old| old.expires.as_millis() > yesterday);
        }
        self.0.insert(token, grant);
    }

    /// The grant of a token that is good now.
    pub(crate) fn grant(&self, token: &str, now: Time) -> Result<&Grant, TokenFault> {
        let grant = self.0.get(token).ok_or(TokenFault::Invalid)?;
        match () {
            () if grant.revoked => Err(TokenFault::Revoked),
            () if grant.expires <= now => Err(TokenFault::Expired),
            () => Ok(grant),
        }
    }

    /// All tokens in any state, each with its grant.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&str, &Grant)> {
        self.0.iter().map(|(token, grant)| (token.as_str(), grant))
    }

    /// The grant of a token in any state.
    pub(crate) fn get(&self, token: &str) -> Option<&Grant> {
        self.0.get(token)
    }

    /// The tokens of a consent.
    pub(crate) fn of(&self, consent: Consent) -> impl Iterator<Item = &String> {
        self.0.iter().filter(move |(_, grant)| grant.consent == consent).map(|(token, _)| token)
    }

    /// Withdraws all tokens of a consent.
    pub(crate) fn revoke(&mut self, consent: Consent) {
        self.0.values_mut().filter(|grant| grant.consent == consent).for_each(|grant| grant.revoked = true);
    }
}

impl fmt::Debug for Tokens {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_list().entries(self.0.values()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::{SWEPT, Tokens};
    use crate::testing::grant;
    use restli_core::Time;
    use restli_core::token::TokenFault;

    #[test]
    fn token_that_ended_long_ago_is_forgotten_among_many() {
        let mut tokens = Tokens::default();
        let hour = |hour: i64| Time::from_millis(hour * 3_600_000);
        let issue = |tokens: &mut Tokens, name: String, at: i64| {
            tokens.issue(name, crate::auth::Grant { issued: hour(at), expires: hour(at + 1), ..grant(&[]) });
        };
        issue(&mut tokens, "old".to_owned(), 0);
        for number in 1..SWEPT {
            assert_eq!(tokens.grant("old", hour(9)).unwrap_err(), TokenFault::Expired);
            issue(&mut tokens, format!("{number}"), 99);
        }
        assert_eq!(tokens.grant("old", hour(9)).unwrap_err(), TokenFault::Invalid);
        assert!(tokens.grant("7", hour(99)).is_ok());
    }
}
