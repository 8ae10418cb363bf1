//! Random events of webhooks.

use restli_schema::rust_names::case;
use serde_json::{Map, Value, json};

use super::names::Notation;
use super::types::{Known, used};
use super::writer::Writer;

/// Types that tell an event from others.
const TELLING: &[&str] = &["string", "int", "long", "urn", "urn:person", "urn:person | urn:place"];

/// Adds events, each with the records of its body.
pub(crate) fn events(writer: &mut Writer, known: &Known, types: &mut Map<String, Value>, content: &mut Map<String, Value>) {
    let mut events = Map::new();
    for _ in 0..writer.random.below(3) {
        let [item, body] = [(); 2].map(|()| case::raised(&writer.names.fresh(&mut writer.random)));
        let [id, time, more, items, app] = [(); 5].map(|()| writer.names.fresh(&mut writer.random));
        let (telling, own) = (writer.random.pick(TELLING), writer.random.pick(TELLING));
        types.insert(item.clone(), json!({"fields": {(&id): telling, (&time): "long", (format!("{more}?")): used(writer, known)}}));
        let mut event = Map::new();
        if writer.one_in(2) {
            types.insert(body.clone(), json!({"fields": {(&items): format!("[{item}]"), (&app): own}}));
            event.extend([("body".to_owned(), json!(body)), ("each".to_owned(), json!(items)), ("app".to_owned(), json!(app))]);
        } else {
            event.insert("body".to_owned(), json!(item));
        }
        if event.contains_key("each") || writer.one_in(2) {
            event.insert("id".to_owned(), json!([id]));
        }
        if writer.one_in(2) {
            event.insert("time".to_owned(), json!(time));
        }
        let name = writer.name(Notation::Wire);
        events.insert(name, Value::Object(event));
    }
    if !events.is_empty() {
        content.insert("events".to_owned(), Value::Object(events));
    }
}
