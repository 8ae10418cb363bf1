//! Webhooks as data: addresses, deliveries, and events that are told on demand.

use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use restli_core::Json;
use serde_json::json;
use tokio::time::timeout;

use super::reply;
use crate::state::{State, lock};
use crate::webhooks::delivery::{Attempt, Delivery, Mishap};
use crate::webhooks::registration::Registration;
use crate::webhooks::{pump, replay, tell, validation};

/// The longest wait for the calls about an event.
const WAIT: Duration = Duration::from_secs(15);

/// All addresses, and all deliveries, the last one first.
pub(super) fn list(state: &State) -> Response<Bytes> {
    let book = lock(&state.webhooks.book);
    let registrations: Vec<Json> = book.registrations().iter().map(registration).collect();
    let deliveries: Vec<Json> = book.deliveries().rev().map(delivery).collect();
    let events: Vec<&str> = state.api.events.iter().map(|event| &*event.name.wire).collect();
    reply::json(
        &json!({ "registrations": registrations, "deliveries": deliveries, "events": events, "mishaps": Mishap::ALL.map(Mishap::word) }),
    )
}

/// Registers the address `address` for `events`, all without them, and tells how its validation ended.
pub(super) async fn listen(state: &State, request: &Request<Bytes>) -> Response<Bytes> {
    let Some(asked) = asked(request) else { return reply::refused(400, "the body is no JSON object") };
    let events: Vec<&str> = asked.get("events").and_then(Json::as_array).into_iter().flatten().filter_map(Json::as_str).collect();
    let address = text(&asked, "address");
    if let Err(error) = validation::listen(state, address, &events).await {
        return reply::refused(400, &error.to_string());
    }
    let known = lock(&state.webhooks.book).registration(address).map(registration);
    reply::json(&known.unwrap_or_default())
}

/// Tells the event `event`, with `body` and the mishap `mishap` if they are there, and tells how the calls ended.
pub(super) async fn trigger(state: &State, request: &Request<Bytes>) -> Response<Bytes> {
    let Some(asked) = asked(request) else { return reply::refused(400, "the body is no JSON object") };
    let mishap = match asked.get("mishap").and_then(Json::as_str) {
        None => None,
        Some(word) => match Mishap::of(word) {
            None => return reply::refused(400, &format!("there is no mishap `{word}`, but {}", Mishap::ALL.map(Mishap::word).join(", "))),
            some => some,
        },
    };
    let body = asked.get("body").filter(|body| !body.is_null()).cloned();
    match tell::trigger(state, text(&asked, "event"), body, mishap) {
        Ok(numbers) => ended(state, &numbers).await,
        Err(error) => reply::refused(400, &error.to_string()),
    }
}

/// Makes the delivery `delivery` once more, and tells how the call ended.
pub(super) async fn replay(state: &State, request: &Request<Bytes>) -> Response<Bytes> {
    let number = asked(request).and_then(|asked| asked.get("delivery").and_then(Json::as_u64)).unwrap_or_default();
    match replay::replay(state, number) {
        Some(new) => ended(state, &[new]).await,
        None => reply::refused(404, &format!("there is no delivery {number}, or its address is blocked")),
    }
}

async fn ended(state: &State, numbers: &[u64]) -> Response<Bytes> {
    let _ = timeout(WAIT, pump::settle(state)).await;
    let book = lock(&state.webhooks.book);
    let deliveries: Vec<Json> = numbers.iter().filter_map(|number| book.delivery(*number)).map(delivery).collect();
    reply::json(&json!({ "deliveries": deliveries }))
}

fn asked(request: &Request<Bytes>) -> Option<Json> {
    serde_json::from_slice::<Json>(request.body()).ok().filter(Json::is_object)
}

fn text<'a>(asked: &'a Json, name: &str) -> &'a str {
    asked.get(name).and_then(Json::as_str).unwrap_or_default()
}

fn registration(one: &Registration) -> Json {
    json!({
        "address": one.address,
        "events": one.events,
        "app": one.app,
        "standing": one.standing.word(),
        "failures": one.failures,
        "failure": one.failure,
        "next": one.next.map(restli_core::Time::as_millis),
    })
}

fn delivery(one: &Delivery) -> Json {
    json!({
        "number": one.number,
        "event": one.event,
        "address": one.address,
        "state": one.state.word(),
        "repeats": one.repeats,
        "mishap": one.mishap.map(Mishap::word),
        "signature": one.signature,
        "body": String::from_utf8_lossy(&one.body),
        "attempts": one.attempts.iter().map(attempt).collect::<Vec<_>>(),
        "next": one.next.map(restli_core::Time::as_millis),
    })
}

fn attempt(one: &Attempt) -> Json {
    json!({
        "time": one.time.as_millis(),
        "took": one.took.as_secs_f64() * 1_000.0,
        "status": one.outcome.as_ref().ok(),
        "failure": one.outcome.as_ref().err(),
    })
}
