//! LinkedIn's webhooks, as far as the schema does not say (`docs/linkedin/webhooks.md`).

use std::time::Duration;

use restli_sandbox::{Arrivals, Repeats, Subscriptions, WebhookStyle};
use serde_json::{Value as Json, json};

use crate::text::set;

pub(crate) const SOCIAL_ACTIONS: &str = "ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS";
const LEAD: &str = "LEAD_ACTION";

const FIVE_MINUTES: Duration = Duration::from_secs(300);

pub(crate) const STYLE: WebhookStyle = WebhookStyle {
    header: "X-LI-Signature",
    prefix: "hmacsha256=",
    challenge: "challengeCode",
    response: "challengeResponse",
    challenge_wait: Duration::from_secs(3),
    // Not documented.
    delivery_wait: Duration::from_secs(10),
    revalidation: Duration::from_secs(2 * 60 * 60),
    failures: 3,
    event: "type",
    repeats: &[
        // Every five minutes for eight hours.
        Repeats { event: SOCIAL_ACTIONS, calls: 1 + 96, every: FIVE_MINUTES, only_200: false },
        // The time between the calls is not documented.
        Repeats { event: "EXPORT_JOB_APPLICATION", calls: 6, every: FIVE_MINUTES, only_200: true },
    ],
    escaped: &["EXPORT_JOB_APPLICATION"],
    address: "webhook",
    validated_by: &[
        "webhooks.event_subscriptions.update",
        "webhooks.developer_webhooks.revalidate_webhook",
        "leads.lead_notifications.create",
    ],
    subscriptions: &[
        Subscriptions { collection: "/eventSubscriptions", event: SOCIAL_ACTIONS, is_for: is_for_organization, fit: fit_organization },
        Subscriptions { collection: "/leadNotifications", event: LEAD, is_for: is_for_lead, fit: fit_lead },
    ],
    arrivals: &[Arrivals { collection: "/leadFormResponses", event: LEAD, body: lead }],
};

fn is_for_organization(subscription: &Json, body: &Json) -> bool {
    let first = body.pointer("/notifications/0/organizationalEntity");
    first.is_some() && first == subscription.get("entity")
}

fn fit_organization(subscription: &Json, body: &mut Json) {
    for notification in body.get_mut("notifications").and_then(Json::as_array_mut).into_iter().flatten() {
        for (field, from) in [("organizationalEntity", "entity"), ("subscriber", "user")] {
            if let Some(value) = subscription.get(from) {
                set(notification, field, value.clone());
            }
        }
    }
}

/// The fields of a notification, each with that of the subscription to which it must be the same if it is there.
const OF_LEADS: [(&str, &str); 3] = [("owner", "owner"), ("leadType", "leadType"), ("leadGenForm", "versionedForm")];

fn is_for_lead(subscription: &Json, body: &Json) -> bool {
    let is_same = |(field, from): &(&str, &str)| subscription.get(from).is_none_or(|wanted| body.get(field) == Some(wanted));
    let wanted = subscription.get("associatedEntity").map(entity);
    OF_LEADS.iter().all(is_same) && wanted.is_none_or(|wanted| body.get("associatedEntity") == Some(&wanted))
}

fn fit_lead(subscription: &Json, body: &mut Json) {
    for (field, from) in OF_LEADS {
        if let Some(value) = subscription.get(from) {
            set(body, field, value.clone());
        }
    }
    if let Some(value) = subscription.get("associatedEntity") {
        set(body, "associatedEntity", entity(value));
    }
}

/// The notification of a new lead.
fn lead(key: &str, lead: &Json) -> Json {
    let mut body = json!({"leadGenFormResponse": format!("urn:li:leadGenFormResponse:{key}"), "leadAction": "CREATED"});
    let fields = [("owner", "owner"), ("leadType", "leadType"), ("leadGenForm", "versionedLeadGenFormUrn"), ("occurredAt", "submittedAt")];
    for (field, from) in fields {
        if let Some(value) = lead.get(from) {
            set(&mut body, field, value.clone());
        }
    }
    if let Some(value) = lead.get("associatedEntity") {
        set(&mut body, "associatedEntity", entity(value));
    }
    body
}

/// The creative or event of a lead or subscription, as notifications name it.
fn entity(named: &Json) -> Json {
    match named.get("associatedCreative") {
        Some(creative) => json!({ "sponsoredCreative": creative }),
        None => named.clone(),
    }
}
