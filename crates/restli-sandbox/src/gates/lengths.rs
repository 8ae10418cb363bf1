//! The length of a body, which some servers want to be told.

use restli_schema::api::{Api, Method, Situation};

use crate::received::Received;
use crate::refusal::Refusal;

/// Refuses a POST that tells no length, if the catalogue has an error for it.
pub(super) fn check(api: &Api, method: &Method, request: &Received) -> Result<(), Refusal> {
    let is_told = ["content-length", "transfer-encoding"].iter().any(|name| request.headers.contains_key(*name));
    if is_told || request.verb != http::Method::POST || api.error_when(Some(method), Situation::LengthMissing).is_none() {
        return Ok(());
    }
    let message = "a POST says how long its body is: send `Content-Length`, with 0 for an empty body";
    Err(Refusal::of(api, Some(method), Situation::LengthMissing, message))
}
