//! One tracing span per call, with the names of OpenTelemetry's conventions for HTTP clients beside those of Rest.li.

use std::time::Duration;

use http::StatusCode;
use reqwest::Url;
use tokio::time::Instant;
use tracing::Span;
use tracing::field::{Empty, display};

use crate::error::{CallInfo, Error};
use crate::hooks::Outcome;

/// The span of a call, without query and headers, which may hold secrets. The path may hold keys of entities.
pub(super) fn call(operation: &str, call: &CallInfo, url: &Url) -> Span {
    tracing::info_span!(
        "restli.call",
        operation,
        method = call.verb.as_str(),
        path = call.path,
        status = Empty,
        request_id = Empty,
        elapsed_ms = Empty,
        "otel.kind" = "client",
        "otel.name" = title(call),
        "otel.status_code" = Empty,
        "http.request.method" = call.verb.as_str(),
        "http.request.resend_count" = Empty,
        "http.response.status_code" = Empty,
        "error.type" = Empty,
        "server.address" = url.host_str(),
        "server.port" = url.port_or_known_default(),
        "url.full" = full(call, url),
    )
}

/// The name of a span for OpenTelemetry, of which there are few: the verb, with the template of the path if the schema has the call.
fn title(call: &CallInfo) -> String {
    let path = call.operation.map(|operation| [operation.base.path, operation.path]);
    path.map_or_else(|| call.verb.to_string(), |[base, path]| format!("{} {base}{path}", call.verb))
}

/// The URL up to its query. The path of an upload may be a secret; its call has the host alone.
fn full<'a>(call: &'a CallInfo, url: &'a Url) -> &'a str {
    if call.is_upload() { &call.path } else { url.as_str().split(['?', '#']).next().unwrap_or_default() }
}

/// Records how often the request was sent again.
pub(super) fn resent(span: &Span, count: u32) {
    span.record("http.request.resend_count", count);
}

/// Records status, request id and duration of the call.
pub(super) fn finish(span: &Span, started: Instant, status: Option<StatusCode>, request_id: Option<&str>) {
    if let Some(status) = status {
        span.record("status", status.as_u16());
        span.record("http.response.status_code", status.as_u16());
    }
    if let Some(id) = request_id {
        span.record("request_id", display(id));
    }
    span.record("elapsed_ms", millis(started.elapsed()));
}

/// Records that the call has failed, in one of few words: the status, or the failure of the connection.
pub(super) fn fail(span: &Span, error: &Error) {
    span.record("otel.status_code", "ERROR");
    span.record("error.type", display(Outcome::Failure(error)));
}

/// Whole milliseconds.
pub(super) fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
