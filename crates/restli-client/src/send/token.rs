//! The token: leased for one attempt, put into the headers, and replaced by a better one if the server refuses it.

use std::borrow::Cow;
use std::time::Duration;

use http::header::{AUTHORIZATION, Entry};
use http::{HeaderMap, StatusCode};

use super::outgoing::{Body, Outgoing};
use crate::error::{ApiError, Error};
use crate::lease::Lease;
use crate::runtime::Runtime;
use crate::tables::TokenFault;
use crate::tokens::Renew;

/// The pause before a token that was issued moments ago is tried once more.
const SETTLING: Duration = Duration::from_secs(1);

/// The age below which a token that a server refuses is not renewed: the next one would fare no better.
const YOUNG: Duration = Duration::from_secs(60);

/// The token of a request.
pub(super) struct Leased {
    pub(super) lease: Lease,
    /// `true` if the request carries it.
    ours: bool,
}

/// The token for a request with these headers: the better one, if there is one. A request that carries none, its caller's own or that of a
/// hook renews none.
pub(super) async fn lease(runtime: &Runtime, outgoing: &Outgoing, headers: &HeaderMap, better: Option<Lease>) -> Result<Leased, Error> {
    let ours = outgoing.authorized && !headers.contains_key(AUTHORIZATION);
    let lease = match better {
        Some(better) if ours => better,
        None if ours => runtime.credentials().lease().await?,
        // The answer to what a hook has proved is none to the token of the client: no cache keeps it under its name.
        _ if carries_ours(outgoing) => Lease::none(),
        _ => runtime.credentials().at_hand(),
    };
    Ok(Leased { lease: lease.hiding(outgoing.secrets()), ours })
}

/// The token for another attempt after an error; `None` if no token helps.
pub(super) async fn after_refusal(runtime: &Runtime, outgoing: &Outgoing, used: &Leased, error: &Error) -> Result<Option<Lease>, Error> {
    let refused = error.as_api().filter(|error| error.status == StatusCode::UNAUTHORIZED && used.ours);
    match refused.map(ApiError::token_fault) {
        None | Some(Some(TokenFault::Missing)) => Ok(None),
        Some(Some(TokenFault::TooYoung)) => {
            tokio::time::sleep(SETTLING).await;
            Ok(Some(used.lease.clone()))
        }
        Some(fault) => {
            // An address of an upload may take no token at all.
            let is_expired = fault == Some(TokenFault::Expired) || (fault.is_none() && matches!(outgoing.body, Body::Bytes(_)));
            let is_young = used.lease.age().is_some_and(|age| age < YOUNG);
            let renew = match (is_young, is_expired) {
                (true, _) => Renew::Never,
                (false, true) => Renew::Yes,
                (false, false) => Renew::WithoutConsent,
            };
            runtime.credentials().lease_instead(&used.lease, renew).await
        }
    }
}

/// Returns `true` if the request carries the token of the client, and not its caller's own or none, unless a hook has another.
pub(super) fn carries_ours(outgoing: &Outgoing) -> bool {
    outgoing.authorized && !outgoing.headers.contains_key(AUTHORIZATION)
}

/// The headers of an attempt, with the token if the request may carry it.
pub(super) fn authorized(outgoing: &Outgoing, headers: Cow<'_, HeaderMap>, lease: &Lease) -> HeaderMap {
    let mut headers = headers.into_owned();
    if outgoing.authorized {
        authorize(&mut headers, lease);
    }
    headers
}

/// Adds the token. An `Authorization` header of the call takes precedence.
pub(crate) fn authorize(headers: &mut HeaderMap, lease: &Lease) {
    if let Some(bearer) = lease.bearer()
        && let Entry::Vacant(entry) = headers.entry(AUTHORIZATION)
    {
        entry.insert(bearer.clone());
    }
}
