//! The road of a call, station by station.
//!
//! 1. [`preflight`]: permissions and versions are checked as far as they are known before sending.
//! 2. [`prepare`]: the parts of the call become an HTTP request. An upload begins behind this station.
//! 3. [`cache`]: by choice, a read that was answered a moment ago is answered from memory.
//! 4. [`queue`]: by choice, an attempt waits for a slot.
//! 5. [`metering`]: the quotas of the call have room for an attempt, or it waits or is refused, as [`budget`] decides.
//! 6. An attempt:
//!    - the hooks set headers of it,
//!    - [`token`]: a token is leased for it,
//!    - [`wire`]: the request goes out and its response comes in,
//!    - [`classify`]: the response is told from an error.
//! 7. [`retry`] decides whether a failed attempt is followed by another; [`repeat`] is the loop around the last four, and its clock keeps
//!    the deadline from the cache on.
//!
//! Decoding is up to the caller (`response.rs`).

mod budget;
mod cache;
pub(crate) mod classify;
mod metering;
pub(crate) mod outgoing;
mod preflight;
pub(crate) mod prepare;
mod projection;
mod queue;
pub(crate) mod repeat;
pub(crate) mod retry;
mod span;
pub(crate) mod target;
pub(crate) mod token;
mod tunnel;
pub(crate) mod wire;

use std::borrow::Cow;
use std::pin::pin;

use http::HeaderMap;
use tokio::time::{Instant, timeout, timeout_at};
use tracing::{Instrument as _, Span};

use self::cache::Visit;
use self::outgoing::{Body, Outgoing};
use self::repeat::{Clock, Limits};
use self::token::Leased;
use self::wire::{Need, Received};
use crate::cache::Kept;
use crate::error::{Awaited, Error, TransportError, TransportKind};
use crate::headers;
use crate::lease::Lease;
use crate::net::{BoxFuture, in_runtime};
use crate::parts::CallParts;
use crate::received::RawResponse;
use crate::runtime::Runtime;

/// Sends a call.
pub(crate) fn send(runtime: Runtime, mut parts: Box<CallParts>) -> BoxFuture<Result<RawResponse, Error>> {
    Box::pin(async move {
        preflight::check_version(&runtime, &parts)?;
        if let Some(operation) = parts.operation {
            preflight::check(&runtime, operation, &parts)?;
        }
        let about = parts.about();
        let limits = Limits::of_call(parts.retry.unwrap_or(runtime.settings().retry), runtime.settings().timeout);
        let priority = parts.priority;
        let prepared = prepare::prepare(&runtime, &mut parts)?;
        drop(parts);
        let mut outgoing = Outgoing::of_call(&runtime, prepared, limits, priority)?;
        let (Received { status, headers, body }, lease) = send_prepared(&runtime, about, &mut outgoing).await?;
        Ok(RawResponse { status, headers, body, call: outgoing.call, api: runtime.api(), lease })
    })
}

/// Sends a request that lacks nothing but the token, inside a span named after `about`. It is lent, so that the future does not hold it twice.
pub(crate) async fn send_prepared(runtime: &Runtime, about: &str, outgoing: &mut Outgoing) -> Result<(Received, Lease), Error> {
    if !in_runtime() {
        return Err(Error::transport(TransportError::no_runtime(outgoing.call.clone())));
    }
    let span = span::call(about, &outgoing.call, &outgoing.url);
    let (started, clock) = (Instant::now(), Clock::start(outgoing.limits));
    let result = match runtime.cache() {
        None => attempts(runtime, outgoing, &clock, &span).instrument(span.clone()).await,
        // Boxed, so that the call of a client without a cache holds no room for it.
        Some(kept) => Box::pin(through_cache(runtime, kept, outgoing, &clock, &span)).instrument(span.clone()).await,
    };
    if !span.is_disabled() {
        let (status, ids) = match &result {
            Ok((received, _)) => (Some(received.status), headers::request_ids(runtime.api(), &received.headers)),
            Err(Error::Api(error)) => (Some(error.status), error.request_ids.clone()),
            Err(_) => (None, Vec::new()),
        };
        if let Err(error) = &result {
            span::fail(&span, error);
        }
        span::finish(&span, started, status, ids.first().map(|(_, value)| value.as_str()));
    }
    result
}

/// Sends a request whose answer the cache does not have.
async fn through_cache(
    runtime: &Runtime,
    kept: &Kept,
    outgoing: &mut Outgoing,
    clock: &Clock,
    span: &Span,
) -> Result<(Received, Lease), Error> {
    let call = outgoing.call.clone();
    let visit = clock.before(&call, Awaited::Token, pin!(cache::visit(runtime, kept, outgoing))).await?;
    match visit {
        Visit::Answered(received, lease) => Ok((received, lease)),
        Visit::GoesOut(errand) => {
            let result = attempts(runtime, outgoing, clock, span).await;
            cache::bring_back(kept, errand, result)
        }
    }
}

/// Sends a request until it succeeds or must not be sent again.
async fn attempts(runtime: &Runtime, outgoing: &Outgoing, clock: &Clock, span: &Span) -> Result<(Received, Lease), Error> {
    let is_whole = || outgoing.body.is_whole();
    let attempt = || attempt(runtime, outgoing, clock);
    repeat::repeat(&outgoing.call, clock, runtime.retry_budget(), span, is_whole, attempt).await
}

/// Sends a request once; and once more, if the server refuses the token and there is a better one.
async fn attempt(runtime: &Runtime, outgoing: &Outgoing, clock: &Clock) -> Result<(Received, Lease), Error> {
    let (result, used) = exchange(runtime, outgoing, clock, None).await?;
    let error = match result {
        Ok(received) => return Ok((received, used.lease)),
        Err(error) if !outgoing.body.is_whole() => return Err(error),
        Err(error) => error,
    };
    // In a box, so that the future of a call that is not refused does not grow.
    let renewed = Box::pin(timeout(clock.left_to_begin(), token::after_refusal(runtime, outgoing, &used, &error))).await;
    match renewed {
        Ok(better) => match better? {
            Some(better) => {
                let (result, used) = exchange(runtime, outgoing, clock, Some(better)).await?;
                Ok((result?, used.lease))
            }
            None => Err(error),
        },
        // The refusal is there, and says more than a renewal that takes too long.
        Err(_) => Err(error),
    }
}

/// Sends a request in its turn and in room of its quotas, with the better token if there is one. The first error is that of a request that was
/// not sent, whose room is given back.
async fn exchange(
    runtime: &Runtime,
    outgoing: &Outgoing,
    clock: &Clock,
    better: Option<Lease>,
) -> Result<(Result<Received, Error>, Leased), Error> {
    let mut slot = queue::slot(runtime, outgoing, clock).await?;
    let mut ticket = metering::admit(runtime, &outgoing.call, clock, &mut slot).await?;
    let next = outgoing.next();
    let prepared = {
        let ready = pin!(async {
            let headers = runtime.settings().hooks.headers(&next, &outgoing.headers)?;
            if let Cow::Owned(hooked) = &headers {
                preflight::check_hooked(runtime, outgoing, hooked)?;
            }
            let leased = token::lease(runtime, outgoing, &headers, better).await?;
            clock.begin(&outgoing.call)?;
            Ok((headers, leased))
        });
        clock.before(&outgoing.call, Awaited::Token, ready).await
    };
    let (headers, leased) = match prepared {
        Ok(ready) => ready,
        Err(error) => {
            drop(slot);
            metering::give_back(ticket, clock.left()).await;
            return Err(error);
        }
    };
    metering::use_room(&mut ticket);
    // Named nowhere: the future of an exchange is the largest part of a call, and a name would keep a second place for it.
    let end = clock.attempt_end();
    let mut result = timeout_at(end, transmit(runtime, outgoing, headers, &leased.lease, (next.attempt, end)))
        .await
        .unwrap_or_else(|_| Err(repeat::late(&outgoing.call, TransportKind::Timeout)));
    drop(slot);
    // Outside the time of the exchange: an answer that is there is given, however slow the store of the counters is.
    metering::settle(ticket, &mut result, clock.left()).await;
    Ok((result, leased))
}

/// Sends a request with the headers of the hooks and a token before the end of its time, and tells the hooks behind it how it ends.
async fn transmit(
    runtime: &Runtime,
    outgoing: &Outgoing,
    headers: Cow<'_, HeaderMap>,
    lease: &Lease,
    (attempt, end): (u32, Instant),
) -> Result<Received, Error> {
    let headers = token::authorized(outgoing, headers, lease);
    let watch = runtime.settings().hooks.watch(&outgoing.call, attempt);
    let (wire, limit) = (runtime.wire(), runtime.settings().max_response_bytes);
    let need = if outgoing.needs_body { Need::Body } else { Need::Head(end) };
    let receive = |headers, body| wire.receive(outgoing.request(headers, body), &outgoing.call, need, limit);
    let received = match &outgoing.body {
        Body::Bytes(bytes) => receive(headers, bytes.clone().into()).await,
        // In a box, so that the future of a call without an upload does not grow.
        Body::Streamed(streamed) => Box::pin(streamed.send(&outgoing.call, wire.is_network(), |body| receive(headers, body))).await,
    };
    let result = received.and_then(|received| classify::classify(runtime, &outgoing.call, outgoing.revalidates, lease, received));
    if let Some(watch) = watch {
        watch.end(result.as_ref().map(|received| received.status));
    }
    result
}
