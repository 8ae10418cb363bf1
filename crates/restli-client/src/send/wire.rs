//! The wire: one request goes out, and its response comes in.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::error::TransportError;
use crate::error::problem::CallInfo;
use crate::headers;
use crate::net::{BodyError, read};
use crate::runtime::Runtime;

/// A response as it was received.
pub(super) struct Received {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

impl Received {
    /// Returns `true` for an error: by the status, or by the header that marks an error whatever the status is.
    pub(super) fn is_error(&self) -> bool {
        let marked = self.headers.get(headers::ERROR).is_some_and(|value| value.as_bytes().eq_ignore_ascii_case(b"true"));
        marked || !self.status.is_success()
    }
}

/// Sends the request and reads the response; the body of a success only if `reads_body` says so.
pub(super) async fn receive(
    runtime: &Runtime,
    request: reqwest::Request,
    call: &CallInfo,
    reads_body: bool,
) -> Result<Received, TransportError> {
    let broken = |error| TransportError::new(call.clone(), error);
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
        Err(BodyError::TooLarge) => Err(TransportError::too_large(call.clone(), limit)),
    }
}
