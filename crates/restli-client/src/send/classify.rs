//! The response, told from an error, and the error as the decision on another attempt sees it.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use restli_core::Time;
use restli_core::recovery::Passes;

use super::retry::Failure;
use super::wire::Received;
use crate::error::problem::CallInfo;
use crate::error::{ApiError, Error, Facts, StopReason, TransportKind};
use crate::lease::Lease;
use crate::quotas::QuotaLeft;
use crate::runtime::Runtime;

/// Tells success from error, and keeps the quota that the response reports. If the request asks whether a kept answer still holds, an answer
/// that it does is a success. The error no longer holds the token.
pub(super) fn classify(
    runtime: &Runtime,
    call: &CallInfo,
    revalidates: bool,
    lease: &Lease,
    mut received: Received,
) -> Result<Received, Error> {
    lease.mask_headers(&mut received.headers, runtime.api().request_id_headers);
    lease.mask_headers(&mut received.headers, &["content-type", "content-encoding"]);
    if let Some(operation) = call.operation {
        runtime.note_quota(operation, QuotaLeft::read(runtime.api(), &received.headers));
    }
    if !received.is_error() || (revalidates && received.status == StatusCode::NOT_MODIFIED) {
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
        token_ended_at: lease.ended_at().map(Time::from),
        now: runtime.now(),
    };
    let mut headers = headers.clone();
    lease.mask_headers(&mut headers, &["location", "retry-after"]);
    ApiError::new(facts, call, status, &headers, lease.masked(body))
}

/// The failure of an attempt, as far as the decision on another one needs it.
pub(crate) fn failure(error: &Error) -> Failure {
    match error {
        Error::Transport(error) => match error.kind {
            TransportKind::Connect | TransportKind::NotBegun => Failure::NotDelivered,
            TransportKind::Timeout | TransportKind::Stalled(_) | TransportKind::Broken | TransportKind::Garbled => Failure::Lost,
            TransportKind::TooLarge(_) | TransportKind::NotSent | TransportKind::NoRuntime => Failure::Lasting,
        },
        Error::Api(error) => match error.passes() {
            Some(Passes::Soon) => Failure::Refused(error.wait()),
            Some(Passes::WithQuota) => Failure::QuotaSpent(error.wait()),
            Some(_) | None => Failure::Lasting,
        },
        Error::Quota(_) => Failure::Withheld(StopReason::Quota),
        Error::Queue(_) => Failure::Withheld(StopReason::Queue),
        _ => Failure::Lasting,
    }
}
