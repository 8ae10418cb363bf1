//! Webhooks as data: addresses, deliveries, and events that are told on demand.

use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use restli_core::Json;
use serde_json::json;
use tokio::time::timeout;

use super::asked::Asked;
use super::reply::{self, Refused};
use crate::locks::lock;
use crate::state::State;
use crate::webhooks::delivery::{Attempt, Delivery, Mishap};
use crate::webhooks::error::WebhookError;
use crate::webhooks::registration::Registration;
use crate::webhooks::{pump, replay, tell, validation};

/// The longest wait for the calls about an event.
const WAIT: Duration = Duration::from_secs(15);

/// The form of an address.
const ADDRESS: &str = "an address such as `http://127.0.0.1:8080/hooks`";

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
pub(super) async fn listen(state: &State, request: &Request<Bytes>) -> Result<Json, Refused> {
    let asked = Asked::read(request, &["address", "events"])?;
    let (address, events) = (asked.need("address", ADDRESS, Json::as_str)?, asked.texts("events")?);
    validation::listen(state, address, &events).await.map_err(|error| refused(&error))?;
    Ok(lock(&state.webhooks.book).registration(address).map(registration).unwrap_or_default())
}

/// Tells the event `event`, with `body` and the mishap `mishap` if they are there, and tells how the calls ended.
pub(super) async fn trigger(state: &State, request: &Request<Bytes>) -> Result<Json, Refused> {
    let asked = Asked::read(request, &["event", "body", "mishap"])?;
    let mishaps = format!("one of {}", Mishap::ALL.map(Mishap::word).join(", "));
    let mishap = asked.may("mishap", &mishaps, |value| Mishap::of(value.as_str()?))?;
    let event = asked.need("event", "the name of an event", Json::as_str)?;
    let numbers = tell::trigger(state, event, asked.get("body").cloned(), mishap).map_err(|error| refused(&error))?;
    Ok(ended(state, &numbers).await)
}

/// Makes the delivery `delivery` once more, and tells how the call ended.
pub(super) async fn replay(state: &State, request: &Request<Bytes>) -> Result<Json, Refused> {
    let number = Asked::read(request, &["delivery"])?.need("delivery", "the number of a delivery", Json::as_u64)?;
    match replay::replay(state, number) {
        Some(new) => Ok(ended(state, &[new]).await),
        None => Err(Refused { status: 404, message: format!("there is no delivery {number}, or its address is blocked") }),
    }
}

async fn ended(state: &State, numbers: &[u64]) -> Json {
    let _ = timeout(WAIT, pump::settle(state)).await;
    let book = lock(&state.webhooks.book);
    let deliveries: Vec<Json> = numbers.iter().filter_map(|number| book.delivery(*number)).map(delivery).collect();
    json!({ "deliveries": deliveries })
}

fn refused(error: &WebhookError) -> Refused {
    Refused::wrong(error.to_string())
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
