//! Webhooks of the sandbox, and a receiver of this crate behind a router.
#![cfg(all(feature = "axum", feature = "leads", feature = "social"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test")]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use linkedin::Client;
use linkedin::leads::{LeadOwner, LeadType, NewLeadNotificationSubscription};
use linkedin::social::{CommentMessage, NewComment, NewReaction, ReactionType};
use linkedin::urns::{DeveloperApplicationUrn, OrganizationUrn, PersonUrn, ShareUrn, SponsoredAccountUrn};
use linkedin::webhook::{Event, router};
use linkedin::webhooks::{EventSubscriptionKey, NewEventSubscription, WebhookEventType};
use linkedin_sandbox::{DeliveryState, Fault, Mishap, Rule, Sandbox, Seed, Settings, Standing};
use serde_json::json;

const SECRET: &str = "sandbox-secret";

type Events = Arc<Mutex<Vec<Event>>>;

/// A program under test: its address, and the events that it has taken.
async fn program(secret: &str) -> (String, Events) {
    let events = Events::default();
    let taken = Arc::clone(&events);
    let receiver = linkedin::webhook::receiver(secret).unwrap();
    let app = router("/hooks", receiver, move |event| {
        taken.lock().unwrap().push(event);
        async { Ok::<_, String>(()) }
    });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}/hooks", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, app).await });
    (address, events)
}

async fn sandbox() -> (Sandbox, Client) {
    let world = Seed::Entities(json!({"/rest/posts": [
        {"id": "urn:li:share:70", "author": "urn:li:organization:4400", "commentary": "Launch day", "visibility": "PUBLIC", "lifecycleState": "PUBLISHED"},
        {"id": "urn:li:share:71", "author": "urn:li:organization:4500", "commentary": "Of another", "visibility": "PUBLIC", "lifecycleState": "PUBLISHED"}
    ]}));
    let settings = Settings { world, ..linkedin_sandbox::settings() };
    let sandbox = Sandbox::start(linkedin_sandbox::api(), settings).await.unwrap();
    let client = Client::builder().base_url(&sandbox.base_url()).token(sandbox.token_for_all()).build().unwrap();
    (sandbox, client)
}

async fn subscribe(client: &Client, address: &str) -> Result<(), linkedin::Error> {
    let (app, member, organization) = (DeveloperApplicationUrn::new(1), PersonUrn::new("mira"), OrganizationUrn::new(4400));
    let key = EventSubscriptionKey::new(app, member, organization, WebhookEventType::OrganizationSocialActionNotifications);
    client.event_subscriptions().update(key, &NewEventSubscription::new(address)).await
}

fn statuses(sandbox: &Sandbox) -> Vec<Vec<u16>> {
    let of = |delivery: &linkedin_sandbox::Delivery| delivery.attempts.iter().map(|one| one.outcome.clone().unwrap_or_default()).collect();
    sandbox.deliveries().iter().map(of).collect()
}

#[tokio::test]
async fn activity_on_a_post_of_an_organization_is_told_to_its_subscribers() {
    let ((address, events), (sandbox, client)) = (program(SECRET).await, sandbox().await);
    subscribe(&client, &address).await.unwrap();
    for post in [71, 70] {
        let post = ShareUrn::new(post);
        let comment = NewComment::new(PersonUrn::new("mira"), post.clone(), CommentMessage::new("Congratulations, für alle"));
        client.social_actions_comments().create(post.clone(), &comment).await.unwrap();
        client.reactions().create(PersonUrn::new("mira"), &NewReaction::new(ReactionType::Praise, post)).await.unwrap();
        sandbox.settle().await;
    }
    let taken = std::mem::take(&mut *events.lock().unwrap());
    let mut actions = Vec::new();
    for event in taken {
        let Event::SocialActions(call) = event else { panic!("{event:?}") };
        let [one] = &*call.notifications else { panic!("{call:?}") };
        assert_eq!(one.source_post.as_ref().unwrap().to_string(), "urn:li:share:70");
        assert_eq!(one.subscriber, Some(PersonUrn::new("mira")));
        actions.push(format!("{:?}", one.action));
    }
    actions.sort();
    assert_eq!(actions, ["Comment", "Like"]);
}

#[tokio::test]
async fn address_with_another_secret_is_no_webhook() {
    let ((address, events), (sandbox, client)) = (program("another-secret").await, sandbox().await);
    let error = subscribe(&client, &address).await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(400));
    assert!(error.to_string().contains("This URL did not pass the security challenge check"), "{error}");
    let error = client.developer_webhooks().revalidate_webhook(DeveloperApplicationUrn::new(1), &*address).await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(400));
    let owner = LeadOwner::SponsoredAccount(SponsoredAccountUrn::new(5501));
    let leads = NewLeadNotificationSubscription::new(address, owner, LeadType::Sponsored);
    client.lead_notifications().create(&leads).await.unwrap();
    sandbox.trigger("LEAD_ACTION", None).unwrap();
    sandbox.settle().await;
    assert_eq!((sandbox.webhooks()[0].standing, events.lock().unwrap().len()), (Standing::Failed, 0));
}

#[tokio::test]
async fn new_lead_is_told_to_the_subscribers_of_its_owner() {
    let ((address, events), (sandbox, client)) = (program(SECRET).await, sandbox().await);
    let owner = LeadOwner::SponsoredAccount(SponsoredAccountUrn::new(5501));
    let leads = NewLeadNotificationSubscription::new(address, owner, LeadType::Sponsored);
    client.lead_notifications().create(&leads).await.unwrap();
    for (key, account) in [("a-1", 5501), ("a-2", 5502)] {
        let lead = json!({"owner": {"sponsoredAccount": format!("urn:li:sponsoredAccount:{account}")}, "leadType": "SPONSORED"});
        assert!(sandbox.put(&format!("/rest/leadFormResponses/{key}"), lead));
    }
    sandbox.settle().await;
    let taken = std::mem::take(&mut *events.lock().unwrap());
    let [Event::Lead(lead)] = &*taken else { panic!("{taken:?}") };
    assert_eq!(lead.lead_gen_form_response.as_str(), "urn:li:leadGenFormResponse:a-1");
}

#[tokio::test]
async fn events_that_go_wrong_are_taken_once_or_refused() {
    let ((address, events), (sandbox, _)) = (program(SECRET).await, sandbox().await);
    assert_eq!(sandbox.listen(&address, &[]).await.unwrap(), Standing::Validated);
    for mishap in [Mishap::Twice, Mishap::WrongSecret, Mishap::Stale] {
        sandbox.trigger_amiss("LEAD_ACTION", None, mishap).unwrap();
        sandbox.settle().await;
    }
    assert_eq!(sandbox.replay(1), Some(5));
    sandbox.settle().await;
    assert_eq!(statuses(&sandbox), [[200], [200], [401], [403], [200]]);
    assert_eq!(events.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn fault_of_an_operation_is_one_of_its_events() {
    let ((address, events), (sandbox, client)) = (program(SECRET).await, sandbox().await);
    subscribe(&client, &address).await.unwrap();
    sandbox.inject(Rule::new("social.reactions.create", Fault::WebhookTwice)).unwrap();
    let reaction = NewReaction::new(ReactionType::Like, ShareUrn::new(70));
    client.reactions().create(PersonUrn::new("mira"), &reaction).await.unwrap();
    sandbox.settle().await;
    assert_eq!((statuses(&sandbox), events.lock().unwrap().len()), (vec![vec![200], vec![200]], 1));
}

#[tokio::test]
async fn each_event_of_the_schema_is_one_that_the_receiver_reads() {
    let ((address, events), (sandbox, _)) = (program(SECRET).await, sandbox().await);
    sandbox.listen(&address, &[]).await.unwrap();
    for _ in 0..20 {
        for event in linkedin_sandbox::api().api().events.iter().map(|event| event.name.wire.clone()) {
            sandbox.trigger(&event, None).unwrap();
        }
        sandbox.settle().await;
    }
    let refused: Vec<_> = sandbox.deliveries().into_iter().filter(|one| one.state != DeliveryState::Delivered).collect();
    assert!(refused.is_empty(), "{:?}", refused.first());
    assert_eq!(events.lock().unwrap().len(), sandbox.deliveries().len(), "no id came twice");
}

#[tokio::test]
async fn notification_is_repeated_every_five_minutes() {
    let (sandbox, _) = sandbox().await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}/hooks", listener.local_addr().unwrap());
    let calls = Arc::new(Mutex::new(0));
    let (counted, receiver) = (Arc::clone(&calls), linkedin::webhook::receiver(SECRET).unwrap());
    let app = router("/hooks", receiver, move |_| {
        let mut calls = counted.lock().unwrap();
        *calls += 1;
        let is_ready = *calls == 3;
        async move { if is_ready { Ok(()) } else { Err("the queue is full") } }
    });
    tokio::spawn(async move { axum::serve(listener, app).await });
    sandbox.listen(&address, &[]).await.unwrap();
    sandbox.trigger("ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS", None).unwrap();
    for _ in 0..4 {
        sandbox.settle().await;
        sandbox.advance(Duration::from_secs(300));
    }
    assert_eq!((statuses(&sandbox), sandbox.deliveries()[0].state), (vec![vec![500, 500, 200]], DeliveryState::Delivered));
}
