//! The response, told from an error.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::wire::Received;
use crate::error::problem::CallInfo;
use crate::error::{ApiError, Error, Facts};
use crate::lease::Lease;
use crate::quota::QuotaLeft;
use crate::runtime::Runtime;

/// Tells success from error, and keeps the quota that the response reports. The error no longer holds the token.
pub(super) fn classify(runtime: &Runtime, call: &CallInfo, lease: &Lease, mut received: Received) -> Result<Received, Error> {
    lease.mask_headers(&mut received.headers, runtime.api().request_id_headers);
    if let Some(operation) = call.operation {
        runtime.note_quota(operation, QuotaLeft::read(runtime.api(), &received.headers));
    }
    if !received.is_error() {
        return Ok(received);
    }
    let Received { status, headers, body } = received;
    Err(Error::Api(Box::new(api_error(runtime, call.clone(), lease, status, &headers, body))))
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
        token_age: lease.age(),
        today: runtime.today(),
    };
    let mut headers = headers.clone();
    lease.mask_headers(&mut headers, &["location", "retry-after"]);
    ApiError::new(facts, call, status, &headers, lease.masked(body))
}
