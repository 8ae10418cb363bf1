//! The access token of a request.

use restli_core::Time;
use restli_core::token::TokenFault;
use restli_schema::api::{Api, Method, Requirement};

use crate::auth::{Grant, Tokens};
use crate::received::Received;
use crate::refusal::Refusal;

/// The grant behind the token of a request; `None` without a token, which public methods do not need.
pub(super) fn check(api: &Api, method: &Method, tokens: &Tokens, request: &Received, now: Time) -> Result<Option<Grant>, Refusal> {
    let refuse = |fault, message: &str| Err(Refusal::token(api, fault, message));
    let (scheme, token) = told(request);
    match token {
        "" if scheme.is_empty() && matches!(method.requirement, Requirement::Public) => Ok(None),
        "" => refuse(TokenFault::Missing, "the request has no access token: send `Authorization: Bearer TOKEN`"),
        _ if !scheme.eq_ignore_ascii_case("bearer") => {
            refuse(TokenFault::Invalid, &format!("`{scheme}` is no scheme of access tokens: send `Authorization: Bearer TOKEN`"))
        }
        token => match tokens.grant(token, now) {
            Ok(grant) => Ok(Some(grant.clone())),
            Err(fault) => refuse(fault, words(fault)),
        },
    }
}

/// The scheme and the token that a request carries; empty texts without.
pub(crate) fn told(request: &Received) -> (&str, &str) {
    let told = request.header("authorization").unwrap_or_default().trim();
    let (scheme, token) = told.split_once(' ').unwrap_or((told, ""));
    (scheme, token.trim())
}

fn words(fault: TokenFault) -> &'static str {
    match fault {
        TokenFault::Expired => "the access token is past its end: renew it, or ask the member for consent again",
        TokenFault::Revoked => "the access token was withdrawn: ask the member for consent again",
        _ => "the access token was never issued here",
    }
}
