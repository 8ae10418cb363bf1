//! Uploads in one piece and in parts, on a small API.

use bytes::Bytes;
use http::{Request, StatusCode};
use restli_core::Json;
use serde_json::json;

use crate::described::Described;
use crate::faults::{Fault, Rule};
use crate::service;
use crate::settings::Settings;
use crate::state::State;
use crate::testing::product;

const FILES: &str = "
types:
  State: {enum: [READY, WAITING_UPLOAD, BROKEN]}
  File: {fields: {id: urn:place, owner?: urn:person, state?: State}}
  Begin: {fields: {owner: urn:person}}
  Begun: {fields: {file: urn:place, address: string, coverUrl: string}}
  Part: {fields: {address: string}}
  InParts: {fields: {file: urn:place, parts: [Part]}}
resources:
  files:
    collection: File
    key: {fileId: urn:place}
    read_only: [id, state]
    methods: {get: }
    actions:
      begin: {params: {request: Begin}, returns: Begun, upload: {to: address, status: state, ready: [READY], failed: [BROKEN]}}
      beginParts: {params: {request: Begin}, returns: InParts, upload: {to: parts.address, finish: end, status: state, ready: [READY], failed: [BROKEN]}}
      end: {params: {file: urn:place, tags: [string]}}
";

fn state() -> State {
    State::new(Described::new(product(FILES)), Settings::default(), "http://127.0.0.1:4000".to_owned())
}

/// Sends a request, and returns the status, the tag and the body of its answer.
fn send(state: &State, first: &str, body: &[u8]) -> (StatusCode, String, Json) {
    let (verb, target) = first.split_once(' ').unwrap();
    let target = target.strip_prefix(&state.base_url).unwrap_or(target);
    let request = Request::builder().method(verb).uri(target).header("content-length", body.len());
    let request = request.header("x-restli-protocol-version", "2.0.0").body(Bytes::copy_from_slice(body)).unwrap();
    let answer = service::answer(state, request).response;
    let tag = answer.headers().get("etag").map_or("", |tag| tag.to_str().unwrap()).to_owned();
    (answer.status(), tag, serde_json::from_slice(answer.body()).unwrap_or_default())
}

fn begun(state: &State, action: &str) -> Json {
    let body = json!({"request": {"owner": "urn:li:person:a"}}).to_string();
    let (status, _, body) = send(state, &format!("POST /v2/files?action={action}"), body.as_bytes());
    assert_eq!(status, StatusCode::OK, "{body}");
    body["value"].clone()
}

fn file(state: &State, urn: &Json) -> Json {
    send(state, &format!("GET /v2/files/{}", urn.as_str().unwrap().replace(':', "%3A")), b"").2
}

#[test]
fn file_is_ready_when_its_bytes_are_there() {
    let state = state();
    let begun = begun(&state, "begin");
    let waiting = file(&state, &begun["file"]);
    assert_eq!((&waiting["state"], &waiting["owner"]), (&json!("WAITING_UPLOAD"), &json!("urn:li:person:a")));
    let address = format!("PUT {}", begun["address"].as_str().unwrap());
    assert_eq!(send(&state, &address, b"").0, StatusCode::BAD_REQUEST);
    assert_eq!(send(&state, &address, b"bytes").0, StatusCode::CREATED);
    assert_eq!(file(&state, &begun["file"])["state"], "READY");
    let cover = begun["coverUrl"].as_str().unwrap();
    assert_eq!(send(&state, &format!("PUT {cover}"), b"bytes").0, StatusCode::CREATED);
}

#[test]
fn address_of_an_upload_is_that_of_the_host_that_was_asked_where_all_are_served() {
    for (address, host) in [([0, 0, 0, 0], "http://desk:4242/"), ([127, 0, 0, 1], "http://127.0.0.1:4000/")] {
        let settings = Settings { address: (address, 4000).into(), ..Settings::default() };
        let state = State::new(Described::new(product(FILES)), settings, "http://127.0.0.1:4000".to_owned());
        let body = json!({"request": {"owner": "urn:li:person:a"}}).to_string();
        let request = Request::post("/v2/files?action=begin").header("host", "desk:4242").header("content-length", body.len());
        let answer = service::answer(&state, request.body(Bytes::from(body)).unwrap()).response;
        let begun: Json = serde_json::from_slice(answer.body()).unwrap();
        assert!(begun["value"]["address"].as_str().unwrap().starts_with(host), "{begun}");
    }
}

#[test]
fn file_in_parts_is_ready_when_its_action_names_every_tag() {
    let state = state();
    let begun = begun(&state, "beginParts");
    let parts: Vec<&str> = begun["parts"].as_array().unwrap().iter().map(|part| part["address"].as_str().unwrap()).collect();
    let end = |tags: &[String]| {
        let body = json!({"file": begun["file"], "tags": tags}).to_string();
        send(&state, "POST /v2/files?action=end", body.as_bytes())
    };
    assert!(end(&[]).2["message"].as_str().unwrap().contains("part 1 of the upload has not come"));
    let tags: Vec<String> = parts.iter().map(|part| send(&state, &format!("PUT {part}"), part.as_bytes()).1).collect();
    assert_eq!(file(&state, &begun["file"])["state"], "WAITING_UPLOAD");
    assert!(end(&[]).2["message"].as_str().unwrap().contains("lacks the ETag of part 1"));
    assert_eq!(end(&tags).0, StatusCode::OK);
    assert_eq!(file(&state, &begun["file"])["state"], "READY");
}

#[test]
fn address_that_nobody_handed_out_or_that_is_old_takes_no_bytes() {
    let state = state();
    assert_eq!(send(&state, "PUT /_uploads/9/0", b"bytes").0, StatusCode::NOT_FOUND);
    let begun = begun(&state, "begin");
    let address = begun["address"].as_str().unwrap();
    assert_eq!(send(&state, &format!("GET {address}"), b"").0, StatusCode::METHOD_NOT_ALLOWED);
    state.clock.advance(std::time::Duration::from_secs(3_600));
    assert_eq!(send(&state, &format!("PUT {address}"), b"bytes").0, StatusCode::GONE);
}

#[test]
fn file_whose_processing_never_ends_waits_for_ever() {
    let state = state();
    let rule = Rule::new("things.files.begin", Fault::NeverReady);
    state.faults.inject(&state.api, &state.described.routes, rule).unwrap();
    let begun = begun(&state, "begin");
    assert_eq!(send(&state, &format!("PUT {}", begun["address"].as_str().unwrap()), b"bytes").0, StatusCode::CREATED);
    assert_eq!(file(&state, &begun["file"])["state"], "WAITING_UPLOAD");
}
