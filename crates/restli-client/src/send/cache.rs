//! The cache of answers: a read that was answered a moment ago does not go out.

use std::time::Duration;

use bytes::Bytes;
use http::header::{AGE, CACHE_CONTROL, ETAG, IF_MODIFIED_SINCE, IF_NONE_MATCH, VARY};
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
pub(super) enum Visit<'a> {
    /// The answer is kept.
    Answered(Received, Lease),
    /// The call goes out, and its answer comes back here.
    GoesOut(Errand<'a>),
}

/// A call that goes out.
pub(super) struct Errand<'a> {
    token: Fingerprint,
    purpose: Purpose<'a>,
}

enum Purpose<'a> {
    /// A read, whose answer is kept.
    Read(Box<Read>),
    /// A call that may change something.
    Change(Change<'a>),
    /// A read whose answer is not kept: of a batch, of a raw call, with its caller's own token or that of a hook, or by `no-store`.
    Other,
}

/// A call that may change something. What was kept before it and beside it is forgotten when it ends, and when it is dropped: the server may carry
/// it out all the same.
struct Change<'a> {
    runtime: &'a Runtime,
    kept: &'a Kept,
    token: Fingerprint,
}

impl Drop for Change<'_> {
    fn drop(&mut self) {
        self.kept.forget(self.token);
        // The token that took its place, and that others of the same member may have read with meanwhile.
        let now = self.kept.fingerprints.of(self.runtime.credentials().at_hand().token());
        if now != self.token {
            self.kept.forget(now);
        }
    }
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
pub(super) async fn visit<'a>(runtime: &'a Runtime, kept: &'a Kept, outgoing: &mut Outgoing) -> Result<Visit<'a>, Error> {
    let has_hooks = !runtime.settings().hooks.before.is_empty();
    // A hook may have a credential of its own, for which no token is renewed.
    let renews = token::carries_ours(outgoing) && !has_hooks;
    let lease = if renews { runtime.credentials().lease().await? } else { runtime.credentials().at_hand() };
    // Without a token, nobody knows for whom a hook asks.
    let ours = token::carries_ours(outgoing) && (!has_hooks || lease.token().is_some());
    let token = kept.fingerprints.of(lease.token());
    if may_change(&outgoing.call) {
        kept.forget(token);
        return Ok(Visit::GoesOut(Errand { token, purpose: Purpose::Change(Change { runtime, kept, token }) }));
    }
    let is_kept = ours && !says(&outgoing.headers, "no-store");
    let whole = outgoing.call.operation.filter(|operation| is_kept && is_whole(operation.method));
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
                outgoing.revalidates = true;
            }
            Ok(Visit::GoesOut(Errand { token, purpose: Purpose::Read(Box::new(Read { key, changes, old })) }))
        }
    }
}

/// Keeps the answer to a call that went out, or finds that an old one still holds.
pub(super) fn bring_back(kept: &Kept, errand: Errand<'_>, result: Result<(Received, Lease), Error>) -> Result<(Received, Lease), Error> {
    let Read { key, changes, old } = match errand.purpose {
        Purpose::Read(read) => *read,
        Purpose::Change(change) => {
            drop(change);
            return result;
        }
        Purpose::Other => return result,
    };
    match (result, old) {
        (Ok((answer, lease)), Some(old)) if answer.status == StatusCode::NOT_MODIFIED => {
            let answer = Answer { since: Instant::now(), ..old };
            kept.put(key, answer.clone(), changes);
            Ok((received(answer), lease))
        }
        (Ok((answer, lease)), _) => {
            // Kept is what the token of the key was told, and not what another one was that took its place.
            if kept.fingerprints.of(lease.token()) == errand.token
                && let Some(life) = life(&answer, kept.limits.age)
            {
                let Received { status, headers, body } = &answer;
                let mut headers = headers.clone();
                headers.values_mut().for_each(|value| *value = whole_value(value));
                let body = Bytes::copy_from_slice(body);
                kept.put(key, Answer { status: *status, headers, body, since: Instant::now(), life }, changes);
            }
            Ok((answer, lease))
        }
        (result, _) => result,
    }
}

/// A value that holds its own bytes only, and not the buffer of the connection in which it came.
fn whole_value(value: &HeaderValue) -> HeaderValue {
    let mut own = HeaderValue::from_bytes(value.as_bytes()).unwrap_or_else(|_| value.clone());
    own.set_sensitive(value.is_sensitive());
    own
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
    let age = told_age(&headers);
    headers.insert(AGE, HeaderValue::from(since.elapsed().as_secs().saturating_add(age)));
    Received { status, headers, body }
}

/// The time for which an answer holds, from which the time is taken for which others have kept it; `None` if it is not kept. One that must be asked
/// for each time is kept if that can be done by its tag.
fn life(answer: &Received, longest: Duration) -> Option<Duration> {
    let headers = &answer.headers;
    if answer.status != StatusCode::OK || says(headers, "no-store") || is_for_once(headers) || has_failed_field(&answer.body) {
        return None;
    }
    let told = directives(headers).find_map(|directive| max_age(&directive));
    let age = told_age(headers);
    let left = told.map(|seconds| Duration::from_secs(seconds.saturating_sub(age)));
    let life = if says(headers, "no-cache") { Duration::ZERO } else { left.map_or(longest, |left| longest.min(left)) };
    Some(life).filter(|life| !life.is_zero() || headers.contains_key(ETAG))
}

/// The seconds of a directive `max-age`. Of one that is no number, the answer is stale (RFC 9111, 4.2.1).
fn max_age(directive: &str) -> Option<u64> {
    let (name, value) = directive.split_once('=').unwrap_or((directive, ""));
    let digits = value.trim().trim_matches('"');
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    (name.trim() == "max-age").then(|| if is_number { digits.parse().unwrap_or(u64::MAX) } else { 0 })
}

/// The seconds for which others have kept an answer, as it tells.
fn told_age(headers: &HeaderMap) -> u64 {
    headers.get(AGE).and_then(|value| value.to_str().ok()?.trim().parse().ok()).unwrap_or(0)
}

/// Returns `true` for an answer that depends on more than the request says: it is none to another request (RFC 9111, 4.1).
fn is_for_once(headers: &HeaderMap) -> bool {
    headers.get_all(VARY).iter().any(|names| names.as_bytes().split(|byte| *byte == b',').any(|name| name.trim_ascii() == b"*"))
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
