//! A request with one thing wrong.

use restli_core::token::TokenFault;
use restli_schema::api::{Api, Method, Situation};

use crate::evidence::sent::Sent;
use crate::evidence::subject::Subject;

/// A request with one thing wrong.
#[derive(Debug)]
pub(in crate::evidence) struct Wrong {
    /// The wrong thing.
    pub(in crate::evidence) name: String,
    /// The rule that must refuse it.
    pub(in crate::evidence) rule: &'static str,
    /// The status of the answer.
    pub(in crate::evidence) status: u16,
    pub(in crate::evidence) sent: Sent,
    /// The answer is a success, in which each key has the error.
    pub(in crate::evidence) is_of_key: bool,
}

impl Wrong {
    pub(super) fn new(subject: &Subject<'_>, situation: Situation, name: impl Into<String>, sent: Sent) -> Self {
        let status = status(subject.api, Some(subject.method), situation);
        Self { name: name.into(), rule: situation.word(), status, sent, is_of_key: false }
    }

    pub(super) fn token(subject: &Subject<'_>, fault: TokenFault, sent: Sent) -> Self {
        let listed = subject.api.errors().iter().find(|error| error.token == Some(fault));
        let status = listed.map_or(401, |error| error.status);
        Self { name: format!("token {}", fault.word()), rule: "token", status, sent, is_of_key: false }
    }
}

/// The status that the schema documents for a situation.
pub(in crate::evidence) fn status(api: &Api, method: Option<&Method>, situation: Situation) -> u16 {
    api.error_when(method, situation).map_or(situation.status(), |error| error.status)
}
