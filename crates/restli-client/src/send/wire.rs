//! The wire: one request goes out, and its response comes in.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use tokio::time::{Instant, timeout};

#[cfg(feature = "gzip")]
use crate::error::TransportKind;
use crate::error::problem::{CallInfo, Problem};
use crate::error::{Error, TransportError};
use crate::headers;
use crate::net::{BodyError, read};
use crate::testing::{Recorder, Script};

/// The longest wait for the body of a success that nobody needs.
const SOON: Duration = Duration::from_secs(5);

/// The part of a response that its caller needs.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Need {
    /// The whole body.
    Body,
    /// Of a success its head, and its body if that comes soon: in half of the time that is left until this moment, at which the attempt ends.
    Head(Instant),
}

impl Need {
    /// Returns `true` if a success without its body is of use.
    const fn is_head(self) -> bool {
        matches!(self, Self::Head(_))
    }
}

/// A response as it was received.
pub(crate) struct Received {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Received {
    /// Returns `true` for an error: by the status, or by the header that marks an error whatever the status is.
    pub(super) fn is_error(&self) -> bool {
        let marked = self.headers.get_all(headers::ERROR).iter().any(|value| value.as_bytes().eq_ignore_ascii_case(b"true"));
        marked || !self.status.is_success()
    }
}

/// The way that requests go.
pub(crate) enum Wire {
    /// The connection to the server.
    Network(reqwest::Client),
    /// The connection to the server, with a recording of what goes over it.
    Recorded(reqwest::Client, Recorder),
    /// A script, which opens no connection.
    Script(Script),
}

impl Wire {
    /// Returns `true` if requests go to the server, and nobody else looks at them.
    pub(super) const fn is_network(&self) -> bool {
        matches!(self, Self::Network(_))
    }

    /// Sends the request and reads the response of at most `limit` bytes.
    pub(crate) async fn receive(&self, request: reqwest::Request, call: &CallInfo, need: Need, limit: usize) -> Result<Received, Error> {
        match self {
            Self::Network(http) => from_network(http, request, call, need, limit).await.map_err(Error::transport),
            Self::Recorded(http, recorder) => {
                let pending = recorder.begin(&request, call);
                let result = from_network(http, request, call, need, limit).await.map_err(Error::transport);
                pending.end(result.as_ref().map(|received| (received.status, &received.headers, &received.body)));
                result
            }
            Self::Script(script) => from_script(script, request, call, need, limit).await,
        }
    }
}

async fn from_network(
    http: &reqwest::Client,
    request: reqwest::Request,
    call: &CallInfo,
    need: Need,
    limit: usize,
) -> Result<Received, TransportError> {
    let broken = |error| TransportError::new(call.clone(), error);
    let mut response = http.execute(request).await.map_err(broken)?;
    let mut received = Received { status: response.status(), headers: std::mem::take(response.headers_mut()), body: Bytes::new() };
    let body = match need {
        Need::Head(end) if !received.is_error() => {
            let longest = SOON.min(end.saturating_duration_since(Instant::now()) / 2);
            // In a box, so that the future of a call without an upload does not grow.
            let in_time = Box::pin(timeout(longest, read(response, &mut received.headers, limit))).await;
            let Ok(body) = in_time else { return Ok(received) };
            body
        }
        _ => read(response, &mut received.headers, limit).await,
    };
    match body {
        Ok(body) => Ok(Received { body, ..received }),
        // The status says more than a body that cannot be had.
        Err(_) if received.is_error() || need.is_head() => Ok(received),
        Err(BodyError::Broken(error)) => Err(broken(error)),
        Err(BodyError::TooLarge) => Err(TransportError::too_large(call.clone(), limit)),
        #[cfg(feature = "gzip")]
        Err(BodyError::Garbled) => Err(TransportError::of_kind(call.clone(), TransportKind::Garbled)),
    }
}

async fn from_script(script: &Script, mut request: reqwest::Request, call: &CallInfo, need: Need, limit: usize) -> Result<Received, Error> {
    let (parts, body) = script.reply(&mut request, call).await?.into_parts();
    let received = Received { status: parts.status, headers: parts.headers, body: Bytes::new() };
    let Some(body) = body else {
        if need.is_head() && !received.is_error() {
            return Ok(received);
        }
        let about = call.operation.map_or(&*call.path, |operation| operation.id);
        let what = "the recording has only the length of this answer's body, since it is neither JSON nor text";
        let remedy = "write the body into the file, as `{\"json\": ..}` or `{\"text\": \"..\"}` in place of `{\"bytes\": ..}`";
        return Err(Error::setup(Problem::new(about, what, remedy)));
    };
    match (received.is_error() || need.is_head(), body.len() > limit) {
        (true, true) => Ok(received),
        (false, true) => Err(Error::transport(TransportError::too_large(call.clone(), limit))),
        (_, false) => Ok(Received { body, ..received }),
    }
}
