//! Requests of the documentation, and the answers that it shows.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests fail by panicking")]

use http::{Request, StatusCode};
use linkedin_sandbox::{Sandbox, Settings, Time, settings};
use restli_schema::api::SampleContent;
use serde_json::Value as Json;

/// A day on which the versions of the schema live, 2026-12-01.
const DAY: Time = Time::from_millis(1_796_083_200_000);

async fn sandbox() -> Sandbox {
    let settings = Settings { starts_at: Some(DAY), ..settings() };
    Sandbox::start(linkedin_sandbox::api(), settings).await.expect("a sandbox")
}

/// The answer to the documented request of this name.
async fn answer(name: &str) -> Json {
    let api = linkedin_sandbox::api();
    let sandbox = sandbox().await;
    let mut shown = api.api().samples().iter().filter(|sample| sample.name == name);
    let shown = shown.find_map(|sample| if let SampleContent::Request(request) = &sample.content { Some(request) } else { None });
    let shown = shown.unwrap_or_else(|| panic!("{name}: no request"));
    let mut request = Request::builder().method(shown.verb.as_str()).uri(shown.target.as_str());
    for (name, value) in &shown.headers {
        request = request.header(name, value);
    }
    let request = request.header("authorization", format!("Bearer {}", sandbox.token_for_all()));
    let answer = sandbox.answer(request.body(shown.body.clone().into()).expect("a request"));
    assert!(answer.status().is_success(), "{name}: {}", String::from_utf8_lossy(answer.body()));
    serde_json::from_slice(answer.body()).unwrap_or_default()
}

#[tokio::test]
async fn entity_that_only_a_documented_create_shows_has_its_key() {
    assert_eq!(answer("audiences.ad_page_sets.get").await["id"], 41);
}

#[tokio::test]
async fn search_finds_no_entities_of_another_resource_at_its_path() {
    assert_eq!(answer("profile.viewer_connections.find_by_viewer").await["elements"][0]["to"], "urn:li:person:cD4");
}

#[tokio::test]
async fn search_has_the_answer_that_is_documented_for_its_query() {
    let name = "organizations.rest_organizational_entity_follower_statistics.find_by_organizational_entity";
    assert!(answer(name).await["elements"][0].get("followerGains").is_none());
    assert!(answer(&format!("{name}-intervals")).await["elements"][0]["followerGains"].is_object());
}

#[tokio::test]
async fn batch_of_searches_has_the_documented_entities_in_its_pages() {
    let found = answer("organizations.organization_authorizations.batch_find_by_impersonator").await;
    assert_eq!(found["elements"][0]["elements"][0]["impersonator"], "urn:li:person:aB3", "{found}");
}

#[tokio::test]
async fn search_by_a_record_around_a_value_finds_the_entities_with_that_value() {
    assert_eq!(answer("leads.lead_notifications.find_by_criteria").await["elements"][0]["id"], 777);
}

#[tokio::test]
async fn example_of_a_create_takes_no_key_that_is_there() {
    let sandbox = sandbox().await;
    let token = sandbox.token_for_all();
    let request = sandbox.example("audiences.dmp_segments_destinations.create", Some(&token)).expect("an example");
    assert_eq!(sandbox.answer(request).status(), StatusCode::CREATED);
}
