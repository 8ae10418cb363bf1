//! The calls to webhooks, each when it is due.

use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::Method;
use http::header::CONTENT_TYPE;
use tokio::task::JoinSet;
use tokio::time::timeout;

use super::address;
use super::book::Due;
use super::call::{Outgoing, call};
use super::challenge;
use super::delivery::Attempt;
use super::style::WebhookStyle;
use crate::locks::lock;
use crate::state::State;

/// Makes the calls that are due, forever.
pub(crate) async fn run(state: Arc<State>, style: WebhookStyle) {
    let mut watcher = state.webhooks.changes.subscribe();
    let mut calls = JoinSet::new();
    loop {
        while calls.try_join_next().is_some() {}
        let now = state.clock.now();
        for due in lock(&state.webhooks.book).take_due(now) {
            let state = Arc::clone(&state);
            calls.spawn(async move { make(&state, &style, due).await });
        }
        let next = lock(&state.webhooks.book).next();
        let changed = watcher.changed();
        let is_over = match next {
            None => changed.await.is_err(),
            Some(next) => {
                let wait = next.as_millis().saturating_sub(state.clock.now().as_millis()).max(1);
                timeout(Duration::from_millis(wait.unsigned_abs()), changed).await.is_ok_and(|changed| changed.is_err())
            }
        };
        if is_over {
            return;
        }
    }
}

/// Waits until no call is due or under way.
pub(crate) async fn settle(state: &State) {
    let mut watcher = state.webhooks.changes.subscribe();
    while state.settings.webhooks.is_some() && !lock(&state.webhooks.book).is_idle(state.clock.now()) {
        if watcher.changed().await.is_err() {
            return;
        }
    }
}

async fn make(state: &State, style: &WebhookStyle, due: Due) {
    match due {
        Due::Validation { address, app } => {
            let secret = state.settings.apps.iter().find(|known| known.id == app).map_or("", |app| &app.secret);
            let outcome = match address::read(&address, state.settings.webhooks_elsewhere) {
                Ok(address) => challenge::pass(style, &address, secret).await,
                Err(why) => Err(why),
            };
            lock(&state.webhooks.book).validated(style, &address, outcome, state.clock.now());
        }
        Due::Call { number, address, body, signature } => {
            let (time, began) = (state.clock.now(), Instant::now());
            let outcome = send(style, &address, state.settings.webhooks_elsewhere, body, signature).await;
            let attempt = Attempt { time, took: began.elapsed(), outcome };
            lock(&state.webhooks.book).called(style, number, attempt, state.clock.now());
        }
    }
    state.webhooks.ring();
}

async fn send(style: &WebhookStyle, address: &str, goes_elsewhere: bool, body: Bytes, signature: String) -> Result<u16, String> {
    let address = address::read(address, goes_elsewhere)?;
    let headers = vec![(CONTENT_TYPE.as_str(), "application/json".to_owned()), (style.header, signature)];
    let outgoing = Outgoing { verb: Method::POST, target: address.target.clone(), headers, body };
    call(&address, outgoing, style.delivery_wait).await.map(|answer| answer.status.as_u16())
}
