//! One attempt: leases a token, sends the request, and tells success from error.

use bytes::Bytes;
use http::header::AUTHORIZATION;
use http::{HeaderMap, StatusCode};

use super::prepare::Prepared;
use crate::credentials::Lease;
use crate::error::problem::{CallInfo, Problem};
use crate::error::{ApiError, Error, Facts, TransportError};
use crate::headers;
use crate::net::{BodyError, in_runtime, read};
use crate::quota::QuotaLeft;
use crate::received::RawResponse;
use crate::runtime::Runtime;

/// A request that lacks nothing but the token.
#[derive(Debug)]
pub(crate) struct Outgoing {
    pub(crate) request: reqwest::Request,
    /// The call in errors and in the span.
    pub(crate) call: CallInfo,
    /// `true` if the request carries the access token.
    pub(crate) authorized: bool,
    /// `true` if the body of a successful response is read; the body of an error always is.
    pub(crate) reads_body: bool,
}

impl Outgoing {
    /// The request of a call. The URL type of the HTTP library rewrites some targets; a rewritten target would mean something else, so the
    /// request is refused (`docs/protocol.md §12.3`).
    pub(crate) fn of_call(prepared: Prepared) -> Result<Self, Error> {
        let Prepared { request, call } = prepared;
        let uri = request.uri().clone();
        let fail = |what: &str| {
            let remedy = "keep `.` and `..` out of path segments, percent-encode spaces, `#`, `?` and control characters, and leave query tunnelling on";
            Error::request(Problem::new(&call.to_string(), what, remedy))
        };
        let request = reqwest::Request::try_from(request).map_err(|_| fail("its URL cannot be sent"))?;
        let same_path = request.url().path() == uri.path() || (uri.path().is_empty() && request.url().path() == "/");
        if same_path && request.url().query() == uri.query() && request.url().fragment().is_none() {
            Ok(Self { request, call, authorized: true, reads_body: true })
        } else {
            Err(fail("its URL would not arrive as it is written"))
        }
    }
}

/// Adds the token as the first header. An `Authorization` header of the call takes precedence.
pub(crate) fn authorize(headers: &mut HeaderMap, lease: &Lease) {
    let Some(bearer) = lease.bearer().filter(|_| !headers.contains_key(AUTHORIZATION)) else { return };
    let mut all = HeaderMap::with_capacity(headers.len() + 1);
    all.insert(AUTHORIZATION, bearer);
    all.extend(std::mem::take(headers));
    *headers = all;
}

/// Sends a request once.
pub(crate) async fn attempt(runtime: &Runtime, outgoing: Outgoing) -> Result<RawResponse, Error> {
    let Outgoing { mut request, call, authorized, reads_body } = outgoing;
    let lease = runtime.credentials().lease();
    if authorized {
        authorize(request.headers_mut(), &lease);
    }
    let mut response = receive(runtime, request, &call, reads_body).await?;
    lease.mask_headers(&mut response.headers, runtime.api().request_id_headers);
    if let Some(operation) = call.operation {
        runtime.note_quota(operation, QuotaLeft::read(runtime.api(), &response.headers));
    }
    classify(runtime, call, lease, response)
}

/// A response as it was received.
struct Received {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl Received {
    /// Returns `true` for an error: by the status, or by the header that marks an error whatever the status is.
    fn is_error(&self) -> bool {
        let marked = self.headers.get(headers::ERROR).is_some_and(|value| value.as_bytes().eq_ignore_ascii_case(b"true"));
        marked || !self.status.is_success()
    }
}

/// Sends the request and reads the response.
async fn receive(runtime: &Runtime, request: reqwest::Request, call: &CallInfo, reads_body: bool) -> Result<Received, Error> {
    let broken = |error| Error::transport(TransportError::new(call.clone(), error));
    if !in_runtime() {
        return Err(Error::transport(TransportError::no_runtime(call.clone())));
    }
    let mut response = runtime.http().execute(request).await.map_err(broken)?;
    let received = Received { status: response.status(), headers: std::mem::take(response.headers_mut()), body: Bytes::new() };
    if !reads_body && !received.is_error() {
        return Ok(received);
    }
    let limit = runtime.settings().max_response_bytes;
    match read(response, limit).await {
        Ok(body) => Ok(Received { body, ..received }),
        // The status says more than a body that cannot be had.
        Err(_) if received.is_error() => Ok(received),
        Err(BodyError::Broken(error)) => Err(broken(error)),
        Err(BodyError::TooLarge) => Err(Error::transport(TransportError::too_large(call.clone(), limit))),
    }
}

/// Tells success from error; the error no longer holds the token.
fn classify(runtime: &Runtime, call: CallInfo, lease: Lease, received: Received) -> Result<RawResponse, Error> {
    if received.is_error() {
        return Err(Error::Api(Box::new(api_error(runtime, call, &lease, received.status, &received.headers, received.body))));
    }
    let Received { status, headers, body } = received;
    Ok(RawResponse { status, headers, body, call, api: runtime.api(), lease })
}

/// The error of a response.
pub(crate) fn api_error(
    runtime: &Runtime,
    call: CallInfo,
    lease: &Lease,
    status: StatusCode,
    headers: &HeaderMap,
    body: Bytes,
) -> ApiError {
    let family = call.operation.and_then(|operation| operation.base.versions);
    let facts = Facts {
        api: runtime.api(),
        granted: runtime.granted().map(<[String]>::to_vec),
        version: family.map(|family| runtime.version(family)),
        today: runtime.today(),
    };
    let mut headers = headers.clone();
    lease.mask_headers(&mut headers, &["location", "retry-after"]);
    ApiError::new(facts, call, status, &headers, lease.masked(body))
}
