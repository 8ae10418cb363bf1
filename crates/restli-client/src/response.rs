//! A response: as received, and decoded.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};
use restli_core::ResourceMethod;
use restli_core::data::DecodeError;
use restli_core::envelope::{Outcome, Reply};

use crate::credentials::Lease;
use crate::error::problem::CallInfo;
use crate::error::{DecodeFailure, Error};
use crate::headers;
use crate::quota::QuotaLeft;
use crate::tables::ApiInfo;

/// A successful response, not yet decoded.
#[derive(Debug)]
pub(crate) struct RawResponse {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    /// The body; empty if the sender did not want it.
    pub(crate) body: Bytes,
    pub(crate) call: CallInfo,
    pub(crate) api: &'static ApiInfo,
    /// The token of the request, which the body may repeat.
    pub(crate) lease: Lease,
}

impl RawResponse {
    /// Decodes the response.
    pub(crate) fn decode<T: Outcome>(&self) -> Result<T, Error> {
        self.decode_with(T::decode)
    }

    /// Decodes the response with a function.
    pub(crate) fn decode_with<T>(&self, decode: impl FnOnce(&Reply<'_>) -> Result<T, DecodeError>) -> Result<T, Error> {
        let header = |name| self.headers.get(name).map(headers::text);
        let (id, location, content_type) = (header(&headers::ID), header(&header::LOCATION), header(&header::CONTENT_TYPE));
        let operation = self.call.operation;
        let reply = Reply {
            method: operation.map_or(ResourceMethod::Get, |operation| operation.method),
            status: self.status.as_u16(),
            id: id.as_deref(),
            location: location.as_deref(),
            content_type: content_type.as_deref(),
            // A raw call has no type that says whether a body comes.
            body: if operation.is_none() && self.body.is_empty() { b"null" } else { &self.body },
        };
        decode(&reply).map_err(|error| self.failure(error))
    }

    /// Decodes the response and keeps status and headers.
    pub(crate) fn decode_full<T: Outcome>(self) -> Result<Response<T>, Error> {
        let value = self.decode()?;
        Ok(Response { value, status: self.status, api: self.api, headers: self.headers })
    }

    /// The decode error of this response, without an excerpt if the body repeats the token.
    pub(crate) fn failure(&self, error: DecodeError) -> Error {
        let error = if self.lease.is_in(&self.body) { error.without_excerpt() } else { error };
        let request_ids = headers::request_ids(self.api, &self.headers);
        Error::Decode(Box::new(DecodeFailure { call: self.call.clone(), status: self.status, error, request_ids }))
    }
}

/// A decoded response with status, headers, request ids and quota.
pub struct Response<T> {
    /// The value that `await` alone resolves to.
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

    /// All headers of the response.
    #[must_use]
    pub const fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The key of the created entity, as it was sent (`docs/protocol.md §3.6`).
    #[must_use]
    pub fn id(&self) -> Option<String> {
        self.headers.get(headers::ID).map(headers::text)
    }

    /// The path of the created entity, as it was sent.
    #[must_use]
    pub fn location(&self) -> Option<String> {
        self.headers.get(header::LOCATION).map(headers::text)
    }

    /// Names and values of the headers that support asks for.
    #[must_use]
    pub fn request_ids(&self) -> Vec<(String, String)> {
        headers::request_ids(self.api, &self.headers)
    }

    /// The quota that the response reports.
    #[must_use]
    pub fn quota(&self) -> QuotaLeft {
        QuotaLeft::read(self.api, &self.headers)
    }

    /// Drops everything but the value.
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
