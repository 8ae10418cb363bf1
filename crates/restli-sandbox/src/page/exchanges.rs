//! The exchanges as data.

use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use restli_core::Json;
use serde_json::json;
use tokio::time::timeout;

use super::reply::Refused;
use super::{curl, parameters, reply};
use crate::locks::lock;
use crate::log::Exchange;
use crate::state::State;

/// The longest wait for news, in seconds: proxies cut what says nothing for longer.
const WAIT: u64 = 25;

/// The exchanges after the one with the number `after`, oldest first; if there are none, those that come within `wait` seconds.
pub(super) async fn list(state: &State, request: &Request<Bytes>) -> Result<Json, Refused> {
    let after = parameters::number(request, "after")?;
    let wait = Duration::from_secs(parameters::number(request, "wait")?.min(WAIT));
    let mut watcher = lock(&state.log).watch();
    if !wait.is_zero() && !has_news(state, after) {
        let _ = timeout(wait, watcher.changed()).await;
    }
    let log = lock(&state.log);
    let exchanges: Vec<Json> = log.after(after).map(summary).collect();
    let first = log.after(0).next().map_or(log.count() + 1, |exchange| exchange.number);
    Ok(json!({ "first": first, "last": log.count(), "exchanges": exchanges }))
}

/// The exchange with a number: headers and bodies of both sides.
pub(super) fn one(state: &State, number: &str) -> Response<Bytes> {
    let number: u64 = number.parse().unwrap_or_default();
    let log = lock(&state.log);
    match log.after(number.saturating_sub(1)).next().filter(|exchange| exchange.number == number) {
        Some(exchange) => reply::json(&whole(exchange, &state.base_url)),
        None => reply::refused(404, "the exchange is kept no longer"),
    }
}

/// Forgets all exchanges, and tells the number of the last one.
pub(super) fn clear(state: &State) -> Response<Bytes> {
    let mut log = lock(&state.log);
    log.clear();
    reply::json(&json!({ "last": log.count() }))
}

/// Returns whether there is anything to tell now. An asker who has seen more than ever came has seen another sandbox.
fn has_news(state: &State, after: u64) -> bool {
    let log = lock(&state.log);
    log.after(after).next().is_some() || log.count() < after
}

fn summary(exchange: &Exchange) -> Json {
    let quotas: Vec<Json> = exchange.quotas_left.iter().map(|(name, left)| json!({ "name": name, "left": left })).collect();
    json!({
        "number": exchange.number,
        "time": exchange.time.as_millis(),
        "took": exchange.took.as_secs_f64() * 1_000.0,
        "verb": exchange.verb,
        "target": exchange.target,
        "tunnelled": exchange.tunnelled,
        "operation": exchange.operation,
        "status": exchange.status.as_u16(),
        "reason": exchange.status.canonical_reason(),
        "refusedBy": exchange.refused_by,
        "unread": exchange.unread,
        "permission": exchange.permission,
        "quotasLeft": quotas,
        "fault": exchange.fault,
    })
}

fn whole(exchange: &Exchange, base_url: &str) -> Json {
    json!({
        "summary": summary(exchange),
        "curl": curl::line(base_url, exchange),
        "headers": exchange.headers,
        "body": body(&exchange.body, exchange.body_size),
        "answerHeaders": exchange.answer_headers,
        "answer": body(&exchange.answer, exchange.answer_size),
    })
}

/// The beginning of a body, as text if it is text.
fn body(beginning: &Bytes, size: usize) -> Json {
    let is_whole = beginning.len() == size;
    let text = match std::str::from_utf8(beginning) {
        Ok(text) => Some(text),
        // The cut may have gone through a character.
        Err(error) if !is_whole && error.error_len().is_none() => {
            beginning.get(..error.valid_up_to()).and_then(|part| std::str::from_utf8(part).ok())
        }
        Err(_) => None,
    };
    json!({ "text": text, "size": size, "isWhole": is_whole })
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use serde_json::json;

    use super::body;

    #[test]
    fn body_that_is_cut_inside_a_character_is_text() {
        let whole = "né".as_bytes();
        assert_eq!(body(&Bytes::from_static(&whole[..2]), 3), json!({"text": "n", "size": 3, "isWhole": false}));
        assert_eq!(body(&Bytes::from_static(&whole[..2]), 2), json!({"text": null, "size": 2, "isWhole": true}));
        assert_eq!(body(&Bytes::from_static(b"\xffn"), 9), json!({"text": null, "size": 9, "isWhole": false}));
    }
}
