//! The facts in a body that a receiver decides by.

use restli_core::data::DecodeError;
use restli_core::{Json, Time, json};
use sha2::{Digest as _, Sha256};

use super::info::EventInfo;
use super::signature::digits;

/// A body as JSON, with the name of its event.
pub(super) struct Body {
    pub(super) json: Json,
    pub(super) name: String,
}

impl Body {
    /// Reads a body; `field` names the event.
    pub(super) fn read(text: &[u8], field: &str) -> Result<Self, DecodeError> {
        let json: Json = json::from_slice(text)?;
        match json.get(field).and_then(Json::as_str) {
            Some(name) => Ok(Self { name: name.to_owned(), json }),
            None => Err(DecodeError::new("the name of the event is not there", "").in_field(field)),
        }
    }

    /// The app that the call is meant for.
    pub(super) fn app<E>(&self, info: &EventInfo<E>) -> Option<String> {
        at(&self.json, info.app?).and_then(text)
    }

    /// The parts of the body that are one event each.
    fn events<E>(&self, info: &EventInfo<E>) -> &[Json] {
        match info.each {
            Some(each) => at(&self.json, each).and_then(Json::as_array).map_or(&[], Vec::as_slice),
            None => std::slice::from_ref(&self.json),
        }
    }

    /// The id of each event; `None` for one that nothing tells from others.
    pub(super) fn ids<E>(&self, info: &EventInfo<E>) -> Vec<Option<String>> {
        let app = self.app(info);
        self.events(info).iter().map(|event| id(info, app.as_deref(), event)).collect()
    }

    /// The time of the newest event.
    pub(super) fn newest<E>(&self, info: &EventInfo<E>) -> Option<Time> {
        let time = |event| text(at(event, info.time?)?)?.parse().ok();
        self.events(info).iter().filter_map(time).max().map(Time::from_millis)
    }

    /// The text of the body without the events that are not `wanted`, by their numbers.
    pub(super) fn without<E>(mut self, info: &EventInfo<E>, wanted: &[bool]) -> String {
        let array = info.each.and_then(|each| at_mut(&mut self.json, each)).and_then(Json::as_array_mut);
        if let Some(array) = array {
            let mut wanted = wanted.iter();
            array.retain(|_| wanted.next().copied().unwrap_or(true));
        }
        self.json.to_string()
    }
}

/// The digest of the name, the app and the fields that tell an event from all others: several apps are told of one event, each for itself.
fn id<E>(info: &EventInfo<E>, app: Option<&str>, event: &Json) -> Option<String> {
    // A record reads a number and its text as one value.
    let written = |value: &Json| text(value).map_or_else(|| value.clone(), Json::from);
    let fields: Option<Vec<Json>> = info.id.iter().map(|path| at(event, path).filter(|value| !value.is_null()).map(written)).collect();
    let fields = fields.filter(|fields| !fields.is_empty())?;
    let whole = serde_json::to_vec(&(info.name, app, fields)).ok()?;
    Some(digits(&Sha256::digest(whole)))
}

/// A value by its path.
fn at<'j>(json: &'j Json, path: &str) -> Option<&'j Json> {
    path.split('/').try_fold(json, |json, name| json.get(name))
}

fn at_mut<'j>(json: &'j mut Json, path: &str) -> Option<&'j mut Json> {
    path.split('/').try_fold(json, |json, name| json.get_mut(name))
}

fn text(json: &Json) -> Option<String> {
    match json {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
