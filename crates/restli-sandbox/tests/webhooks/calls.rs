//! Calls about events, until one is accepted.

use std::time::Duration;

use restli_core::Time;
use restli_sandbox::{DeliveryState, Fault, Mishap, Rule, Sandbox};
use serde_json::json;

use crate::desk::{shop, statuses};
use crate::receiver::{HalfEnd, Receiver, SECRET};

const MINUTE: Duration = Duration::from_secs(60);

async fn listening() -> (Sandbox, Receiver) {
    let (sandbox, receiver) = (shop().await, Receiver::open(SECRET).await);
    sandbox.listen(&receiver.address, &[]).await.unwrap();
    (sandbox, receiver)
}

#[tokio::test]
async fn event_has_its_name_time_and_signature_and_another_id_each_time() {
    let (sandbox, receiver) = listening().await;
    for number in 1..3 {
        assert_eq!(sandbox.trigger("SOLD", None).unwrap(), [number]);
        sandbox.settle().await;
    }
    let events = receiver.events();
    assert!(events.iter().all(|event| event.is_signed), "{events:?}");
    let (one, other) = (events[0].json(), events[1].json());
    assert_eq!((&one["kind"], other["kind"].as_str()), (&json!("SOLD"), Some("SOLD")));
    assert!(one["sale"].as_i64().unwrap() > 1_000_000_000 && one["sale"] != other["sale"], "{one} {other}");
    assert!(Time::now().as_millis() - one["at"].as_i64().unwrap() < 60_000, "{one}");
    let deliveries = sandbox.deliveries();
    assert_eq!((&*deliveries[0].body, statuses(&deliveries[0])), (events[0].body.as_bytes(), vec![200]));
}

#[tokio::test]
async fn event_that_somebody_asks_for_meets_the_faults_of_all_operations() {
    let (sandbox, receiver) = listening().await;
    let id = sandbox.inject(Rule::new("*", Fault::WebhookTwice).times(1)).unwrap();
    for deliveries in [2, 3] {
        sandbox.trigger("SOLD", None).unwrap();
        sandbox.settle().await;
        assert_eq!((receiver.events().len(), sandbox.deliveries().len()), (deliveries, deliveries));
    }
    assert_eq!(sandbox.deliveries()[1].repeats, Some(1));
    assert_eq!(sandbox.faults()[0].injected, 1);
    assert!(sandbox.remove_fault(id));
}

#[tokio::test]
async fn body_that_is_given_is_completed() {
    let (sandbox, receiver) = listening().await;
    sandbox.trigger("GONE", Some(json!({"shop": "Zürich", "at": 7}))).unwrap();
    sandbox.settle().await;
    let event = &receiver.events()[0];
    let body = event.json();
    assert_eq!((&body["shop"], &body["at"], &body["kind"], event.is_signed), (&json!("Zürich"), &json!(7), &json!("GONE"), true));
    assert!(body["sale"].is_i64(), "{body}");
    assert_eq!(sandbox.trigger("LOST", None).unwrap_err().to_string(), "the API has no event `LOST`, but SOLD, GONE");
    assert!(sandbox.trigger("SOLD", Some(json!([]))).is_err());
}

#[tokio::test]
async fn call_that_fails_is_repeated_by_the_clock_of_the_sandbox() {
    let (sandbox, receiver) = listening().await;
    receiver.answer_with(&[503, 0]);
    sandbox.trigger("SOLD", None).unwrap();
    for state in [DeliveryState::Waiting, DeliveryState::Waiting, DeliveryState::Delivered] {
        sandbox.settle().await;
        assert_eq!(sandbox.deliveries()[0].state, state);
        sandbox.advance(MINUTE);
    }
    let delivery = &sandbox.deliveries()[0];
    assert_eq!(statuses(delivery), [503, 0, 200]);
    assert!(delivery.attempts[1].time.as_millis() - delivery.attempts[0].time.as_millis() >= 60_000);
    let bodies: Vec<String> = receiver.events().into_iter().map(|event| event.body).collect();
    assert!(bodies.len() == 3 && bodies.iter().all(|body| *body == bodies[0]), "the same bytes each time");
}

#[tokio::test]
async fn status_of_an_answer_with_a_huge_body_counts() {
    let (sandbox, receiver) = listening().await;
    receiver.answer_at_length("x".repeat(8 << 20));
    receiver.answer_with(&[200, 500]);
    for (number, state, status) in [(0, DeliveryState::Delivered, 200), (1, DeliveryState::Waiting, 500)] {
        sandbox.trigger("SOLD", None).unwrap();
        sandbox.settle().await;
        let delivery = &sandbox.deliveries()[number];
        assert_eq!((delivery.state, statuses(delivery)), (state, vec![status]));
    }
}

#[tokio::test]
async fn status_of_an_answer_whose_body_does_not_end_counts() {
    for end in [HalfEnd::Stalled, HalfEnd::Closed] {
        let (sandbox, receiver) = listening().await;
        receiver.answer_at_length("half".repeat(9));
        receiver.answer_by_half(end);
        receiver.answer_with(&[200, 500]);
        for (number, state, status) in [(0, DeliveryState::Delivered, 200), (1, DeliveryState::Waiting, 500)] {
            sandbox.trigger("SOLD", None).unwrap();
            sandbox.settle().await;
            let delivery = &sandbox.deliveries()[number];
            assert_eq!((delivery.state, statuses(delivery)), (state, vec![status]), "{end:?}: {delivery:?}");
        }
    }
}

#[tokio::test]
async fn event_is_dropped_after_its_last_call() {
    let (sandbox, receiver) = listening().await;
    receiver.answer_with(&[400, 204, 500, 204]);
    sandbox.trigger("SOLD", None).unwrap();
    for _ in 0..5 {
        sandbox.settle().await;
        sandbox.advance(MINUTE);
    }
    sandbox.settle().await;
    let delivery = &sandbox.deliveries()[0];
    assert_eq!((delivery.state, statuses(delivery)), (DeliveryState::Dropped, vec![400, 204, 500]), "200 alone accepts");
    sandbox.trigger("GONE", None).unwrap();
    sandbox.settle().await;
    assert_eq!(sandbox.deliveries()[1].state, DeliveryState::Delivered, "any success accepts");
}

#[tokio::test]
async fn replay_sends_the_same_bytes() {
    let (sandbox, receiver) = listening().await;
    sandbox.trigger("SOLD", None).unwrap();
    sandbox.settle().await;
    assert_eq!((sandbox.replay(1), sandbox.replay(9)), (Some(2), None));
    sandbox.settle().await;
    assert_eq!(sandbox.deliveries()[1].repeats, Some(1));
    let events = receiver.events();
    assert_eq!((events.len(), &events[0].body), (2, &events[1].body));
}

#[tokio::test]
async fn mishaps_go_wrong_as_they_are_named() {
    let (sandbox, receiver) = listening().await;
    sandbox.trigger_amiss("SOLD", Some(json!({"sale": 1})), Mishap::Twice).unwrap();
    sandbox.trigger_amiss("SOLD", Some(json!({"sale": 2})), Mishap::Reordered).unwrap();
    sandbox.settle().await;
    sandbox.trigger_amiss("SOLD", Some(json!({"sale": 3})), Mishap::WrongSecret).unwrap();
    sandbox.settle().await;
    sandbox.trigger_amiss("SOLD", Some(json!({"sale": 4, "at": 9})), Mishap::Stale).unwrap();
    sandbox.settle().await;
    sandbox.advance(MINUTE);
    sandbox.settle().await;
    let events = receiver.events();
    let sales: Vec<i64> = events.iter().map(|event| event.json()["sale"].as_i64().unwrap()).collect();
    assert_eq!(sales, [1, 1, 3, 4, 2]);
    let signed: Vec<bool> = events.iter().map(|event| event.is_signed).collect();
    assert_eq!(signed, [true, true, false, true, true]);
    assert!(Time::now().as_millis() - events[3].json()["at"].as_i64().unwrap() >= 2 * 24 * 3_600_000);
    assert!(Mishap::ALL.into_iter().all(|mishap| Mishap::of(mishap.word()) == Some(mishap)));
}

#[tokio::test]
async fn sandbox_that_is_dropped_calls_nobody() {
    let (sandbox, receiver) = listening().await;
    receiver.answer_with(&[0]);
    sandbox.trigger("SOLD", None).unwrap();
    drop(sandbox);
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert!(receiver.events().is_empty());
}
