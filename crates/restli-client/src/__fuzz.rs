//! Readers of responses without a network, for the fuzzer. No part of the public interface.

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode};

use crate::error::Error;
use crate::error::problem::CallInfo;
#[cfg(feature = "login")]
use crate::oauth::{OAuth, Token};
use crate::runtime::Runtime;
use crate::send::classify::api_error;

/// The error of a response to `GET` of a path.
#[must_use]
pub fn error_response(runtime: &Runtime, path: &str, status: StatusCode, headers: &HeaderMap, body: Bytes) -> Error {
    let call = CallInfo::new(None, Method::GET, path.to_owned());
    Error::Api(Box::new(api_error(runtime, call, &runtime.credentials().at_hand(), status, headers, body)))
}

/// The token in a response of the token endpoint.
///
/// # Errors
/// The response is an error or not readable.
#[cfg(feature = "login")]
pub fn token_response(app: &OAuth, status: StatusCode, body: &[u8]) -> Result<Token, Error> {
    app.read_token(status, body)
}
