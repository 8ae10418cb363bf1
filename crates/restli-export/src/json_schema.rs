//! JSON Schema 2020-12: all types in one document, each under `$defs`.

use restli_schema::api::Api;

use crate::json::{Json, Object};
use crate::notes::{Disposition, Notes};
use crate::schemas::Schemas;

pub(crate) fn document(api: &Api, notes: &mut Notes) -> Json {
    let mut document = Object::of("$schema", "https://json-schema.org/draft/2020-12/schema");
    document.set("title", api.name.wire.as_str());
    document.set_text("description", &api.doc);
    document.set("$defs", Schemas::new(api, "#/$defs/").all(notes));
    if !api.resources().is_empty() {
        notes.add(Disposition::LeftOut, "resources and what one must hold to call them", &api.name.wire);
    }
    document.into()
}
