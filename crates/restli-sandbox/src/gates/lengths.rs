//! Lengths: of an address, which servers limit, and of a body, which some want to be told.

use restli_schema::api::{Api, Method, Situation};

use crate::received::Received;
use crate::refusal::Refusal;

/// Refuses an address that is longer than the schema says, and a POST that tells no length if the catalogue has an error for it.
pub(super) fn check(api: &Api, method: &Method, request: &Received) -> Result<(), Refusal> {
    addresses(api, method, request)?;
    let is_told = ["content-length", "transfer-encoding"].iter().any(|name| request.headers.contains_key(*name));
    if is_told || request.verb != http::Method::POST || api.error_when(Some(method), Situation::LengthMissing).is_none() {
        return Ok(());
    }
    let message = "a POST says how long its body is: send `Content-Length`, with 0 for an empty body";
    Err(Refusal::of(api, Some(method), Situation::LengthMissing, message))
}

/// Refuses an address of which a part is too long. A tunnelled query is none of it (`docs/protocol.md §10`).
fn addresses(api: &Api, method: &Method, request: &Received) -> Result<(), Refusal> {
    let limits = &api.addresses;
    let segment = request.path.split('/').map(str::len).max().unwrap_or_default();
    let whole = request.path.len() + request.sent_query;
    let headers: usize = request.headers.iter().map(|(name, value)| name.as_str().len() + value.len()).sum();
    let parts = [
        ("the query", request.sent_query, limits.query),
        ("a part of the path", segment, limits.segment),
        ("the address", whole, limits.whole),
        ("the address with all headers", whole + headers, limits.head),
    ];
    let is_long =
        |(_, length, most): &&(&str, usize, Option<u32>)| most.is_some_and(|most| u32::try_from(*length).is_ok_and(|length| length > most));
    match parts.iter().find(is_long) {
        Some((part, length, most)) => {
            let most = most.unwrap_or_default();
            let message = format!(
                "{part} has {length} bytes, and {most} are the most: send the query in the body of a POST with `X-HTTP-Method-Override`"
            );
            Err(Refusal::of(api, Some(method), Situation::AddressTooLong, message))
        }
        None => Ok(()),
    }
}
