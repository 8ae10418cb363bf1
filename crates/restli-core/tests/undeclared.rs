//! Answers with members that nobody declared (`docs/reading.md`).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by a panic")]

use restli_core::data::{DecodeError, Fault, Unread};
use restli_core::envelope::{BatchCreated, BatchPages, CreatedEntity, Outcome, Page, Reply, UpdatedEntity};
use restli_core::{Json, Map, ResourceMethod, json, record};

#[derive(Clone)]
struct Note {
    text: Option<String>,
    size: i32,
    inner: Option<Box<Note>>,
}

record! { Note = "com.example.Note" { text: "text", size: "size" = 3, inner: "inner" } }

#[derive(Clone)]
struct Open {
    text: Option<String>,
    other: Map<Json>,
}

record! { Open = "com.example.Open" { text: "text", ..other } }

#[derive(Clone)]
struct Nothing {}

record! { Nothing = "com.example.Nothing" {} }

#[derive(Clone)]
struct Image {
    asset: Option<Note>,
}

record! { Image = "com.example.Image" { asset: "asset~" } }

#[derive(Clone)]
struct Both {
    url: Option<String>,
    note: Note,
    image: Image,
}

record! { Both = "com.example.Both" { url: "url", note: "", image: "" } }

fn decode<T: Outcome>(method: ResourceMethod, body: &str) -> Result<(T, Vec<String>), DecodeError> {
    let reply = Reply { method, status: 200, id: None, location: None, content_type: None, body: body.as_bytes() };
    let mut unread = Unread::default();
    let value = T::decode(&reply, &mut unread)?;
    Ok((value, unread.problems().iter().map(ToString::to_string).collect()))
}

/// The values left out of an entity.
fn told<T: Outcome>(body: &str) -> Vec<String> {
    decode::<T>(ResourceMethod::Get, body).unwrap_or_else(|error| panic!("{body}: {error}")).1
}

fn refused<T: Outcome>(method: ResourceMethod, body: &str) -> String {
    decode::<T>(method, body).map(|(_, told)| told).expect_err(body).to_string()
}

#[test]
fn record_that_declares_none_of_its_members_is_told() {
    assert_eq!(told::<Note>(r#"{"title":"a"}"#), [r#"no member that com.example.Note declares: {"title":"a"}"#]);
    assert_eq!(told::<Note>(r#"{"inner":{"title":"a"},"size":1}"#), [r#"inner: no member that com.example.Note declares: {"title":"a"}"#]);
    let (page, told) = decode::<Page<Note>>(ResourceMethod::Finder, r#"{"elements":[{"title":"a"},{"text":"b","title":"a"}]}"#).unwrap();
    assert_eq!((page.elements.len(), page.undecodable.len()), (2, 0));
    assert_eq!(told, [r#"elements[0]: no member that com.example.Note declares: {"title":"a"}"#]);
    let updated = decode::<UpdatedEntity<Note>>(ResourceMethod::PartialUpdate, r#"{"title":"a"}"#).unwrap();
    assert_eq!(updated.1.len(), 1);
}

#[test]
fn record_without_content_is_not_told() {
    for body in ["{}", r#"{"title":null}"#, r#"{"$metadata":{"a":1}}"#, r#"{"asset~":{"a":1},"asset!":{"status":404}}"#] {
        assert_eq!(told::<Note>(body), [""; 0], "{body}");
    }
    assert_eq!(told::<Note>(r#"{"title":"a","text":"b"}"#), [""; 0]);
    assert_eq!(told::<Open>(r#"{"title":"a"}"#), [""; 0]);
    assert_eq!(told::<Nothing>(r#"{"title":"a"}"#), [""; 0]);
    assert_eq!(told::<Json>(r#"{"title":"a"}"#), [""; 0]);
    assert!(json::from_slice::<Note>(br#"{"title":"a"}"#).is_ok());
}

#[test]
fn record_that_embeds_others_is_told_if_none_declares_a_member() {
    for body in [r#"{"url":"a"}"#, r#"{"text":"a"}"#, r#"{"asset~":{"size":1}}"#, r#"{"asset":{"size":1}}"#, "{}"] {
        assert_eq!(told::<Both>(body), [""; 0], "{body}");
    }
    assert_eq!(told::<Both>(r#"{"title":1}"#), [r#"no member that com.example.Both declares: {"title":1}"#]);
    let inner = told::<Both>(r#"{"inner":{"title":1}}"#);
    assert_eq!(inner, [r#"inner: no member that com.example.Note declares: {"title":1}"#]);
}

#[test]
fn entity_in_whose_place_another_envelope_comes_is_an_error() {
    for (body, what) in [
        (r#"{"elements":[{"text":"a"}],"paging":{"start":0}}"#, "a collection"),
        (r#"{"elements":[],"$metadata":{}}"#, "a collection"),
        (r#"{"results":{"1":{"text":"a"}},"errors":{}}"#, "entities by key"),
        (r#"{"statuses":{"1":404}}"#, "entities by key"),
        (r#"{"value":{"text":"a"}}"#, "the value of an action"),
    ] {
        let message = format!("expected an entity, not {what}: {body}");
        assert_eq!(refused::<Note>(ResourceMethod::Get, body), message);
        assert_eq!(refused::<CreatedEntity<i64, Note>>(ResourceMethod::Create, body), message);
    }
    for body in [r#"{"elements":3}"#, r#"{"elements":[],"title":"a"}"#, r#"{"results":[]}"#, r#"{"value":1,"unit":"m"}"#] {
        assert_eq!(told::<Note>(body).len(), 1, "{body}");
    }
}

#[test]
fn entity_in_whose_place_an_error_comes_is_an_error() {
    for (body, message) in [
        (r#"{"status":403,"message":"no"}"#, "the body is an error: 403, no"),
        (r#"{"serviceErrorCode":100,"message":"no"}"#, "the body is an error: no"),
        (r#"{"serviceErrorCode":100}"#, "the body is an error: service error code 100"),
    ] {
        assert_eq!(refused::<Note>(ResourceMethod::Get, body), message);
        assert_eq!(refused::<Page<Note>>(ResourceMethod::Finder, body), message);
        assert_eq!(decode::<Note>(ResourceMethod::Get, body).map(|(_, told)| told).unwrap_err().fault(), Fault::Failed);
    }
}

#[test]
fn result_with_none_of_the_members_of_its_envelope_is_an_error() {
    let page = "expected an object with `elements`, `paging` or `metadata`: `items`";
    assert_eq!(refused::<Page<Note>>(ResourceMethod::Finder, r#"{"items":[{"text":"a"}]}"#), page);
    assert_eq!(refused::<BatchPages<Note>>(ResourceMethod::BatchFinder, r#"{"items":[]}"#), page);
    let (batch, _) = decode::<BatchPages<Note>>(ResourceMethod::BatchFinder, r#"{"elements":[{"items":[]}]}"#).unwrap();
    let criterion = "elements[0]: expected an object with `elements`, `paging`, `metadata`, `isError` or `error`: `items`";
    assert_eq!(batch.pages[0].as_ref().unwrap_err().to_string(), criterion);
    assert_eq!(
        refused::<BatchCreated<i64>>(ResourceMethod::BatchCreate, r#"{"results":{}}"#),
        "expected an object with `elements`: `results`"
    );
    let value = "expected an object with `value`: `text`";
    assert_eq!(refused::<Note>(ResourceMethod::Action, r#"{"text":"a"}"#), value);
    assert_eq!(refused::<Option<Note>>(ResourceMethod::Action, r#"{"text":"a"}"#), value);
    for body in ["{}", r#"{"$metadata":{}}"#] {
        assert_eq!(decode::<Page<Note>>(ResourceMethod::Finder, body).unwrap().0.elements, [], "{body}");
        assert_eq!(decode::<Option<Note>>(ResourceMethod::Action, body).unwrap().0, None, "{body}");
    }
}

#[test]
fn expansion_under_a_longer_name_is_read() {
    for name in ["asset~", "asset~image", "asset~:streams", "asset~image:streams", "asset"] {
        let (image, told) = decode::<Image>(ResourceMethod::Get, &format!(r#"{{"{name}":{{"text":"a"}}}}"#)).unwrap();
        assert_eq!((image.asset.and_then(|asset| asset.text).as_deref(), told.as_slice()), (Some("a"), [].as_slice()), "{name}");
    }
    let (image, told) = decode::<Image>(ResourceMethod::Get, r#"{"asset2~image":{"text":"a"}}"#).unwrap();
    assert_eq!((image.asset, told.len()), (None, 1));
}
