//! The token: leased for one attempt, and put before the other headers.

use http::HeaderMap;
use http::header::AUTHORIZATION;

use crate::credentials::Lease;

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
