//! Events that a service tells webhooks of.

use super::common::{Evidence, Name, ProductId, TypeId};

/// An event that the service tells webhooks of, each call with one body.
#[derive(Clone, Debug, Hash)]
pub struct Event {
    /// The name of the event, which the body carries.
    pub name: Name,
    /// The product whose file describes the event.
    pub product: ProductId,
    /// The documentation.
    pub doc: String,
    /// The record in the body.
    pub body: TypeId,
    /// Path of the array whose items are one event each; `None` if the body is one event.
    pub each: Option<String>,
    /// Paths of the fields that together tell an event from all others, from the item of [`each`](Self::each) or the body.
    pub id: Vec<String>,
    /// Path of the time of an event, from the item of [`each`](Self::each) or the body.
    pub time: Option<String>,
    /// Path of the application that a call is meant for, from the body.
    pub app: Option<String>,
    /// The evidence.
    pub evidence: Evidence,
}
