//! Receivers of several programs that share a store of events.

use std::sync::Arc;
use std::time::Duration;

use restli_client::http::StatusCode;
use restli_client::webhook::{EventState, EventStore, MemoryEvents, Receiver, Refusal, SharedDelivery, SharedReceiver};
use restli_client::{StoreFuture, Time};

use super::{Event, JOINED, NOW, SCHEME, json, signed};
use crate::homes::{self, Home};

/// Two programs' views of one store.
type Views = [Arc<dyn EventStore>; 2];

/// The views of each kind of store that this build has; with the home, which ends with the value.
fn stores() -> Vec<(Option<Home>, Views)> {
    let memory = MemoryEvents::default();
    let memory: Views = [Arc::new(memory.clone()), Arc::new(memory)];
    let shared = Home::all().into_iter().filter_map(|home| {
        let address = home.address();
        let views = [homes::events(&address)?, homes::events(&address)?];
        Some((Some(home), views))
    });
    std::iter::once((None, memory)).chain(shared).collect()
}

fn receiver(store: &Arc<dyn EventStore>, clock: fn() -> Time) -> SharedReceiver<Event> {
    Receiver::new(&SCHEME, "one").unwrap().clock(clock).shared(Arc::clone(store))
}

fn now() -> Time {
    Time::from_millis(NOW)
}

/// The time at which the lease of a claim of [`now`] has ended.
fn after_the_lease() -> Time {
    Time::from_millis(NOW + 60_001)
}

async fn verify(receiver: &SharedReceiver<Event>, body: &str) -> Result<SharedDelivery<Event>, Refusal> {
    receiver.verify(&signed("one", body), body.as_bytes()).await
}

/// Verifies a call as soon as nobody is at work on its event.
async fn verify_soon(receiver: &SharedReceiver<Event>, body: &str) -> Result<SharedDelivery<Event>, Refusal> {
    for _ in 0..500 {
        match verify(receiver, body).await {
            Err(Refusal::InProgress) => tokio::time::sleep(Duration::from_millis(10)).await,
            outcome => return outcome,
        }
    }
    Err(Refusal::InProgress)
}

fn at(second: i64) -> Time {
    Time::from_millis(NOW + second * 1000)
}

#[tokio::test]
async fn store_of_events_keeps_the_contract() {
    use EventState::{Accepted, Claimed};
    for (_home, [store, other]) in stores() {
        let ids = ["a", "b", "c", "d"].map(str::to_owned);
        let [a, b, c, d] = &ids;
        let claim = |ids: &[&String], holder: &'static str, second: i64| {
            let (store, ids) = (Arc::clone(&other), ids.iter().copied().cloned().collect::<Vec<String>>());
            async move { store.claim(&ids, holder, at(second + 10), at(second)).await.unwrap() }
        };
        assert_eq!(claim(&[a, b], "me", 0).await, [None, None], "{store:?}");
        assert_eq!(claim(&[a, b], "me", 0).await, [None, None], "a claim may be repeated");
        assert_eq!(claim(&[b, c], "you", 1).await, [Some(Claimed), None], "{store:?}");
        assert_eq!(claim(&[c], "her", 1).await, [None], "beside an event that somebody is at work on, none is claimed");
        store.accept(std::slice::from_ref(a), at(100), at(1)).await.unwrap();
        store.release(&ids, "me").await.unwrap();
        assert_eq!(claim(&[a, b, d], "you", 2).await, [Some(Accepted), None, None], "{store:?}");
        store.release(&ids, "me").await.unwrap();
        assert_eq!(claim(&[d], "me", 2).await, [Some(Claimed)], "only its holder gives an event back");
        // What ends at a time holds until then.
        assert_eq!(claim(&[d], "me", 12).await, [Some(Claimed)], "{store:?}");
        assert_eq!(claim(&[d], "me", 13).await, [None], "{store:?}");
        assert_eq!(claim(&[a], "me", 100).await, [Some(Accepted)], "{store:?}");
        assert_eq!(claim(&[a], "me", 101).await, [None], "{store:?}");
    }
}

#[tokio::test]
async fn event_belongs_to_the_program_that_verified_it_first() {
    for (_home, [one, two]) in stores() {
        let (one, two) = (receiver(&one, now), receiver(&two, now));
        let delivery = verify(&one, JOINED).await.unwrap();
        assert_eq!(verify(&two, JOINED).await.unwrap_err(), Refusal::InProgress, "{two:?}");
        assert_eq!(delivery.accept().await, Ok(Event::Joined(json(JOINED))));
        for receiver in [one, two] {
            assert_eq!(verify(&receiver, JOINED).await.unwrap_err(), Refusal::Replayed, "{receiver:?}");
        }
    }
}

#[tokio::test]
async fn event_that_is_not_accepted_is_taken_by_another_program() {
    for (_home, [one, two]) in stores() {
        let (one, two) = (receiver(&one, now), receiver(&two, now));
        drop(verify(&one, JOINED).await.unwrap());
        verify_soon(&two, JOINED).await.unwrap().accept().await.unwrap();
        assert_eq!(verify(&one, JOINED).await.unwrap_err(), Refusal::Replayed);
    }
}

#[tokio::test]
async fn event_of_a_program_that_was_killed_is_taken_when_its_lease_ends() {
    for (_home, [one, two]) in stores() {
        let (one, later) = (receiver(&one, now), receiver(&two, after_the_lease));
        // A program that is killed drops nothing.
        std::mem::forget(verify(&one, JOINED).await.unwrap());
        assert_eq!(verify(&receiver(&two, now), JOINED).await.unwrap_err(), Refusal::InProgress);
        verify(&later, JOINED).await.unwrap().accept().await.unwrap();
        assert_eq!(verify(&one, JOINED).await.unwrap_err(), Refusal::Replayed);
    }
}

#[tokio::test]
async fn handler_that_outlives_its_lease_accepts_the_event_all_the_same() {
    for (_home, [one, two]) in stores() {
        let (one, two) = (receiver(&one, now), receiver(&two, after_the_lease));
        let slow = verify(&one, JOINED).await.unwrap();
        let other = verify(&two, JOINED).await.unwrap();
        slow.accept().await.unwrap();
        drop(other);
        tokio::time::sleep(Duration::from_millis(50)).await;
        assert_eq!(verify(&two, JOINED).await.unwrap_err(), Refusal::Replayed, "{two:?}");
    }
}

#[tokio::test]
async fn events_of_one_body_are_those_that_no_program_has_accepted() {
    let body = |numbers: &str| format!("{{\"type\":\"LEFT\",\"all\":[{numbers}]}}");
    for (_home, [one, two]) in stores() {
        let (one, two) = (receiver(&one, now), receiver(&two, now));
        let both = body(r#"{"number":1},{"number":2}"#);
        assert_eq!(verify(&one, &both).await.unwrap().accept().await, Ok(Event::Left(json(&both))));
        let next = body(r#"{"number":2},{"number":3}"#);
        assert_eq!(verify(&two, &next).await.unwrap().accept().await, Ok(Event::Left(json(&body(r#"{"number":3}"#)))));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn event_that_comes_to_many_programs_at_once_is_taken_by_one() {
    for (_home, views) in stores() {
        let receivers: Vec<_> = (0..20).map(|number| Arc::new(receiver(&views[number % 2], now))).collect();
        let tasks = receivers.into_iter().map(|receiver| tokio::spawn(async move { verify(&receiver, JOINED).await }));
        let mut taken = Vec::new();
        for task in tasks.collect::<Vec<_>>() {
            match task.await.unwrap() {
                Err(refusal) => assert_eq!(refusal, Refusal::InProgress),
                Ok(delivery) => taken.push(delivery),
            }
        }
        assert_eq!(taken.len(), 1);
    }
}

#[derive(Debug)]
struct Broken;

impl EventStore for Broken {
    fn claim<'a>(&'a self, _: &'a [String], _: &'a str, _: Time, _: Time) -> StoreFuture<'a, Vec<Option<EventState>>> {
        Box::pin(async { Err("the disk is full".into()) })
    }

    fn accept<'a>(&'a self, _: &'a [String], _: Time, _: Time) -> StoreFuture<'a, ()> {
        Box::pin(async { Err("the disk is full".into()) })
    }

    fn release<'a>(&'a self, _: &'a [String], _: &'a str) -> StoreFuture<'a, ()> {
        Box::pin(async { Ok(()) })
    }
}

#[tokio::test]
async fn store_that_fails_lets_the_service_send_the_event_again() {
    let store: Arc<dyn EventStore> = Arc::new(Broken);
    let refusal = verify(&receiver(&store, now), JOINED).await.unwrap_err();
    assert_eq!(refusal, Refusal::StoreFailed { error: "the disk is full".to_owned() });
    assert_eq!(refusal.status(), StatusCode::SERVICE_UNAVAILABLE);
    // An event that nothing tells from others needs no store.
    let body = r#"{"type":"MOVED"}"#;
    verify(&receiver(&store, now), body).await.unwrap().accept().await.unwrap();
}
