//! An answer that is an error (`docs/protocol.md §9`).

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};
use restli_core::error::ErrorResponse;
use secrecy::ExposeSecret;

use super::{CallInfo, excerpt, explain};
use crate::headers;
use crate::quota::QuotaLeft;
use crate::runtime::Core;
use crate::tables::{ErrorInfo, Operation, Requirement};

/// How many input errors a message lists.
const INPUTS: usize = 5;

/// An answer that is an error, explained by the tables of the API.
#[derive(Clone)]
pub struct ApiError {
    /// The call.
    pub call: CallInfo,
    /// The HTTP status. It is the truth, whatever the body says.
    pub status: StatusCode,
    /// The body, if it is an error response. All of its fields may be missing.
    pub response: Option<ErrorResponse>,
    /// The entry of the error catalogue.
    pub info: Option<&'static ErrorInfo>,
    /// The headers that support asks for.
    pub request_ids: Vec<(String, String)>,
    /// What the answer tells about the quota.
    pub quota: QuotaLeft,
    /// The value of `Retry-After`.
    pub retry_after: Option<String>,
    body: Bytes,
    lines: Vec<String>,
}

impl ApiError {
    /// The error of an answer; what the fuzzer calls without a network.
    #[doc(hidden)]
    #[must_use]
    pub fn new(core: &Core, call: CallInfo, status: StatusCode, headers: &HeaderMap, body: Bytes) -> Self {
        let (body, response) = without_token(core, body);
        let symbol = response.as_ref().and_then(ErrorResponse::code);
        let number = response.as_ref().and_then(ErrorResponse::service_error_code);
        let info = explain::lookup(core.api(), status.as_u16(), symbol, number);
        let quota = QuotaLeft::read(core.api(), headers);
        let retry_after = headers.get(header::RETRY_AFTER).map(headers::text);
        let lines = lines(core, call.operation, status, info, &quota, retry_after.as_deref());
        let request_ids = headers::request_ids(core.api(), headers);
        Self { call, status, response, info, request_ids, quota, retry_after, body, lines }
    }

    /// The symbolic code.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.response.as_ref().and_then(ErrorResponse::code)
    }

    /// The message for people. Servers change it without notice.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.response.as_ref().and_then(ErrorResponse::message)
    }

    /// The body as it came. An action may answer with a value and a status that is an error (`docs/protocol.md §9`).
    #[must_use]
    pub const fn body(&self) -> &Bytes {
        &self.body
    }
}

/// The body, and what it says. A server may repeat what it was sent; the token stays out of messages all the same, also if
/// the body is no text, or is JSON that spells the token with escapes.
fn without_token(core: &Core, body: Bytes) -> (Bytes, Option<ErrorResponse>) {
    let token = core.settings.token.as_ref().map(ExposeSecret::expose_secret).unwrap_or_default();
    let body = masked(body, token.as_bytes());
    let response = ErrorResponse::from_body(&body);
    let plain = response.as_ref().map(|response| response.as_json().to_string());
    match plain.filter(|plain| !token.is_empty() && plain.contains(token)) {
        Some(plain) => {
            let body = masked(plain.into(), token.as_bytes());
            let response = ErrorResponse::from_body(&body);
            (body, response)
        }
        None => (body, response),
    }
}

/// The octets with stars wherever the secret stands.
fn masked(octets: Bytes, secret: &[u8]) -> Bytes {
    let next = |rest: &[u8]| rest.windows(secret.len().max(1)).position(|part| part == secret);
    let Some(mut found) = next(&octets) else { return octets };
    let (mut out, mut rest) = (Vec::with_capacity(octets.len()), &octets[..]);
    loop {
        let (before, from) = rest.split_at(found);
        out.extend_from_slice(before);
        out.extend_from_slice(b"***");
        rest = from.get(secret.len()..).unwrap_or_default();
        match next(rest) {
            Some(at) => found = at,
            None => break,
        }
    }
    out.extend_from_slice(rest);
    out.into()
}

/// Cause, remedy and what else the tables know.
fn lines(
    core: &Core,
    operation: Option<&'static Operation>,
    status: StatusCode,
    info: Option<&'static ErrorInfo>,
    quota: &QuotaLeft,
    retry_after: Option<&str>,
) -> Vec<String> {
    let mut out = Vec::new();
    let (cause, remedy) = match info {
        Some(info) => (Some(info.cause), Some(info.remedy)),
        None => explain::by_status(status.as_u16()).map_or((None, None), |(cause, remedy)| (Some(cause), Some(remedy))),
    };
    out.extend(cause.filter(|cause| !cause.is_empty()).map(|cause| format!("cause: {cause}")));
    let mut remedy = remedy.filter(|remedy| !remedy.is_empty()).map(|remedy| format!("remedy: {remedy}"));
    match status.as_u16() {
        401 => out.extend(core.api().oauth.map(|oauth| format!("token: lives {}", explain::duration(oauth.access_token_seconds)))),
        403 => {
            if let Some(operation) = operation.filter(|operation| !matches!(operation.permissions, Requirement::Public)) {
                out.extend(explain::permissions(core.api(), &operation.permissions, core.granted()));
            }
        }
        426 => {
            if let Some(family) = operation.and_then(|operation| operation.base.versions) {
                out.extend(explain::versions(family, core.version(family)));
                remedy = None;
            }
        }
        429 => out.extend(explain::quotas(operation, quota, retry_after)),
        _ => {}
    }
    out.extend(remedy);
    out
}

impl fmt::Display for ApiError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.call, self.status)?;
        match &self.response {
            Some(response) => write_response(out, response)?,
            None if self.body.is_empty() => {}
            None => write!(out, "\n  body: {}", excerpt(&String::from_utf8_lossy(&self.body)))?,
        }
        self.lines.iter().try_for_each(|line| write!(out, "\n  {line}"))?;
        explain::write_ids(out, &self.request_ids)
    }
}

fn write_response(out: &mut fmt::Formatter<'_>, response: &ErrorResponse) -> fmt::Result {
    if let Some(message) = response.message() {
        write!(out, ", {}", excerpt(message))?;
    }
    match (response.code(), response.service_error_code()) {
        (Some(code), Some(number)) => write!(out, "\n  code: {code}, service error code {number}")?,
        (Some(code), None) => write!(out, "\n  code: {code}")?,
        (None, Some(number)) => write!(out, "\n  service error code: {number}")?,
        (None, None) => {}
    }
    let inputs = response.input_errors();
    for input in inputs.iter().take(INPUTS) {
        write!(out, "\n  input: {}", excerpt(&input.to_string()))?;
    }
    if inputs.len() > INPUTS {
        write!(out, "\n  input: and {} more", inputs.len() - INPUTS)?;
    }
    if let (true, Some(details)) = (inputs.is_empty(), response.details()) {
        write!(out, "\n  details: {}", excerpt(&details.to_string()))?;
    }
    Ok(())
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
