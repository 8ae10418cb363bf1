//! Calls to a webhook as LinkedIn makes them.
#![cfg(all(feature = "jobs", feature = "leads", feature = "webhooks"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

use linkedin::http::{HeaderMap, HeaderValue};
use linkedin::incoming::EVENTS;
use linkedin::leads::LeadAction;
use linkedin::webhook::{Event, Receiver, Refusal};
use linkedin::{Json, Time};

const SECRET: &str = "EXAMPLEclientSecret01";
const LEAD: &str =
    r#"{"type":"LEAD_ACTION","leadGenFormResponse":"urn:li:leadGenFormResponse:0f3c-1","leadAction":"CREATED","occurredAt":1750000000000}"#;

fn receiver() -> Receiver {
    linkedin::webhook::receiver(SECRET).unwrap().clock(|| Time::from_millis(1_750_000_060_000))
}

fn headers(signature: &'static str) -> HeaderMap {
    HeaderMap::from_iter([("x-li-signature".parse().unwrap(), HeaderValue::from_static(signature))])
}

#[test]
fn lead_with_its_signature_is_a_typed_event_once() {
    let receiver = receiver();
    let headers = headers("c954f4a6f9621c436112913ff3a3eeb001dfdec4a3e8aa3edd3340d7619c27ac");
    let Event::Lead(lead) = receiver.verify(&headers, LEAD.as_bytes()).unwrap().accept() else { panic!("another event") };
    assert_eq!((lead.lead_action, lead.lead_gen_form_response.as_str()), (LeadAction::Created, "urn:li:leadGenFormResponse:0f3c-1"));
    assert_eq!(receiver.verify(&headers, LEAD.as_bytes()).unwrap_err(), Refusal::Replayed);
}

#[test]
fn challenge_is_answered_with_its_signature() {
    let answer = receiver().challenge("challengeCode=2f1c7a54-0b9d-4c3e-9a51-6d0e8f7b1c22").unwrap();
    let expected = r#"{"challengeCode":"2f1c7a54-0b9d-4c3e-9a51-6d0e8f7b1c22","challengeResponse":"803e252a0c69daf3c73a3fe95fa7c21838d3ace331fde020533ff2dac94addea"}"#;
    assert_eq!(answer.body(), expected);
}

#[test]
fn bodies_of_the_documentation_are_read_whole() {
    let samples = restli_testing::workspace().join("schema/linkedin/samples");
    let mut read = Vec::new();
    for product in ["jobs", "leads", "webhooks"] {
        for entry in std::fs::read_dir(samples.join(product)).unwrap() {
            let body = std::fs::read(entry.unwrap().path()).unwrap();
            let json: Json = linkedin::core::json::from_slice(&body).unwrap_or_default();
            let Some(info) = EVENTS.iter().find(|info| json.get("type").is_some_and(|name| name == info.name)) else { continue };
            let (event, unread) = (info.read)(&body).unwrap();
            assert!(unread.is_empty() && !matches!(event, Event::Unrecognized(_)), "{}: {unread:?}", info.name);
            read.push(info.name);
        }
    }
    read.sort_unstable();
    read.dedup();
    assert_eq!(read, ["EXPORT_JOB_APPLICATION", "LEAD_ACTION", "ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS", "RESYNC_JOBS"]);
}
