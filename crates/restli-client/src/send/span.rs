//! One tracing span per call.

use std::time::Instant;

use http::{Method, StatusCode};
use tracing::Span;
use tracing::field::{Empty, display};

/// The span of a call, without query and headers, which may hold secrets. The path may hold keys of entities.
pub(super) fn call(operation: &str, method: &Method, path: &str) -> Span {
    tracing::info_span!("restli.call", operation, %method, path, status = Empty, request_id = Empty, elapsed_ms = Empty)
}

/// Records status, request id and duration of the call.
pub(super) fn finish(span: &Span, started: Instant, status: Option<StatusCode>, request_id: Option<&str>) {
    if let Some(status) = status {
        span.record("status", status.as_u16());
    }
    if let Some(id) = request_id {
        span.record("request_id", display(id));
    }
    span.record("elapsed_ms", u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX));
}
