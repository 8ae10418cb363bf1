//! Bodies of calls about events.

use std::time::Duration;

use restli_core::{Json, Time};
use restli_schema::api::{Api, Event, Type};
use serde_json::Map;

use crate::make::{self, Dice};

/// The age of an event that is stale: two days.
pub(super) const STALE: Duration = Duration::from_secs(2 * 24 * 60 * 60);

/// The body about an event, made by its type or completed. Fields that are not given tell the event and the present time.
pub(super) fn of(api: &Api, event: &Event, name_field: &str, given: Option<&Json>, dice: &mut Dice, now: Time) -> Json {
    let mut body = match given {
        Some(given) => make::complete(api, event.body, given.clone(), dice),
        None => make::value(api, &Type::Named(event.body), dice),
    };
    if let Some(members) = body.as_object_mut() {
        members.insert(name_field.to_owned(), Json::from(event.name.wire.as_str()));
    }
    let told: Vec<bool> = given.map(|given| each(event, given).iter().map(|item| time_in(event, item)).collect()).unwrap_or_default();
    set_times(event, &mut body, now, |at| !told.get(at).copied().unwrap_or_default());
    body
}

/// Sets the times of all events in a body.
pub(super) fn set_time(event: &Event, body: &mut Json, time: Time) {
    set_times(event, body, time, |_| true);
}

fn set_times(event: &Event, body: &mut Json, time: Time, wanted: impl Fn(usize) -> bool) {
    let Some(path) = &event.time else { return };
    let items: Vec<&mut Json> = match &event.each {
        Some(each) => at_mut(body, each).and_then(Json::as_array_mut).map(|items| items.iter_mut().collect()).unwrap_or_default(),
        None => vec![body],
    };
    for (_, item) in items.into_iter().enumerate().filter(|(place, _)| wanted(*place)) {
        put(item, path, Json::from(time.as_millis()));
    }
}

/// The events in a body.
fn each<'b>(event: &Event, body: &'b Json) -> Vec<&'b Json> {
    match &event.each {
        Some(each) => body.pointer(&format!("/{each}")).and_then(Json::as_array).map(|items| items.iter().collect()).unwrap_or_default(),
        None => vec![body],
    }
}

fn time_in(event: &Event, item: &Json) -> bool {
    event.time.as_ref().is_some_and(|path| item.pointer(&format!("/{path}")).is_some())
}

fn at_mut<'b>(value: &'b mut Json, path: &str) -> Option<&'b mut Json> {
    value.pointer_mut(&format!("/{path}"))
}

/// Puts a value at a path, and makes the records on the way.
fn put(item: &mut Json, path: &str, value: Json) {
    let (first, rest) = path.split_once('/').map_or((path, None), |(first, rest)| (first, Some(rest)));
    let Some(members) = item.as_object_mut() else { return };
    match rest {
        None => drop(members.insert(first.to_owned(), value)),
        Some(rest) => put(members.entry(first.to_owned()).or_insert_with(|| Json::Object(Map::new())), rest, value),
    }
}
