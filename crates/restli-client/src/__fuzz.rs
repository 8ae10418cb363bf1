//! Stations of a call without a network, for the fuzzer and for tests of other crates. No part of the public interface.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode};

use crate::error::Error;
use crate::error::problem::CallInfo;
#[cfg(feature = "login")]
use crate::oauth::{OAuth, Token};
use crate::retry::Retry;
use crate::runtime::Runtime;
use crate::send::classify::{api_error, failure};
use crate::send::retry::{Action, State, decide};

/// The error of a response to `GET` of a path.
#[must_use]
pub fn error_response(runtime: &Runtime, path: &str, status: StatusCode, headers: &HeaderMap, body: Bytes) -> Error {
    let call = CallInfo::new(None, Method::GET, path.to_owned());
    Error::Api(Box::new(api_error(runtime, call, &runtime.credentials().at_hand(), status, headers, body)))
}

/// Returns `true` if the standard policy sends a call again whose first attempt ended with this error.
#[must_use]
pub fn is_sent_again(call: &CallInfo, error: &Error) -> bool {
    let state = State { sent: 1, left: Duration::from_secs(60), repeatable: call.is_repeatable(), whole: true, chance: 0 };
    matches!(decide(&Retry::standard(), &state, failure(error)), Action::Again(_))
}

/// The token in a response of the token endpoint.
///
/// # Errors
/// The response is an error or not readable.
#[cfg(feature = "login")]
pub fn token_response(app: &OAuth, status: StatusCode, body: &[u8]) -> Result<Token, Error> {
    app.read_token(status, body)
}
