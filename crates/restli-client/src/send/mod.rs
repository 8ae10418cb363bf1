//! The steps from a call to its response.
//!
//! 1. [`preflight`]: permissions and versions are checked as far as they are known before sending.
//! 2. [`prepare`]: the parts of the call become an HTTP request.
//! 3. [`attempt`]: a token is leased, the request sent, the response told from an error. An upload begins here.
//!
//! Decoding is up to the caller (`response.rs`).

pub(crate) mod attempt;
mod preflight;
pub(crate) mod prepare;
mod projection;
mod span;
mod target;
mod tunnel;

use std::time::Instant;

use tracing::Instrument as _;

use self::attempt::Outgoing;
use crate::error::Error;
use crate::headers;
use crate::net::BoxFuture;
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
        let prepared = prepare::prepare(&runtime, *parts)?;
        send_prepared(&runtime, about, Outgoing::of_call(prepared)?).await
    })
}

/// Sends a request that lacks nothing but the token, inside a span named after `about`.
pub(crate) async fn send_prepared(runtime: &Runtime, about: &str, outgoing: Outgoing) -> Result<RawResponse, Error> {
    let span = span::call(about, &outgoing.call.verb, &outgoing.call.path);
    let started = Instant::now();
    let result = attempt::attempt(runtime, outgoing).instrument(span.clone()).await;
    if !span.is_disabled() {
        let (status, ids) = match &result {
            Ok(response) => (Some(response.status), headers::request_ids(response.api, &response.headers)),
            Err(Error::Api(error)) => (Some(error.status), error.request_ids.clone()),
            Err(_) => (None, Vec::new()),
        };
        span::finish(&span, started, status, ids.first().map(|(_, value)| value.as_str()));
    }
    result
}
