//! Events told to those who are to know: subscriptions of the world, and registered addresses.

use std::collections::BTreeSet;
use std::time::Duration;

use restli_core::{Json, Time};
use restli_schema::api::Event;

use super::address;
use super::body;
use super::book::{Book, Draft, later};
use super::delivery::Mishap;
use super::error::WebhookError;
use super::happened::Happened;
use super::signature::{escaped, sign};
use super::style::WebhookStyle;
use super::subscribers;
use crate::locks::lock;
use crate::make::Dice;
use crate::state::State;
use crate::store::Store;

/// The delay of an event that comes after those that follow.
const DELAY: Duration = Duration::from_secs(60);

/// An event with what is known of its body.
#[derive(Clone, Debug)]
pub(crate) enum News {
    /// An event of the world, with its body: subscriptions that it is not for are not told.
    Happened(Json),
    /// An event with a body that somebody wrote: all are told.
    Written(Json),
    /// An event with a body that is made for each.
    Made,
}

/// Tells an event that somebody asked for, and returns the numbers of the deliveries. Without a mishap, the faults for all operations may bring
/// one about.
pub(crate) fn trigger(state: &State, event: &str, body: Option<Json>, mishap: Option<Mishap>) -> Result<Vec<u64>, WebhookError> {
    if state.settings.webhooks.is_none() {
        return Err(WebhookError("the API has no webhooks".to_owned()));
    }
    if let Some(body) = body.as_ref().filter(|body| !body.is_object()) {
        return Err(WebhookError(format!("the body of an event is an object, and not `{body}`")));
    }
    let mishap = mishap.or_else(|| Mishap::of_faults(|fault| state.faults.meets_event(event, fault)));
    let store = lock(&state.store);
    let news = body.map_or(News::Made, News::Written);
    tell(state, &store, event, &news, mishap).ok_or_else(|| {
        let all: Vec<&str> = state.api.events.iter().map(|event| &*event.name.wire).collect();
        WebhookError(format!("the API has no event `{event}`, but {}", all.join(", ")))
    })
}

/// Tells what happened in the world.
pub(crate) fn happened(state: &State, store: &Store, events: Vec<Happened>) {
    for Happened { name, body, mishap } in events {
        tell(state, store, name, &News::Happened(body), mishap);
    }
}

/// Tells of a new entity, if it is an event.
pub(crate) fn arrived(state: &State, collection: &str, key: &str) {
    let Some(style) = &state.settings.webhooks else { return };
    let store = lock(&state.store);
    for one in style.arrivals.iter().filter(|one| one.collection == collection) {
        if let Some(entity) = store.get(collection, key) {
            tell(state, &store, one.event, &News::Happened((one.body)(key, &entity.value)), None);
        }
    }
}

/// Adds a delivery for each who is to know; `None` if the API has no such event or no webhooks.
fn tell(state: &State, store: &Store, event: &str, news: &News, mishap: Option<Mishap>) -> Option<Vec<u64>> {
    let style = state.settings.webhooks.as_ref()?;
    let event = state.api.events.iter().find(|known| known.name.wire == event)?;
    let now = state.clock.now();
    let mut book = lock(&state.webhooks.book);
    let mut drafts: Vec<(String, Json)> = Vec::new();
    let mut told: BTreeSet<String> = BTreeSet::new();
    for one in subscribers::of(style, store, &event.name.wire) {
        let is_for = match news {
            News::Happened(body) => (one.kind.is_for)(one.subscription, body),
            News::Written(_) => !told.contains(one.address),
            News::Made => true,
        };
        if !is_for || !address::is_called(one.address, state.settings.webhooks_elsewhere) {
            continue;
        }
        let mut body = made(state, style, event, news, drafts.len(), &book, now);
        if !matches!(news, News::Written(_)) {
            (one.kind.fit)(one.subscription, &mut body);
        }
        told.insert(one.address.to_owned());
        drafts.push((one.address.to_owned(), body));
    }
    let listens = |events: &[String]| events.contains(&event.name.wire);
    let listeners = book.registrations().iter().filter(|one| listens(&one.events) && !told.contains(&one.address));
    for address in listeners.map(|one| one.address.clone()).collect::<Vec<_>>() {
        let body = made(state, style, event, news, drafts.len(), &book, now);
        drafts.push((address, body));
    }
    let numbers = drafts.into_iter().filter_map(|(address, body)| add(state, style, &mut book, event, address, body, mishap)).collect();
    drop(book);
    state.webhooks.ring();
    Some(numbers)
}

/// The body for the next receiver. Bodies that are made differ from one call of the sandbox to the next, as ids do.
fn made(state: &State, style: &WebhookStyle, event: &Event, news: &News, place: usize, book: &Book, now: Time) -> Json {
    // Ten at most are in a body, and more than a hundred deliveries in a millisecond are unlikely.
    let count = (book.count() + place as u64) % 100 * 10;
    let number = now.as_millis().saturating_mul(1_000).saturating_add(i64::try_from(count).unwrap_or_default());
    let mut dice = Dice::new(state.settings.seed, now).about(&format!("webhook {number}"));
    let given = match news {
        News::Happened(body) | News::Written(body) => Some(body),
        News::Made => None,
    };
    body::of(&state.api, event, style.event, given, &mut dice, (now, number))
}

/// Adds a delivery, unless its address is blocked.
fn add(
    state: &State,
    style: &WebhookStyle,
    book: &mut Book,
    event: &Event,
    address: String,
    mut body: Json,
    mishap: Option<Mishap>,
) -> Option<u64> {
    let now = state.clock.now();
    let first = state.settings.apps.first().map_or("", |app| &app.id);
    let app = book.ready(&address, first, now)?;
    let secret = state.settings.apps.iter().find(|known| known.id == app).map_or("", |app| &app.secret);
    if mishap == Some(Mishap::Stale) {
        let then = now.as_millis().saturating_sub(i64::try_from(body::STALE.as_millis()).unwrap_or_default());
        body::set_time(event, &mut body, Time::from_millis(then));
    }
    let text = body.to_string();
    let secret = if mishap == Some(Mishap::WrongSecret) { format!("not-{secret}") } else { secret.to_owned() };
    let name = event.name.wire.clone();
    let signed = if style.escaped.contains(&name.as_str()) { escaped(&text) } else { text.clone() };
    let signature = sign(&secret, [style.prefix, &signed]);
    let due = if mishap == Some(Mishap::Reordered) { later(now, DELAY) } else { now };
    Some(book.add(Draft { event: name, address, body: text.into(), signature, repeats: None, mishap }, due))
}
