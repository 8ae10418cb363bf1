//! A response that is an error (`docs/protocol.md §9`).

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};
use reqwest::Url;
use restli_core::error::ErrorResponse;
use restli_core::recovery::Passes;
use restli_core::{Day, Json, Time, duration};

use super::attempts::Attempts;
use super::problem::{CallInfo, excerpt, status_words};
use super::{explain, headline, permission};
use crate::headers;
use crate::net;
use crate::quotas::QuotaLeft;
use crate::quotas::moment::moment;
use crate::retry_after;
use crate::tables::{ApiInfo, ErrorInfo, Requirement, TokenFault};

/// Longest list of input errors in a message.
const INPUTS: usize = 5;

/// The line about a page in place of JSON, whose status blames the caller.
const NO_JSON: &str = "\n  sender: perhaps not the API but a proxy, a firewall or the login page of a network, since this is no JSON";

/// A response that is an error, explained by the tables of the API.
#[derive(Clone)]
#[non_exhaustive]
pub struct ApiError {
    /// The call.
    pub call: CallInfo,
    /// The HTTP status of the response, which takes precedence over the body.
    pub status: StatusCode,
    /// The body, if it is an error response. All of its fields may be missing.
    pub response: Option<ErrorResponse>,
    /// The entry of the error catalogue.
    pub info: Option<&'static ErrorInfo>,
    /// Names and values of the headers that the support of the API asks for.
    pub request_ids: Vec<(String, String)>,
    /// The quota that the response reports.
    pub quota: QuotaLeft,
    /// The value of `Retry-After`.
    pub retry_after: Option<String>,
    /// The time that `Retry-After` asks to wait; without one, the time until the quota starts anew by the client's own count.
    wait: Option<Duration>,
    /// The value of `Location`, if the status is a redirect.
    location: Option<String>,
    body: Bytes,
    facts: Facts,
}

/// Facts about the client that explain an error.
#[derive(Clone)]
pub(crate) struct Facts {
    pub(crate) api: &'static ApiInfo,
    /// The scopes that the token grants, if they are known.
    pub(crate) granted: Option<Vec<String>>,
    /// The version that was sent, if the base has versions.
    pub(crate) version: Option<u32>,
    /// The age of the token that was sent, if it is alive and the time of its issue is known.
    pub(crate) token_age: Option<Duration>,
    /// The end of the token that was sent, if it is past.
    pub(crate) token_ended_at: Option<Time>,
    /// The time at which the response came.
    pub(crate) now: Time,
}

/// The remedy where consent is of no use.
enum NoConsent {
    /// The token lacks nothing that a user could consent to.
    Granted(&'static str),
    /// Nobody is granted the scopes any more.
    Closed(String),
}

impl ApiError {
    /// The error of a response to a call, explained by the tables of the API; as a double in tests of what handles errors.
    #[must_use]
    pub fn of_response(api: &'static ApiInfo, call: CallInfo, response: http::Response<Bytes>) -> Self {
        let (parts, body) = response.into_parts();
        let facts = Facts { api, granted: None, version: None, token_age: None, token_ended_at: None, now: Time::now() };
        Self::new(facts, call, parts.status, &parts.headers, body)
    }

    /// The error of a response from whose body all secrets are removed.
    pub(crate) fn new(facts: Facts, call: CallInfo, status: StatusCode, headers: &HeaderMap, body: Bytes) -> Self {
        let response = ErrorResponse::from_body(&body);
        let info = explain::lookup(facts.api, status.as_u16(), response.as_ref());
        let quota = QuotaLeft::read(facts.api, headers);
        let retry_after = retry_after::text(headers);
        let wait = retry_after.as_deref().and_then(|text| retry_after::wait(text, headers, facts.now));
        let request_ids = headers::request_ids(facts.api, headers);
        let location = headers.get(header::LOCATION).filter(|_| status.is_redirection()).map(headers::text);
        let location = location.and_then(|location| {
            if call.is_upload() {
                Url::parse(&location).map(|url| net::only_host(&url)).ok()
            } else {
                Some(net::without_secrets(&location))
            }
        });
        Self { call, status, response, info, request_ids, quota, retry_after, wait, location, body, facts }
    }

    /// The symbolic code.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.response.as_ref().and_then(ErrorResponse::code)
    }

    /// All symbolic codes from the outside in: the code of the response, then the codes of the input errors.
    #[must_use]
    pub fn codes(&self) -> Vec<&str> {
        self.response.as_ref().map(ErrorResponse::codes).unwrap_or_default()
    }

    /// The message for people. Servers change it without notice.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.response.as_ref().and_then(ErrorResponse::message)
    }

    /// The fault of the access token, by the code of a 401. `None` if the API does not tell faults apart, or the error is another.
    #[must_use]
    pub fn token_fault(&self) -> Option<TokenFault> {
        let fault = self.info.filter(|_| self.status == StatusCode::UNAUTHORIZED).and_then(|info| info.token);
        let settle = self.facts.api.oauth.map_or(0, |oauth| oauth.settle_seconds);
        let is_young = self.facts.token_age.is_some_and(|age| age < Duration::from_secs(settle));
        fault.map(|fault| if is_young && fault != TokenFault::Missing { TokenFault::TooYoung } else { fault })
    }

    /// The body as it was received, the token masked. An action may respond with a value and a status that is an error
    /// (`docs/protocol.md §9`).
    #[must_use]
    pub const fn body(&self) -> &Bytes {
        &self.body
    }

    /// The time that the server asks to wait: `Retry-After`, or the rest of the window of a quota that is used up, which a client that counts
    /// ([`Quotas`](crate::Quotas)) knows by itself.
    #[must_use]
    pub fn wait(&self) -> Option<Duration> {
        let window = || self.quota.reset_seconds.filter(|_| self.is_quota_spent()).map(Duration::from_secs);
        self.wait.or_else(window)
    }

    /// Sets the time until the quota that is used up starts anew, where the server does not tell it.
    pub(crate) fn starts_anew_in(&mut self, wait: Duration) {
        self.wait = self.wait().or(Some(wait));
    }

    /// Returns `true` if the response reports that no request is left.
    pub(crate) fn is_quota_spent(&self) -> bool {
        self.quota.remaining == Some(0)
    }

    /// The way in which the error passes by itself; `None` if its status does not say so, and the catalogue neither.
    pub(crate) fn passes(&self) -> Option<Passes> {
        let listed = self.facts.api.retry_statuses.contains(&self.status.as_u16());
        let by_status = || listed.then_some(if self.is_quota_spent() { Passes::WithQuota } else { Passes::Soon });
        self.info.and_then(|info| info.passes).or_else(by_status)
    }

    /// Returns `true` if the server may have carried out a call that may not be sent twice, although its answer is an error.
    pub(super) fn is_outcome_unknown(&self) -> bool {
        let lost = match self.status.as_u16() {
            501 | 505 => false,
            // A success that is marked as an error, of which nothing says why.
            200..=299 => self.info.is_none(),
            status => status == 408 || status >= 500,
        };
        lost && !self.call.is_repeatable()
    }

    /// The cause, from the error catalogue or from the status.
    pub(super) fn reason(&self) -> Option<&'static str> {
        let cause = match self.info {
            Some(info) => info.cause,
            None => explain::by_status(self.status.as_u16()).0,
        };
        Some(cause).filter(|cause| !cause.is_empty())
    }

    /// The remedy, from the error catalogue or from the status.
    pub(super) fn remedy(&self) -> Option<Cow<'static, str>> {
        if let Some((_, remedy)) = self.versions() {
            return Some(remedy.into());
        }
        let remedy = self.info.map_or_else(|| explain::by_status(self.status.as_u16()).1, |info| info.remedy);
        // An entry of the catalogue for a status is as general as the text about the status.
        let is_of_code = self.info.is_some_and(|info| info.code.parse::<u16>().is_err()) && !remedy.is_empty();
        if self.is_outcome_unknown() && (self.info.is_none() || self.call.shown_by().is_some()) {
            let look = self.call.look_first();
            return Some(if is_of_code { format!("{}; {look}", remedy.trim_end_matches('.')) } else { look }.into());
        }
        match self.without_consent() {
            Some(NoConsent::Closed(instead)) if is_of_code => Some(format!("{}; or {instead}", remedy.trim_end_matches('.')).into()),
            Some(NoConsent::Closed(instead)) => Some(instead.into()),
            Some(NoConsent::Granted(role)) if !is_of_code => Some(role.into()),
            Some(NoConsent::Granted(_)) | None => Some(remedy).filter(|remedy| !remedy.is_empty()).map(Cow::from),
        }
    }

    /// The remedy for a 403 of a call for which consent is of no use.
    fn without_consent(&self) -> Option<NoConsent> {
        let operation = self.call.operation.filter(|_| self.status == StatusCode::FORBIDDEN)?;
        let requirement = &operation.permissions;
        let suffices = |have: &Vec<String>| requirement.is_met_by(&|scope| have.iter().any(|known| known == scope));
        if *requirement == Requirement::Public {
            None
        } else if self.facts.granted.as_ref().is_some_and(suffices) {
            Some(NoConsent::Granted("check the role of the token's owner on this entity: the token grants the scopes that the call needs"))
        } else if permission::consent(self.facts.api, requirement, self.call.actors.first().map(String::as_str), permission::CALL).is_none()
        {
            Some(NoConsent::Closed(permission::instead(operation)))
        } else {
            None
        }
    }

    /// The versions of a call that was refused for its version, and the remedy.
    fn versions(&self) -> Option<(String, String)> {
        let family = self.call.operation.filter(|_| self.status == StatusCode::UPGRADE_REQUIRED)?.base.versions?;
        Some(explain::versions(family, self.facts.version.unwrap_or(family.pinned), Day::of(self.facts.now)))
    }

    /// Lines for particular statuses: lifetime of the token, permissions, versions, quotas.
    fn details(&self) -> Vec<String> {
        let Facts { api, granted, .. } = &self.facts;
        match self.status {
            StatusCode::UNAUTHORIZED if self.token_fault() == Some(TokenFault::TooYoung) => {
                vec!["token: was issued moments ago; not every server may know it yet".to_owned()]
            }
            StatusCode::UNAUTHORIZED => {
                let ended = self.facts.token_ended_at.map(|end| format!("token: ended at {}", moment(end)));
                let lives = || Some(format!("token: lives {}", duration::words(Duration::from_secs(api.oauth?.access_token_seconds))));
                ended.or_else(lives).into_iter().collect()
            }
            StatusCode::FORBIDDEN => self.call.operation.map_or_else(Vec::new, |operation| {
                let mut lines = match &operation.permissions {
                    Requirement::Public => Vec::new(),
                    requirement => explain::permissions(api, requirement, granted.as_deref()),
                };
                lines.extend(explain::roles(api, operation.roles, &self.call.actors));
                lines
            }),
            StatusCode::UPGRADE_REQUIRED => self.versions().map(|(line, _)| line).into_iter().collect(),
            StatusCode::TOO_MANY_REQUESTS => explain::quotas(self.call.operation, &self.quota, self.retry_after.as_deref()),
            _ => {
                let place = self.location.iter().map(|location| format!("points to: {}", excerpt(location)));
                place.chain(self.retry_after.as_deref().map(explain::retry)).collect()
            }
        }
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = self.code().filter(|code| !code.trim().is_empty());
        let state = code.map_or_else(|| status_words(self.status), |code| format!("{} {}", self.status.as_str(), excerpt(code)));
        let remedy = self.remedy().unwrap_or_default();
        let rest = headline::write(out, &self.call.name(), &state, &remedy)?;
        self.call.write_line(out)?;
        if let Some(other) = self.response.as_ref().and_then(ErrorResponse::status).filter(|status| *status != self.status.as_u16()) {
            write!(out, "\n  status: {}; its body says {other}", status_words(self.status))?;
        }
        match &self.response {
            Some(response) => write_response(out, response)?,
            None if self.body.trim_ascii().is_empty() => {}
            None => {
                write!(out, "\n  body: {}", excerpt(&String::from_utf8_lossy(&self.body)))?;
                let is_page = self.call.operation.is_some() && self.body.trim_ascii_start().starts_with(b"<");
                if is_page && self.status.is_client_error() {
                    out.write_str(NO_JSON)?;
                }
            }
        }
        Attempts::write_line(self.call.attempts.as_ref(), out)?;
        if let Some(cause) = self.reason() {
            write!(out, "\n  cause: {cause}")?;
        }
        self.details().iter().try_for_each(|line| write!(out, "\n  {line}"))?;
        write!(out, "{rest}")?;
        explain::write_ids(out, &self.request_ids)
    }
}

fn write_response(out: &mut fmt::Formatter<'_>, response: &ErrorResponse) -> fmt::Result {
    let (message, raw) = (response.message(), response.as_json());
    if let Some(message) = message {
        write!(out, "\n  message: {}", excerpt(message))?;
    }
    // Some servers send a number.
    let code = raw.get("code").map(|code| code.as_str().map_or_else(|| code.to_string(), str::to_owned));
    match (code.as_deref().filter(|code| !code.is_empty()), response.service_error_code()) {
        (Some(code), Some(number)) => write!(out, "\n  code: {}, service error code {number}", excerpt(code))?,
        (Some(code), None) => write!(out, "\n  code: {}", excerpt(code))?,
        (None, Some(number)) => write!(out, "\n  service error code: {number}")?,
        (None, None) => {}
    }
    let all: Vec<String> = response.input_errors().iter().map(|input| excerpt(&input.to_string())).collect();
    let inputs: Vec<&String> = all.iter().filter(|input| !input.is_empty()).collect();
    inputs.iter().take(INPUTS).try_for_each(|input| write!(out, "\n  input: {input}"))?;
    if inputs.len() > INPUTS {
        write!(out, "\n  input: and {} more", inputs.len() - INPUTS)?;
    }
    for (name, text) in [("see", response.doc_url()), ("request", response.request_id())] {
        text.map_or(Ok(()), |text| write!(out, "\n  {name}: {}", excerpt(text)))?;
    }
    if let Some(details) = untold(response.details(), !all.is_empty() && inputs.len() == all.len()) {
        return write!(out, "\n  details: {}", excerpt(&details.to_string()));
    }
    let has_more = || raw.as_object().is_some_and(|raw| raw.keys().any(|name| !["status", "code", "serviceErrorCode"].contains(&&**name)));
    let silent = message.is_none() && inputs.is_empty() && (response.codes().is_empty() || has_more());
    if silent || has_other_words(raw) {
        write!(out, "\n  body: {}", excerpt(&raw.to_string()))?;
    }
    Ok(())
}

/// Returns whether a body holds words that are not shown: beside a `message` in a list or an object, else in several places, of which one is
/// shown as the message.
fn has_other_words(raw: &Json) -> bool {
    let told = ["status", "code", "serviceErrorCode", "errorDetails", "errorDetailType", "docUrl", "requestId"];
    let has_message = raw.get("message").is_some_and(|message| message.is_string() || message.is_object());
    let is_told = |name: &str| told.contains(&name) || (has_message && name == "message");
    let rest = || raw.as_object().into_iter().flatten().filter(|(name, _)| !is_told(name)).map(|(_, value)| value);
    let length = |value: &Json| value.as_array().map(Vec::len).or_else(|| value.as_object().map(serde_json::Map::len));
    let longest = rest().filter_map(length).max().unwrap_or(0);
    if has_message { longest > 0 } else { longest > 1 || rest().count() > 1 }
}

/// The details without the input errors that have lines of their own; `None` if nothing is left.
fn untold(details: Option<&Json>, told_inputs: bool) -> Option<Json> {
    let mut details = details?.clone();
    if let Some(members) = details.as_object_mut().filter(|_| told_inputs) {
        members.remove("inputErrors");
    }
    let is_empty = details.is_null() || details.as_object().is_some_and(serde_json::Map::is_empty);
    (!is_empty).then_some(details)
}

impl fmt::Debug for ApiError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        (out.debug_struct("ApiError"))
            .field("call", &self.call)
            .field("status", &self.status)
            .field("response", &self.response)
            .field("info", &self.info)
            .field("request_ids", &self.request_ids)
            .field("quota", &self.quota)
            .field("retry_after", &self.retry_after)
            .field("body", &excerpt(&String::from_utf8_lossy(&self.body)))
            .finish_non_exhaustive()
    }
}

impl std::error::Error for ApiError {}
