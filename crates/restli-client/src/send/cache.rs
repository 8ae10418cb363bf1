//! The cache of answers: a read that was answered a moment ago does not go out.

use std::time::Duration;

use http::header::{AGE, CACHE_CONTROL, ETAG, IF_MODIFIED_SINCE, IF_NONE_MATCH};
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use restli_core::ResourceMethod;
use tokio::time::Instant;

use super::outgoing::{Body, Outgoing};
use super::token;
use super::wire::Received;
use crate::cache::Kept;
use crate::cache::kept::Answer;
use crate::cache::key::{Fingerprint, Key};
use crate::error::Error;
use crate::error::problem::CallInfo;
use crate::lease::Lease;
use crate::runtime::Runtime;

/// A call at the cache.
pub(super) enum Visit {
    /// The answer is kept.
    Answered(Received, Lease),
    /// The call goes out, and its answer comes back here.
    GoesOut(Errand),
}

/// A call that goes out.
pub(super) struct Errand {
    token: Fingerprint,
    purpose: Purpose,
}

enum Purpose {
    /// A read, whose answer is kept.
    Read(Box<Read>),
    /// A call that may change something.
    Change,
    /// A read whose answer is not kept: of a batch, of a raw call, or with its caller's own token or that of a hook.
    Other,
}

/// A read that goes out.
struct Read {
    key: Key,
    /// The number of changes before it.
    changes: u64,
    /// An answer that the server may say still holds.
    old: Option<Answer>,
}

/// Looks for the answer to a call. If it goes out, the request has the condition that the old answer does not hold any more.
pub(super) async fn visit(runtime: &Runtime, kept: &Kept, outgoing: &mut Outgoing) -> Result<Visit, Error> {
    let has_hooks = !runtime.settings().hooks.before.is_empty();
    // A hook may have a credential of its own, for which no token is renewed.
    let renews = token::carries_ours(outgoing) && !has_hooks;
    let lease = if renews { runtime.credentials().lease().await? } else { runtime.credentials().at_hand() };
    // Without a token, nobody knows for whom a hook asks.
    let ours = token::carries_ours(outgoing) && (!has_hooks || lease.token().is_some());
    let token = kept.fingerprints.of(lease.token());
    if may_change(&outgoing.call) {
        kept.forget(token);
        return Ok(Visit::GoesOut(Errand { token, purpose: Purpose::Change }));
    }
    let whole = outgoing.call.operation.filter(|operation| ours && is_whole(operation.method));
    let (Some(operation), Body::Bytes(body)) = (whole, &outgoing.body) else {
        return Ok(Visit::GoesOut(Errand { token, purpose: Purpose::Other }));
    };
    let key = Key::new(operation.id, token, &outgoing.verb, outgoing.url.as_str(), &outgoing.headers, body);
    let (old, changes) = kept.get(&key);
    let old = old.filter(|_| !says(&outgoing.headers, "no-cache"));
    match old {
        Some(answer) if answer.since.elapsed() < answer.life => {
            tracing::debug!("the answer was kept");
            Ok(Visit::Answered(received(answer), lease))
        }
        old => {
            let old = old.filter(|_| ![IF_NONE_MATCH, IF_MODIFIED_SINCE].iter().any(|name| outgoing.headers.contains_key(name)));
            let old = old.filter(|answer| answer.headers.contains_key(ETAG));
            if let Some(tag) = old.as_ref().and_then(|answer| answer.headers.get(ETAG)) {
                outgoing.headers.insert(IF_NONE_MATCH, tag.clone());
            }
            Ok(Visit::GoesOut(Errand { token, purpose: Purpose::Read(Box::new(Read { key, changes, old })) }))
        }
    }
}

/// Keeps the answer to a call that went out, or finds that an old one still holds.
pub(super) fn bring_back(
    runtime: &Runtime,
    kept: &Kept,
    errand: Errand,
    result: Result<(Received, Lease), Error>,
) -> Result<(Received, Lease), Error> {
    let Read { key, changes, old } = match errand.purpose {
        Purpose::Read(read) => *read,
        Purpose::Other => return result,
        Purpose::Change => {
            kept.forget(errand.token);
            return result;
        }
    };
    match (result, old) {
        (Err(Error::Api(error)), Some(old)) if error.status == StatusCode::NOT_MODIFIED => {
            let answer = Answer { since: Instant::now(), ..old };
            kept.put(key, answer.clone(), changes);
            Ok((received(answer), runtime.credentials().at_hand()))
        }
        (Ok((answer, lease)), _) => {
            // Kept is what the token of the key was told, and not what another one was that took its place.
            if kept.fingerprints.of(lease.token()) == errand.token
                && let Some(life) = life(&answer, kept.limits.age)
            {
                let Received { status, headers, body } = &answer;
                let copy = Answer { status: *status, headers: headers.clone(), body: body.clone(), since: Instant::now(), life };
                kept.put(key, copy, changes);
            }
            Ok((answer, lease))
        }
        (result, _) => result,
    }
}

/// Returns `true` for a call that may change what others read. Of an action nobody knows.
fn may_change(call: &CallInfo) -> bool {
    match call.operation {
        Some(operation) => {
            !is_whole(operation.method) && !matches!(operation.method, ResourceMethod::BatchGet | ResourceMethod::BatchFinder)
        }
        None => call.verb != Method::GET && call.verb != Method::HEAD,
    }
}

/// Returns `true` for a read whose answer is one whole. Of a batch, each key has an answer of its own, which may be an error that passes.
const fn is_whole(method: ResourceMethod) -> bool {
    matches!(method, ResourceMethod::Get | ResourceMethod::GetAll | ResourceMethod::Finder)
}

/// The answer with its age.
fn received(answer: Answer) -> Received {
    let Answer { status, mut headers, body, since, .. } = answer;
    headers.insert(AGE, HeaderValue::from(since.elapsed().as_secs()));
    Received { status, headers, body }
}

/// The time for which an answer holds; `None` if it is not kept. One that must be asked for each time is kept if that can be done by its tag.
fn life(answer: &Received, longest: Duration) -> Option<Duration> {
    let headers = &answer.headers;
    if answer.status != StatusCode::OK || says(headers, "no-store") || has_failed_field(&answer.body) {
        return None;
    }
    let told = directives(headers).find_map(|directive| directive.strip_prefix("max-age=")?.trim_matches('"').parse().ok());
    let life =
        if says(headers, "no-cache") { Duration::ZERO } else { told.map_or(longest, |seconds| longest.min(Duration::from_secs(seconds))) };
    Some(life).filter(|life| !life.is_zero() || headers.contains_key(ETAG))
}

/// Returns `true` if the body has an error in the place of a decorated field, under the name of the field and `!`: it may pass.
fn has_failed_field(body: &[u8]) -> bool {
    body.windows(3).any(|window| window == b"!\":")
}

/// Returns whether `Cache-Control` has a directive.
fn says(headers: &HeaderMap, directive: &str) -> bool {
    directives(headers).any(|told| told == directive)
}

/// The directives of `Cache-Control`, in small letters.
fn directives(headers: &HeaderMap) -> impl Iterator<Item = String> {
    let texts = headers.get_all(CACHE_CONTROL).iter().filter_map(|value| value.to_str().ok());
    texts.flat_map(|text| text.split(',')).map(|directive| directive.trim().to_ascii_lowercase())
}
