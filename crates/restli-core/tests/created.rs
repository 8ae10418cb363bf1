//! Creates whose answers cannot be read.

#![allow(clippy::expect_used, reason = "a test fails by a panic")]

use restli_core::data::Unread;
use restli_core::envelope::{BatchCreated, Created, CreatedEntity, Outcome, Reply};
use restli_core::{ResourceMethod, record};

#[derive(Clone)]
struct Widget {
    id: i64,
}

record! { Widget = "com.example.Widget" { id: "id" required } }

#[test]
fn create_that_cannot_be_read_names_the_entity_as_the_server_gave_it() {
    let reply = |id, location, body: &'static str| {
        let body = body.as_bytes();
        Reply { method: ResourceMethod::Create, status: 201, id, location, content_type: None, body }
    };
    let error = |reply: &Reply<'_>| CreatedEntity::<i64, Widget>::decode(reply, &mut Unread::default()).expect_err("no entity");
    let unfit = error(&reply(Some("urn:li:share:7"), Some("/widgets/7"), "{}"));
    assert_eq!(unfit.to_string(), "missing field id of com.example.Widget: {}; the created entity is `urn:li:share:7`");
    assert_eq!(unfit.created(), Some("urn:li:share:7"));
    assert_eq!(unfit.without_excerpt().created(), None, "it may hold a secret");
    assert_eq!(error(&reply(None, Some("/widgets/7"), "")).created(), Some("/widgets/7"));
    assert_eq!(error(&reply(None, None, "")).created(), None);
    // The address of a job.
    assert_eq!(error(&Reply { status: 202, ..reply(None, Some("/jobs/7"), "") }).created(), None);
    // An error under an id that is no key of the resource.
    let body = r#"{"status":500,"message":"late"}"#;
    let told = Created::<i64>::decode(&reply(Some("x"), None, body), &mut Unread::default()).expect_err("an error");
    assert!(told.to_string().ends_with("; the same answer names `x` as created"), "{told}");
}

#[test]
fn created_element_of_a_status_that_is_no_success_names_what_stands_beside_it() {
    let body = br#"{"elements":[{"status":302,"id":"7","location":"/widgets/7"},{"status":0,"location":"/widgets/8"},
        {"status":500},{"status":409,"id":"9","message":"twice"}]}"#;
    let reply = Reply { method: ResourceMethod::BatchCreate, status: 200, id: None, location: None, content_type: None, body };
    let batch = BatchCreated::<i64>::decode(&reply, &mut Unread::default()).expect("outcomes");
    let told: Vec<String> = batch.items.into_iter().map(|item| item.expect_err("no success").to_string()).collect();
    assert_eq!(
        told,
        ["302; the same answer names `7`", "0; the same answer names `/widgets/8`", "500: an error without words", "409, twice"]
    );
}
