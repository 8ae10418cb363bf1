//! One tracing span per call.

use std::time::Duration;

use http::{Method, StatusCode};
use tokio::time::Instant;
use tracing::Span;
use tracing::field::{Empty, display};

/// The span of a call, without query and headers, which may hold secrets. The path may hold keys of entities.
pub(super) fn call(operation: &str, method: &Method, path: &str) -> Span {
    tracing::info_span!(
        "restli.call",
        operation,
        %method,
        path,
        status = Empty,
        request_id = Empty,
        elapsed_ms = Empty,
        http.request.resend_count = Empty,
    )
}

/// Records how often the request was sent again, under the name of OpenTelemetry.
pub(super) fn resent(span: &Span, count: u32) {
    span.record("http.request.resend_count", count);
}

/// Records status, request id and duration of the call.
pub(super) fn finish(span: &Span, started: Instant, status: Option<StatusCode>, request_id: Option<&str>) {
    if let Some(status) = status {
        span.record("status", status.as_u16());
    }
    if let Some(id) = request_id {
        span.record("request_id", display(id));
    }
    span.record("elapsed_ms", millis(started.elapsed()));
}

/// Whole milliseconds.
pub(super) fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
