//! Webhooks: a call to the user's server for each event.

use restli_schema::api::{Citation, Event};

use super::context::Context;
use crate::extra::Extra;
use crate::json::Object;
use crate::notes::Notes;

/// Makes the entry of each event.
pub(super) fn webhooks(context: Context<'_>, notes: &mut Notes) -> Object {
    let events = context.api.events.iter();
    events.fold(Object::default(), |all, event| all.with(&event.name.wire, Object::of("post", call(context, event, notes))))
}

fn call(context: Context<'_>, event: &Event, notes: &mut Notes) -> Object {
    let api = context.api;
    let mut object = Object::of("tags", vec![api[event.product].name.wire.as_str()]);
    object.set_text("description", &event.doc);
    let body = Object::of("application/json", Object::of("schema", context.schemas.of(event.body)));
    object.set("requestBody", Object::of("required", true).with("content", body));
    object.set("responses", Object::of("2XX", Object::of("description", "The event was taken.")));
    if let Some(cited) = api.citation(&event.evidence).filter(Citation::is_page) {
        object.set("externalDocs", Object::of("description", cited.title).with("url", cited.address));
    }
    let mut own = Extra::new(notes, event.name.wire.as_str());
    own.put("each", "events that stand in one body", event.each.as_deref());
    own.put("id", "fields that tell events", Some(event.id.clone()).filter(|id| !id.is_empty()));
    own.put("time", "times of events", event.time.as_deref());
    own.put("app", "applications of events", event.app.as_deref());
    own.put("rust", "Rust names", event.name.rust.as_deref());
    own.evidence(api, &event.evidence);
    object.extend_x(own.finish());
    object
}
