//! The road of a call, station by station.
//!
//! 1. [`preflight`]: permissions and versions are checked as far as they are known before sending.
//! 2. [`prepare`]: the parts of the call become an HTTP request. An upload begins behind this station.
//! 3. [`metering`]: the quotas of the call have room for an attempt, or it waits or is refused, as [`budget`] decides.
//! 4. An attempt:
//!    - [`token`]: a token is leased for it,
//!    - [`wire`]: the request goes out and its response comes in,
//!    - [`classify`]: the response is told from an error.
//! 5. [`retry`] decides whether a failed attempt is followed by another; [`repeat`] is the loop around the last three, and keeps the deadline.
//!
//! Decoding is up to the caller (`response.rs`).

mod budget;
pub(crate) mod classify;
mod metering;
pub(crate) mod outgoing;
mod preflight;
pub(crate) mod prepare;
mod projection;
pub(crate) mod repeat;
pub(crate) mod retry;
mod span;
mod target;
pub(crate) mod token;
mod tunnel;
pub(crate) mod wire;

use std::time::Duration;

use tokio::time::Instant;
use tracing::Instrument as _;

use self::metering::Ticket;
use self::outgoing::{Body, Outgoing};
use self::repeat::Limits;
use self::wire::Received;
use crate::error::{Error, TransportError};
use crate::headers;
use crate::lease::Lease;
use crate::net::{BoxFuture, in_runtime};
use crate::parts::CallParts;
use crate::received::RawResponse;
use crate::runtime::Runtime;

/// Sends a call.
pub(crate) fn send(runtime: Runtime, parts: Box<CallParts>) -> BoxFuture<Result<RawResponse, Error>> {
    Box::pin(async move {
        if let Some(operation) = parts.operation {
            preflight::check(&runtime, operation, &parts)?;
        }
        let about = parts.about();
        let limits = Limits::of_call(parts.retry.unwrap_or(runtime.settings().retry), runtime.settings().timeout);
        let prepared = prepare::prepare(&runtime, *parts)?;
        send_prepared(&runtime, about, Outgoing::of_call(prepared, limits)?).await
    })
}

/// Sends a request that lacks nothing but the token, inside a span named after `about`.
pub(crate) async fn send_prepared(runtime: &Runtime, about: &str, outgoing: Outgoing) -> Result<RawResponse, Error> {
    if !in_runtime() {
        return Err(Error::transport(TransportError::no_runtime(outgoing.call)));
    }
    let span = span::call(about, &outgoing.call.verb, &outgoing.call.path);
    let started = Instant::now();
    let is_whole = || outgoing.body.is_whole();
    let admit = |left| metering::admit(runtime, &outgoing.call, left);
    let attempt = |ticket| attempt(runtime, &outgoing, ticket);
    let attempts = repeat::repeat(&outgoing.call, &outgoing.limits, runtime.retry_budget(), &span, is_whole, admit, attempt);
    let result = attempts.instrument(span.clone()).await;
    if !span.is_disabled() {
        let (status, ids) = match &result {
            Ok((received, _)) => (Some(received.status), headers::request_ids(runtime.api(), &received.headers)),
            Err(Error::Api(error)) => (Some(error.status), error.request_ids.clone()),
            Err(_) => (None, Vec::new()),
        };
        span::finish(&span, started, status, ids.first().map(|(_, value)| value.as_str()));
    }
    let (Received { status, headers, body }, lease) = result?;
    Ok(RawResponse { status, headers, body, call: outgoing.call, api: runtime.api(), lease })
}

/// Sends a request once; and once more, if the server refuses the token and there is a better one.
async fn attempt(runtime: &Runtime, outgoing: &Outgoing, ticket: Ticket) -> Result<(Received, Lease), Error> {
    let lease = token::lease(runtime, outgoing).await?;
    match exchange(runtime, outgoing, &lease, ticket).await {
        Ok(received) => Ok((received, lease)),
        Err(error) if !outgoing.body.is_whole() => Err(error),
        Err(error) => match token::after_refusal(runtime, outgoing, &lease, &error).await? {
            Some(better) => {
                let ticket = metering::admit(runtime, &outgoing.call, Duration::ZERO).await?;
                Ok((exchange(runtime, outgoing, &better, ticket).await?, better))
            }
            None => Err(error),
        },
    }
}

/// Sends a request with a token, and settles the room that it has taken.
async fn exchange(runtime: &Runtime, outgoing: &Outgoing, lease: &Lease, ticket: Ticket) -> Result<Received, Error> {
    let mut result = transmit(runtime, outgoing, lease).await;
    metering::settle(runtime, ticket, &mut result).await;
    result
}

/// Sends a request with a token, between the hooks.
async fn transmit(runtime: &Runtime, outgoing: &Outgoing, lease: &Lease) -> Result<Received, Error> {
    let (hooks, next) = (&runtime.settings().hooks, outgoing.next());
    let headers = hooks.headers(&next, &outgoing.headers)?;
    let headers = if outgoing.authorized { token::authorized(&headers, lease) } else { headers.into_owned() };
    let watch = hooks.watch(&outgoing.call, next.attempt);
    let (wire, limit) = (runtime.wire(), runtime.settings().max_response_bytes);
    let receive = |body| wire.receive(outgoing.request(headers, body), &outgoing.call, outgoing.reads_body, limit);
    let received = match &outgoing.body {
        Body::Bytes(bytes) => receive(bytes.clone().into()).await,
        // In a box, so that the future of a call without an upload does not grow.
        Body::Streamed(streamed) => Box::pin(streamed.send(&outgoing.call, wire.is_network(), receive)).await,
    };
    let result = received.and_then(|received| classify::classify(runtime, &outgoing.call, lease, received));
    if let Some(watch) = watch {
        watch.end(result.as_ref().map(|received| received.status));
    }
    result
}
