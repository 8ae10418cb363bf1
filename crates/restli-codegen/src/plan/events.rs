//! Events of webhooks: one variant each.

use restli_schema::api::{Api, Event};
use restli_schema::rust_names::symbol_name;

use super::docs;
use super::model::{EventPlan, ItemRef};

/// Plans the events; `named` are the Rust types of the schema's types.
pub(crate) fn plan<'a>(api: &'a Api, named: &[ItemRef]) -> Vec<EventPlan<'a>> {
    let event = |event: &'a Event| {
        let Event { name, product, doc, body, evidence, .. } = event;
        let mut paragraphs = docs::paragraphs(doc);
        if paragraphs.is_empty() {
            paragraphs.push(format!("`{}`.", name.wire));
        }
        paragraphs.extend(docs::evidence(api, evidence));
        let feature = api[*product].name.wire.as_str();
        Some(EventPlan { ident: symbol_name(name), docs: paragraphs, feature, body: named.get(body.index())?.clone(), entry: event })
    };
    api.events.iter().filter_map(event).collect()
}
