//! Validations that somebody asks for.

use bytes::Bytes;
use http::Request;
use restli_core::Json;
use restli_schema::api::Resource;

use super::address;
use super::error::WebhookError;
use super::registration::Standing;
use crate::gates::{token, version};
use crate::locks::lock;
use crate::received::Received;
use crate::state::State;

/// Registers an address for some events, all of the API if none is named, and validates it.
pub(crate) async fn listen(state: &State, address: &str, events: &[&str]) -> Result<Standing, WebhookError> {
    let refused = |message: String| Err(WebhookError(message));
    if state.settings.webhooks.is_none() {
        return refused("the API has no webhooks".to_owned());
    }
    if let Err(why) = address::read(address, state.settings.webhooks_elsewhere) {
        return refused(why);
    }
    let all = || state.api.events.iter().map(|event| &*event.name.wire);
    if let Some(unknown) = events.iter().find(|event| !all().any(|known| known == **event)) {
        return refused(format!("the API has no event `{unknown}`, but {}", all().collect::<Vec<_>>().join(", ")));
    }
    let events: Vec<String> =
        if events.is_empty() { all().map(str::to_owned).collect() } else { events.iter().map(|&event| event.to_owned()).collect() };
    let app = state.settings.apps.first().map_or("", |app| &app.id);
    Ok(validate(state, address, &events, app).await)
}

/// Validates the address in the body of a request that makes it a webhook, before the request is answered. The request is one with a good
/// token; whether it is good in all is seen later.
pub(crate) async fn before(state: &State, request: &Request<Bytes>) {
    let Some(style) = &state.settings.webhooks else { return };
    let body: Json = serde_json::from_slice(request.body()).unwrap_or_default();
    let Some(address) = body.get(style.address).and_then(Json::as_str) else { return };
    if !address::is_called(address, state.settings.webhooks_elsewhere) {
        return;
    }
    let Ok(received) = Received::sent(request.clone()).unpacked() else { return };
    let version_of = |resource: &Resource| version::asked(&state.api, resource, &received);
    let called = state.described.routes.find(&state.api, &received, &version_of).map(|call| call.id);
    if !called.is_ok_and(|id| style.validated_by.contains(&id)) {
        return;
    }
    let (_, token) = token::told(&received);
    let app = lock(&state.tokens).grant(token, state.clock.now()).map(|grant| grant.app.clone());
    if let Ok(app) = app {
        validate(state, address, &[], &app).await;
    }
}

async fn validate(state: &State, address: &str, events: &[String], app: &str) -> Standing {
    let mut watcher = state.webhooks.changes.subscribe();
    lock(&state.webhooks.book).register(address, events, app, state.clock.now());
    state.webhooks.ring();
    loop {
        let standing = lock(&state.webhooks.book).registration(address).map_or(Standing::Failed, |one| one.standing);
        if standing != Standing::Pending || watcher.changed().await.is_err() {
            return standing;
        }
    }
}
