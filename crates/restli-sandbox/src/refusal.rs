//! Refusals: the reason for which a request has no success, in the words of the schema's error catalogue.

use restli_core::token::TokenFault;
use restli_schema::api::{Api, ErrorCode, Method, Situation};
use serde_json::{Map, Value as Json, json};

/// A refused request.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Refusal {
    /// The rule that refused, which the log shows: `permission_missing`.
    pub(crate) rule: &'static str,
    pub(crate) status: u16,
    /// The code of the catalogue.
    pub(crate) code: Option<String>,
    /// The older number of the code.
    pub(crate) service_error_code: Option<i64>,
    pub(crate) message: String,
    /// The parts of the request that are wrong.
    pub(crate) inputs: Box<[Input]>,
    /// Headers of the answer, such as the time until a quota starts again.
    pub(crate) headers: Box<[(String, String)]>,
}

/// A part of a request that is wrong.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Input {
    /// The path of the part, `content/media/id`.
    pub(crate) path: String,
    /// The code in the catalogue of what is wrong.
    pub(crate) code: Option<String>,
    /// The flaw in words.
    pub(crate) description: String,
}

impl Refusal {
    /// The refusal in a situation. The catalogue's entry for it says code and status: one of the method, one that claims the situation, or
    /// that of the status.
    pub(crate) fn of(api: &Api, method: Option<&Method>, situation: Situation, message: impl Into<String>) -> Self {
        match error_for(api, method, situation) {
            Some(error) => Self::listed(situation.word(), error, message.into()),
            None => Self::bare(situation.word(), situation.status(), message.into()),
        }
    }

    /// The refusal of an access token.
    pub(crate) fn token(api: &Api, fault: TokenFault, message: impl Into<String>) -> Self {
        match api.errors().iter().find(|error| error.token == Some(fault)).or_else(|| plain(api, 401)) {
            Some(error) => Self::listed("token", error, message.into()),
            None => Self::bare("token", 401, message.into()),
        }
    }

    /// The refusal with an error of the catalogue, by its name.
    pub(crate) fn named(api: &Api, code: &str, message: impl Into<String>) -> Self {
        match api.errors().iter().find(|error| error.name.wire == code) {
            Some(error) => Self::listed("behaviour", error, message.into()),
            None => Self::bare("behaviour", 400, message.into()),
        }
    }

    /// A refusal without an entry of the catalogue.
    pub(crate) fn bare(rule: &'static str, status: u16, message: String) -> Self {
        Self { rule, status, code: None, service_error_code: None, message, inputs: Box::default(), headers: Box::default() }
    }

    pub(crate) fn listed(rule: &'static str, error: &ErrorCode, message: String) -> Self {
        let service_error_code = error.service_error_codes.first().copied();
        Self { code: code(error), service_error_code, ..Self::bare(rule, error.status, message) }
    }

    /// The refusal of a verb, with those that are taken in the header `Allow` (RFC 9110 §15.5.6).
    pub(crate) fn allowing(self, verbs: &str) -> Self {
        Self { headers: [("allow".to_owned(), verbs.to_owned())].into(), ..self }
    }

    /// The error as the body of an answer, or of one key of a batch (`docs/protocol.md §9`).
    pub(crate) fn to_json(&self) -> Json {
        let mut members = Map::new();
        members.insert("status".to_owned(), json!(self.status));
        if let Some(code) = &self.code {
            members.insert("code".to_owned(), json!(code));
        }
        if let Some(number) = self.service_error_code {
            members.insert("serviceErrorCode".to_owned(), json!(number));
        }
        members.insert("message".to_owned(), json!(self.message));
        if !self.inputs.is_empty() {
            let inputs: Vec<Json> = self.inputs.iter().map(Input::to_json).collect();
            members.insert("errorDetails".to_owned(), json!({ "inputErrors": inputs }));
        }
        Json::Object(members)
    }
}

impl Input {
    fn to_json(&self) -> Json {
        let mut error = json!({"description": self.description, "input": {"inputPath": {"fieldPath": self.path}}});
        if let Some((code, members)) = self.code.as_ref().zip(error.as_object_mut()) {
            members.insert("code".to_owned(), json!(code));
        }
        error
    }
}

/// The entry of the catalogue for a situation.
pub(crate) fn error_for<'a>(api: &'a Api, method: Option<&Method>, situation: Situation) -> Option<&'a ErrorCode> {
    api.error_when(method, situation).or_else(|| plain(api, situation.status()))
}

/// The code of an entry; an entry that is named by its status has none.
pub(crate) fn code(error: &ErrorCode) -> Option<String> {
    error.name.wire.parse::<u16>().is_err().then(|| error.name.wire.clone())
}

/// The entry that is named by a status.
fn plain(api: &Api, status: u16) -> Option<&ErrorCode> {
    api.errors().iter().find(|error| error.name.wire.parse() == Ok(status))
}
