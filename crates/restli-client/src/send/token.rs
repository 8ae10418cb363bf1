//! The token: leased for one attempt, put before the other headers, and replaced by a better one if the server refuses it.

use std::time::Duration;

use http::header::AUTHORIZATION;
use http::{HeaderMap, StatusCode};

use super::outgoing::Outgoing;
use crate::error::{ApiError, Error};
use crate::lease::Lease;
use crate::runtime::Runtime;
use crate::tables::TokenFault;

/// The pause before a token that was issued moments ago is tried once more.
const SETTLING: Duration = Duration::from_secs(1);

/// The token for an attempt. A request that carries none, or its caller's own, renews none.
pub(super) async fn lease(runtime: &Runtime, outgoing: &Outgoing) -> Result<Lease, Error> {
    if carries_ours(outgoing) { runtime.credentials().lease().await } else { Ok(runtime.credentials().at_hand()) }
}

/// The token for another attempt after an error; `None` if no token helps.
pub(super) async fn after_refusal(runtime: &Runtime, outgoing: &Outgoing, lease: &Lease, error: &Error) -> Result<Option<Lease>, Error> {
    let refused = error.as_api().filter(|error| error.status == StatusCode::UNAUTHORIZED && carries_ours(outgoing));
    match refused.map(ApiError::token_fault) {
        None | Some(Some(TokenFault::Missing)) => Ok(None),
        Some(Some(TokenFault::TooYoung)) => {
            tokio::time::sleep(SETTLING).await;
            Ok(Some(lease.clone()))
        }
        Some(fault) => runtime.credentials().lease_instead(lease, matches!(fault, None | Some(TokenFault::Expired))).await,
    }
}

/// Returns `true` if the request carries the token of the client, and not its caller's own or none.
pub(super) fn carries_ours(outgoing: &Outgoing) -> bool {
    outgoing.authorized && !outgoing.headers.contains_key(AUTHORIZATION)
}

/// The headers with the token as the first one. An `Authorization` header of the call takes precedence.
pub(crate) fn authorized(headers: &HeaderMap, lease: &Lease) -> HeaderMap {
    let Some(bearer) = lease.bearer().filter(|_| !headers.contains_key(AUTHORIZATION)) else { return headers.clone() };
    let mut all = HeaderMap::with_capacity(headers.len() + 1);
    all.insert(AUTHORIZATION, bearer);
    for (name, value) in headers {
        all.append(name.clone(), value.clone());
    }
    all
}
