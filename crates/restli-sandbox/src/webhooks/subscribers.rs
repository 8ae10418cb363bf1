//! The subscriptions to an event, as the world has them.

use restli_core::Json;

use super::style::{Subscriptions, WebhookStyle};
use crate::store::Store;

/// A subscription with the address that it names.
#[derive(Clone, Copy, Debug)]
pub(super) struct Subscriber<'a> {
    pub(super) address: &'a str,
    pub(super) subscription: &'a Json,
    pub(super) kind: &'a Subscriptions,
}

/// The subscriptions to an event.
pub(super) fn of<'a>(style: &'a WebhookStyle, store: &'a Store, event: &str) -> Vec<Subscriber<'a>> {
    let mut all = Vec::new();
    for kind in style.subscriptions.iter().filter(|kind| kind.event == event) {
        for entity in store.list(kind.collection) {
            if let Some(address) = entity.value.get(style.address).and_then(Json::as_str) {
                all.push(Subscriber { address, subscription: &entity.value, kind });
            }
        }
    }
    all
}
