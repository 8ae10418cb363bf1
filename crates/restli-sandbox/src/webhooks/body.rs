//! Bodies of calls about events.

use std::time::Duration;

use restli_core::{Json, Time};
use restli_schema::api::{Api, Event, Type};
use serde_json::Map;

use crate::make::{self, Dice};

/// The age of an event that is stale: two days.
pub(super) const STALE: Duration = Duration::from_secs(2 * 24 * 60 * 60);

/// The body about an event, made by its type or completed. Fields that are not given tell the event, the present time, and ids that are new by
/// `number`.
pub(super) fn of(api: &Api, event: &Event, name_field: &str, given: Option<&Json>, dice: &mut Dice, (now, number): (Time, i64)) -> Json {
    let mut body = match given {
        Some(given) => make::complete(api, event.body, given.clone(), dice),
        None => make::value(api, &Type::Named(event.body), dice),
    };
    if let Some(members) = body.as_object_mut() {
        members.insert(name_field.to_owned(), Json::from(event.name.wire.as_str()));
    }
    let told: Vec<Json> = given.map(|given| each(event, given).into_iter().cloned().collect()).unwrap_or_default();
    for (place, item) in each_mut(event, &mut body).into_iter().enumerate() {
        let is_told = |path: &String| told.get(place).is_some_and(|told| told.pointer(&format!("/{path}")).is_some());
        if let Some(path) = event.time.as_ref().filter(|path| !is_told(path)) {
            put(item, path, Json::from(now.as_millis()));
        }
        let number = number.saturating_add(i64::try_from(place).unwrap_or_default());
        for path in event.id.iter().filter(|path| !is_told(path)) {
            if let Some(id) = item.pointer_mut(&format!("/{path}")) {
                renew(id, number);
            }
        }
    }
    body
}

/// Sets the times of all events in a body.
pub(super) fn set_time(event: &Event, body: &mut Json, time: Time) {
    for item in each_mut(event, body) {
        if let Some(path) = &event.time {
            put(item, path, Json::from(time.as_millis()));
        }
    }
}

/// Makes an id that has a number another one.
fn renew(id: &mut Json, number: i64) {
    if id.is_number() {
        *id = Json::from(number);
    } else if let Some((before, _)) = id.as_str().and_then(|urn| urn.rsplit_once(':')).filter(|(_, last)| last.parse::<i64>().is_ok()) {
        *id = Json::from(format!("{before}:{number}"));
    }
}

/// The events in a body.
fn each<'b>(event: &Event, body: &'b Json) -> Vec<&'b Json> {
    match &event.each {
        Some(each) => body.pointer(&format!("/{each}")).and_then(Json::as_array).map(|items| items.iter().collect()).unwrap_or_default(),
        None => vec![body],
    }
}

fn each_mut<'b>(event: &Event, body: &'b mut Json) -> Vec<&'b mut Json> {
    match &event.each {
        Some(each) => {
            let items = body.pointer_mut(&format!("/{each}")).and_then(Json::as_array_mut);
            items.map(|items| items.iter_mut().collect()).unwrap_or_default()
        }
        None => vec![body],
    }
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
