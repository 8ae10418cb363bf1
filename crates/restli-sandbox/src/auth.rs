//! Access tokens that the sandbox has issued, and what each permits.

use std::collections::{BTreeMap, BTreeSet};

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
    /// The end of the token.
    pub(crate) expires: Time,
    /// The token was withdrawn before its end.
    pub(crate) revoked: bool,
}

/// All access tokens.
#[derive(Debug, Default)]
pub(crate) struct Tokens(BTreeMap<String, Grant>);

impl Tokens {
    /// Issues a token.
    pub(crate) fn issue(&mut self, token: String, grant: Grant) {
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
    pub(crate) fn get_mut(&mut self, token: &str) -> Option<&mut Grant> {
        self.0.get_mut(token)
    }
}
