//! Facts about the webhooks of a service that its schema does not say.

use std::time::Duration;

use restli_core::Json;

/// The webhooks of a service. A signature is the HMAC-SHA256 of a prefix and the body with the secret of the app, in hexadecimal digits.
#[derive(Clone, Copy, Debug)]
pub struct WebhookStyle {
    /// The header of the signature.
    pub header: &'static str,
    /// The text that is signed before a body.
    pub prefix: &'static str,
    /// The parameter of a challenge, and the field of its answer that repeats it.
    pub challenge: &'static str,
    /// The field of the answer to a challenge that holds its signature.
    pub response: &'static str,
    /// The time in which a challenge is to be answered.
    pub challenge_wait: Duration,
    /// The time in which a call about an event is to be answered.
    pub delivery_wait: Duration,
    /// The time from one validation of an address to the next.
    pub revalidation: Duration,
    /// The failed validations in a row that block an address.
    pub failures: u32,
    /// The field of a body that names the event.
    pub event: &'static str,
    /// Events whose calls are repeated or need a certain answer. Others are called once, and accepted by any status of success.
    pub repeats: &'static [Repeats],
    /// Events whose signature is that of the body with `\uXXXX` in place of characters beyond ASCII.
    pub escaped: &'static [&'static str],
    /// The field of bodies and entities that holds the address of a webhook.
    pub address: &'static str,
    /// The operations before which the address in the body is validated.
    pub validated_by: &'static [&'static str],
    /// The collections of subscriptions.
    pub subscriptions: &'static [Subscriptions],
    /// The collections whose new entities are events.
    pub arrivals: &'static [Arrivals],
}

/// The calls about an event until one is accepted.
#[derive(Clone, Copy, Debug)]
pub struct Repeats {
    /// The event.
    pub event: &'static str,
    /// The most calls, the first one included.
    pub calls: u32,
    /// The time from one call to the next.
    pub every: Duration,
    /// Status 200 alone accepts the event.
    pub only_200: bool,
}

/// A collection of subscriptions to an event.
#[derive(Clone, Copy, Debug)]
pub struct Subscriptions {
    /// The collection, the path of its resource.
    pub collection: &'static str,
    /// The event.
    pub event: &'static str,
    /// Returns whether a subscription (the first value) is for a body.
    pub is_for: fn(&Json, &Json) -> bool,
    /// Makes a body one for a subscription.
    pub fit: fn(&Json, &mut Json),
}

/// A collection whose new entities are events.
#[derive(Clone, Copy, Debug)]
pub struct Arrivals {
    /// The collection, the path of its resource.
    pub collection: &'static str,
    /// The event.
    pub event: &'static str,
    /// The body about an entity, by its key.
    pub body: fn(&str, &Json) -> Json,
}

impl WebhookStyle {
    /// The calls about an event.
    pub(super) fn repeats_of(&self, event: &str) -> (u32, Duration) {
        self.repeats.iter().find(|one| one.event == event).map_or((1, Duration::ZERO), |one| (one.calls, one.every))
    }

    /// Returns whether a status accepts an event.
    pub(super) fn accepts(&self, event: &str, status: u16) -> bool {
        let only_200 = self.repeats.iter().any(|one| one.event == event && one.only_200);
        if only_200 { status == 200 } else { (200..300).contains(&status) }
    }
}
