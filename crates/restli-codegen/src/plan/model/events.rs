//! Events of webhooks.

use restli_schema::api::Event;

use super::types::ItemRef;

/// A variant of the enum of events, and a row of their table.
#[derive(Debug)]
pub struct EventPlan<'a> {
    /// Name of the variant.
    pub ident: String,
    /// Paragraphs of documentation.
    pub docs: Vec<String>,
    /// Feature of the product that describes the event.
    pub feature: &'a str,
    /// The record in the body.
    pub body: ItemRef,
    /// The event in the schema.
    pub entry: &'a Event,
}
