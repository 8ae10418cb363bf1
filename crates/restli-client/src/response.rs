//! A decoded answer with what came around it.

use std::fmt;

use http::{HeaderMap, StatusCode, header};
use restli_core::ResourceMethod;
use restli_core::data::DecodeError;
use restli_core::envelope::{Outcome, Reply};
use secrecy::ExposeSecret;

use crate::error::{CallInfo, DecodeFailure, Error};
use crate::headers;
use crate::quota::QuotaLeft;
use crate::tables::ApiInfo;
use crate::transport::Raw;

/// A decoded answer with status, headers, request ids and quota.
pub struct Response<T> {
    /// The value that `await` alone would have given.
    pub value: T,
    status: StatusCode,
    headers: HeaderMap,
    api: &'static ApiInfo,
}

impl<T> Response<T> {
    /// The HTTP status.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        self.status
    }

    /// All headers of the answer.
    #[must_use]
    pub const fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The key of what was created, as it came (`docs/protocol.md §3.6`).
    #[must_use]
    pub fn id(&self) -> Option<String> {
        self.headers.get(headers::ID).map(headers::text)
    }

    /// The path of what was created, as it came.
    #[must_use]
    pub fn location(&self) -> Option<String> {
        self.headers.get(header::LOCATION).map(headers::text)
    }

    /// The headers that support asks for: names and values.
    #[must_use]
    pub fn request_ids(&self) -> Vec<(String, String)> {
        headers::request_ids(self.api, &self.headers)
    }

    /// What the answer tells about the quota.
    #[must_use]
    pub fn quota(&self) -> QuotaLeft {
        QuotaLeft::read(self.api, &self.headers)
    }

    /// The value alone.
    #[must_use]
    pub fn into_value(self) -> T {
        self.value
    }
}

impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        (out.debug_struct("Response"))
            .field("value", &self.value)
            .field("status", &self.status)
            .field("request_ids", &self.request_ids())
            .field("quota", &self.quota())
            .finish_non_exhaustive()
    }
}

/// Decodes an answer.
pub(crate) fn decode<T: Outcome>(raw: &Raw) -> Result<T, Error> {
    decode_with(raw, T::decode)
}

/// Decodes an answer in a way of one's own.
pub(crate) fn decode_with<T>(raw: &Raw, decode: impl FnOnce(&Reply<'_>) -> Result<T, DecodeError>) -> Result<T, Error> {
    let header = |name| raw.headers.get(name).map(headers::text);
    let (id, location, content_type) = (header(&headers::ID), header(&header::LOCATION), header(&header::CONTENT_TYPE));
    let operation = raw.call.operation;
    let reply = Reply {
        method: operation.map_or(ResourceMethod::Get, |operation| operation.method),
        status: raw.status.as_u16(),
        id: id.as_deref(),
        location: location.as_deref(),
        content_type: content_type.as_deref(),
        // A raw call has no type that says whether a body comes.
        body: if operation.is_none() && raw.body.is_empty() { b"null" } else { &raw.body },
    };
    decode(&reply).map_err(|error| raw.failure(error))
}

/// Decodes an answer and keeps what came around it.
pub(crate) fn decode_full<T: Outcome>(raw: Raw) -> Result<Response<T>, Error> {
    let value = decode(&raw)?;
    Ok(Response { value, status: raw.status, api: raw.core.api(), headers: raw.headers })
}

impl Raw {
    /// The error for an answer that does not fit.
    pub(crate) fn failure(&self, error: DecodeError) -> Error {
        // A server may repeat what it was sent.
        let error = if self.holds_token() { error.without_excerpt() } else { error };
        failure(self.call.clone(), self.status, headers::request_ids(self.core.api(), &self.headers), error)
    }

    fn holds_token(&self) -> bool {
        let token = self.core.settings.token.as_ref().map(|token| token.expose_secret().as_bytes()).unwrap_or_default();
        !token.is_empty() && self.body.windows(token.len()).any(|part| part == token)
    }
}

fn failure(call: CallInfo, status: StatusCode, request_ids: Vec<(String, String)>, error: DecodeError) -> Error {
    Error::Decode(Box::new(DecodeFailure { call, status, error, request_ids }))
}
