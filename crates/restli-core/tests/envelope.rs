//! Responses, row by row of the protocol's examples.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by a panic")]

use proptest::prelude::*;
use restli_core::data::{Data, DecodeError, Unread};
use restli_core::envelope::{
    BatchCreated, BatchCreatedEntities, BatchKeyless, BatchKeylessEntities, BatchPages, BatchResult, BatchStatus, BatchUpdatedEntities,
    Content, Created, CreatedEntity, KeyError, Outcome, Page, Projectable, Reply, UpdatedEntity,
};
use restli_core::error::ErrorResponse;
use restli_core::key::ComplexKey;
use restli_core::patch::Patch;
use restli_core::urn::{TypedUrn, UrnType};
use restli_core::{Json, Map, ResourceMethod, record};

#[derive(Clone)]
struct Widget {
    id: i64,
    tags: Vec<String>,
}

record! { Widget = "com.example.Widget" { id: "id" required, tags: "tags" } }

fn widget(id: i64) -> Widget {
    Widget { id, tags: Vec::new() }
}

fn reply(method: ResourceMethod, body: &str) -> Reply<'_> {
    Reply { method, status: 200, id: None, location: None, content_type: None, body: body.as_bytes() }
}

fn decode<T: Outcome>(method: ResourceMethod, body: &str) -> T {
    T::decode(&reply(method, body), &mut Unread::default()).unwrap_or_else(|error| panic!("{body}: {error}"))
}

fn refused<T: Outcome>(method: ResourceMethod, body: &str) -> String {
    T::decode(&reply(method, body), &mut Unread::default()).map(drop).expect_err(body).to_string()
}

/// Converts the outcome of a key, with the error as a text.
fn told<T: Clone>(outcome: Option<Result<&T, &KeyError>>) -> Option<Result<T, String>> {
    outcome.map(|outcome| outcome.cloned().map_err(ToString::to_string))
}

#[test]
fn section_2_2_an_entity_is_the_body() {
    assert_eq!(decode::<Widget>(ResourceMethod::Get, r#"{"id":1,"new":{}}"#), widget(1));
    assert_eq!(decode::<Widget>(ResourceMethod::PartialUpdate, r#"{"id":1}"#), widget(1));
    let () = decode(ResourceMethod::Update, "ignored");
    assert_eq!(refused::<Widget>(ResourceMethod::Get, ""), "the response (status 200) has no body");
    assert_eq!(refused::<Widget>(ResourceMethod::Get, "{}"), "missing field id of com.example.Widget: {}");
}

#[test]
fn section_2_2_a_created_entity_has_an_id() {
    let created = |id, location| Reply { id, location, status: 201, ..reply(ResourceMethod::Create, "") };
    let label = Created::<String>::decode(&created(Some("a b:c/d"), Some("/labels/a%20b%3Ac%2Fd")), &mut Unread::default());
    assert_eq!(label, Ok(Created { id: Some("a b:c/d".to_owned()), location: Some("/labels/a%20b%3Ac%2Fd".to_owned()) }));
    let entity = Reply { id: Some("7"), ..reply(ResourceMethod::Create, r#"{"id":7}"#) };
    let entity = CreatedEntity::<i64, Widget>::decode(&entity, &mut Unread::default());
    assert_eq!(entity.map(|created| (created.id, created.entity)), Ok((Some(7), widget(7))));
    // The `id` of an entity that is no key of the resource is a field like any other.
    let (other, mut unread) = (reply(ResourceMethod::Create, r#"{"id":7}"#), Unread::default());
    let entity = CreatedEntity::<Widget, Widget>::decode(&other, &mut unread);
    assert_eq!((entity.map(|created| (created.id, created.entity)), unread.is_empty()), (Ok((None, widget(7))), true));
}

#[test]
fn section_7_1_batch_get() {
    let body = r#"{"results":{"1":{"id":1},"4":{"id":"x"},"5":{"id":5},"x":{"id":6}},
        "statuses":{"1":200,"3":404,"7":"strange"},"errors":{"2":{"status":403,"message":"no"},"5":{"message":"late"},"y":{}}}"#;
    let batch = decode::<BatchResult<i64, Widget>>(ResourceMethod::BatchGet, body);
    let failed = |text: &str| Some(Err(text.to_owned()));
    for (key, outcome) in [
        (1, Some(Ok(widget(1)))),
        (2, failed("403, no")),
        (3, failed("404: an error without words")),
        (4, failed("results.4.id: not a long: \"x\"")),
        (5, failed("late")),
        (6, None),
        (7, None),
    ] {
        assert_eq!(told(batch.get(&key)), outcome, "{key}");
    }
    assert_eq!(batch.found().collect::<Vec<_>>(), [(&1, &widget(1))]);
    assert_eq!(batch.errors().map(|(key, _)| *key).collect::<Vec<_>>(), [2, 3, 4, 5]);
    assert_eq!(batch.unknown.iter().map(|(key, outcome)| (key.as_str(), outcome.is_ok())).collect::<Vec<_>>(), [("x", true), ("y", false)]);
    assert_eq!(
        batch.into_iter().map(|(key, outcome)| (key, outcome.is_ok())).collect::<Vec<_>>(),
        [1, 2, 3, 4, 5].map(|key| (key, key == 1))
    );
    for body in ["{}", r#"{"results":{}}"#, r#"{"results":null,"statuses":null,"errors":null}"#] {
        assert_eq!(decode::<BatchResult<i64, Widget>>(ResourceMethod::BatchGet, body).entries, []);
    }
}

#[derive(Debug)]
enum Person {}

impl UrnType for Person {
    const NAMESPACE: &'static str = "li";
    const ENTITY: &'static str = "person";
    type Key = String;
}

#[derive(Clone)]
struct Rating {
    shop: String,
    product: i64,
}

record! { Rating = "com.example.Rating" { shop: "shop" required, product: "product" required } }

#[test]
fn section_3_6_result_keys_are_found_however_they_are_escaped() {
    let status =
        |body: &str, key: &str| decode::<BatchStatus<String>>(ResourceMethod::BatchDelete, body).get(&key.to_owned()).map(Result::ok);
    for (body, key) in [
        (r#"{"results":{"a:b c":{"status":204}}}"#, "a:b c"),
        (r#"{"results":{"a%3Ab%20c":{"status":204}}}"#, "a:b c"),
        (r#"{"results":{"a%3Ab c":{"status":204}}}"#, "a:b c"),
        (r#"{"results":{"a%3Ab":{"status":204},"a:b":{"status":500}}}"#, "a%3Ab"),
        (r#"{"results":{"''":{"status":204}}}"#, ""),
    ] {
        assert_eq!(status(body, key), Some(Some(204)), "{body}");
    }
    assert_eq!(status(r#"{"results":{"a:b":{"status":204}}}"#, "a"), None);

    let urns = r#"{"results":{"urn%3Ali%3Aperson%3Ab":{"status":204},"urn:li:person:a":{"status":204}}}"#;
    let urns = decode::<BatchStatus<TypedUrn<Person>>>(ResourceMethod::BatchDelete, urns);
    assert!(["a", "b"].iter().all(|id| urns.get(&TypedUrn::new(*id)).is_some_and(|outcome| outcome.is_ok())));

    let ratings = r#"{"results":{"(shop:x y,product:9)":{"status":204},"(product:10,shop:x%20y)":{"status":204}}}"#;
    let ratings = decode::<BatchStatus<ComplexKey<Rating, Rating>>>(ResourceMethod::BatchDelete, ratings);
    for product in [9, 10] {
        let rating = Rating { shop: "x y".to_owned(), product };
        let key = ComplexKey { key: rating.clone(), params: Some(rating) };
        assert_eq!(ratings.get(&key).and_then(Result::ok), Some(204), "{product}");
    }
}

#[test]
fn section_7_2_batch_update() {
    let body = r#"{"results":{"1":{"status":204},"2":{"status":201},"3":{"status":404},"4":{"status":200,"entity":{"id":4}},"5":{"status":"x"},"6":{}},
        "errors":{"1":{"status":409},"7":{"message":"no status"}}}"#;
    let batch = decode::<BatchStatus<i64>>(ResourceMethod::BatchPartialUpdate, body);
    let outcome = |key| batch.get(&key).map(|outcome| outcome.map_err(|error| (error.status(), error.to_string())));
    let failed = |status, text: &str| Some(Err((status, text.to_owned())));
    assert_eq!(outcome(1), failed(Some(409), "409"));
    assert_eq!(outcome(2), Some(Ok(201)));
    assert_eq!(outcome(3), failed(Some(404), "404: an error without words"));
    assert_eq!(outcome(4), Some(Ok(200)));
    assert_eq!(outcome(5), failed(None, "results.5.status: not an int: \"x\""));
    assert_eq!(outcome(6), failed(None, "results.6: missing field status of com.linkedin.restli.common.UpdateStatus: {}"));
    assert_eq!(outcome(7), failed(None, "no status"));
    assert_eq!(outcome(8), None);
    assert_eq!(decode::<BatchStatus<i64>>(ResourceMethod::BatchDelete, "").entries, []);
}

#[test]
fn section_7_3_batch_create() {
    let body = r#"{"elements":[{"status":201,"id":"7","location":"/widgets/7"},{"status":400,"error":{"status":400,"message":"bad"}},
        {"status":201},{"status":201,"id":8},{"status":201,"id":"x"},{"status":[]},{"status":500}]}"#;
    let batch = decode::<BatchCreated<i64>>(ResourceMethod::BatchCreate, body);
    let items: Vec<_> =
        batch.items.into_iter().map(|item| item.map(|item| (item.id, item.location)).map_err(|error| error.to_string())).collect();
    let failed = |text: &str| Err(text.to_owned());
    let expected = [
        Ok((Some(7), Some("/widgets/7".to_owned()))),
        failed("400, bad"),
        Ok((None, None)),
        Ok((Some(8), None)),
        Ok((None, None)),
        failed("elements[5].status: not an int: []"),
        failed("500: an error without words"),
    ];
    assert_eq!(items, expected);
}

#[test]
fn section_7_2_batch_update_with_entities() {
    let body = r#"{"results":{"1":{"status":200,"entity":{"id":1}},"2":{"status":204},"3":{"status":404},"4":{"entity":{"id":"x"}},
        "5":{"status":200,"entity":{"id":5}}},"errors":{"5":{"message":"late"},"x":{}},
        "statuses":{"%31":200,"6":200}}"#;
    let batch = decode::<BatchUpdatedEntities<i64, Widget>>(ResourceMethod::BatchPartialUpdate, body);
    let failed = |text: &str| Some(Err(text.to_owned()));
    for (key, outcome) in [
        (1, Some(Ok(widget(1)))),
        (2, failed("results.2: the entity did not come back (status 204)")),
        (3, failed("404: an error without words")),
        (4, failed("results.4.entity.id: not a long: \"x\"")),
        (5, failed("late")),
        (6, failed("statuses.6: the entity did not come back (status 200)")),
        (7, None),
    ] {
        assert_eq!(told(batch.get(&key)), outcome, "{key}");
    }
    assert_eq!(batch.updated().collect::<Vec<_>>(), [(&1, &widget(1))]);
    assert_eq!((batch.errors().count(), batch.unknown.len()), (5, 1));
    assert_eq!(decode::<BatchUpdatedEntities<i64, Widget>>(ResourceMethod::BatchPartialUpdate, "").entries, []);
    assert_eq!(decode::<UpdatedEntity<Widget>>(ResourceMethod::PartialUpdate, r#"{"id":1}"#), UpdatedEntity { entity: widget(1) });
    assert_eq!(refused::<UpdatedEntity<Widget>>(ResourceMethod::PartialUpdate, ""), "the entity did not come back (status 200)");
}

#[test]
fn section_7_3_batch_create_with_entities() {
    let body = r#"{"elements":[{"status":201,"id":"7","location":"/widgets/7","entity":{"id":7}},{"status":201,"entity":{"id":8}},
        {"status":201,"id":"9"},{"status":201,"id":"9","entity":{}},{"status":400,"error":{"message":"bad"}}]}"#;
    let batch = decode::<BatchCreatedEntities<i64, Widget>>(ResourceMethod::BatchCreate, body);
    let items: Vec<_> =
        batch.items.into_iter().map(|item| item.map(|item| (item.id, item.entity)).map_err(|error| error.to_string())).collect();
    let failed = |text: &str| Err(text.to_owned());
    let expected = [
        Ok((Some(7), widget(7))),
        Ok((None, widget(8))),
        failed("elements[2]: the entity did not come back (status 201); the created entity is `9`"),
        failed("elements[3].entity: missing field id of com.example.Widget: {}; the created entity is `9`"),
        failed("400: bad"),
    ];
    assert_eq!(items, expected);
}

#[test]
fn section_7_3_batch_create_that_tells_no_keys() {
    let body = r#"{"elements":[{"status":201,"id":"ignored","entity":{"id":7}},{},{"status":400,"error":{"message":"bad"}}]}"#;
    let told = |error: KeyError| error.to_string();
    let items: Vec<_> =
        decode::<BatchKeyless>(ResourceMethod::BatchCreate, body).items.into_iter().map(|item| item.map_err(told)).collect();
    assert_eq!(items, [Ok(Some(201)), Ok(None), Err("400: bad".to_owned())]);
    let batch = decode::<BatchKeylessEntities<Widget>>(ResourceMethod::BatchCreate, body);
    let items: Vec<_> = batch.items.into_iter().map(|item| item.map_err(told)).collect();
    assert_eq!(items, [Ok(widget(7)), Err("elements[1]: the entity did not come back".to_owned()), Err("400: bad".to_owned())]);
}

#[test]
fn section_11_bytes() {
    let reply = Reply { content_type: Some("image/png"), body: b"\xff{", ..reply(ResourceMethod::Get, "") };
    let content = Content::decode(&reply, &mut Unread::default()).unwrap();
    assert_eq!(content, Content::new("image/png", b"\xff{"));
    assert_eq!(format!("{content:?}"), r#"Content { media_type: "image/png", bytes: 2 }"#);
    assert_eq!(decode::<Content>(ResourceMethod::Get, "").media_type, "application/octet-stream");
}

#[test]
fn section_7_4_batch_finder() {
    let body = r#"{"elements":[{"elements":[{"id":1}],"paging":{"start":0,"count":2,"links":[]}},
        {"isError":true,"elements":[],"error":{"status":404,"message":"gone"}},{"isError":true,"elements":[]},{}]}"#;
    let batch = decode::<BatchPages<Widget>>(ResourceMethod::BatchFinder, body);
    let pages: Vec<_> = batch.pages.into_iter().map(|page| page.map(|page| page.elements).map_err(|error| error.to_string())).collect();
    assert_eq!(pages, [Ok(vec![widget(1)]), Err("404, gone".to_owned()), Err("an error without words".to_owned()), Ok(vec![])]);
}

#[test]
fn criterion_of_a_batch_finder_that_cannot_be_read_does_not_lose_the_others() {
    let body = r#"{"elements":[{"elements":[{"id":1}]},{"elements":"none"},7,{"error":"no"},{"status":403,"message":"no"},
        {"isError":true,"message":"bad"},{"elements":[{"id":2}]}]}"#;
    let pages = decode::<BatchPages<Widget>>(ResourceMethod::BatchFinder, body).pages;
    let told: Vec<String> =
        pages.iter().map(|page| page.as_ref().map_or_else(ToString::to_string, |page| page.elements[0].id.to_string())).collect();
    let list = "elements[1].elements: not an array: \"none\"";
    assert_eq!(told, ["1", list, "elements[2]: not an object: 7", "no", "403, no", "bad", "2"]);
    let cut = refused::<BatchPages<Widget>>(ResourceMethod::BatchFinder, r#"{"elements":[{"elements":[]},{"elements":["#);
    assert!(cut.contains("not JSON"), "{cut}");
}

#[test]
fn section_7_5_actions() {
    let action = ResourceMethod::Action;
    assert_eq!(decode::<i32>(action, r#"{"value":42}"#), 42);
    assert_eq!(decode::<Vec<bool>>(action, r#"{"more":1,"value":[true]}"#), [true]);
    assert_eq!(decode::<Widget>(action, r#"{"value":{"id":1}}"#), widget(1));
    for body in ["", "{}", " \r\n", r#"{"value":null}"#] {
        assert_eq!(decode::<Option<Widget>>(action, body), None, "{body}");
    }
    let () = decode(action, "");
    assert_eq!(refused::<i32>(action, "{}"), "the action gave no value");
    assert_eq!(refused::<i32>(action, r#"{"value":"x"}"#), "value: not an int: \"x\"");
}

#[test]
fn section_8_pages() {
    let body = r#"{"elements":[{"id":1},{"id":2}],"metadata":{"nextPageToken":"DgG"},"paging":{"start":0,"count":10,"total":37,
        "links":[{"rel":"next","type":"application/json","href":"/widgets?count=10&q=byTag&start=10&tag=red"}]}}"#;
    let page = decode::<Page<Widget>>(ResourceMethod::Finder, body);
    assert_eq!(page.elements, [widget(1), widget(2)]);
    let paging = page.paging.as_ref().unwrap();
    assert_eq!((paging.start, paging.count, paging.total), (Some(0), Some(10), Some(37)));
    assert_eq!(paging.next_href(), Some("/widgets?count=10&q=byTag&start=10&tag=red"));
    assert_eq!(page.metadata.and_then(|metadata| metadata["nextPageToken"].as_str().map(str::to_owned)).as_deref(), Some("DgG"));
    for body in ["{}", r#"{"elements":null,"paging":null}"#, r#"{"paging":{}}"#] {
        let page = decode::<Page<Widget>>(ResourceMethod::GetAll, body);
        assert_eq!((page.elements.len(), page.paging.and_then(|paging| paging.total)), (0, None), "{body}");
    }
}

#[test]
fn section_8_metadata_has_a_type() {
    for (metadata, read, problem) in [
        (r#"{"id":3,"more":[]}"#, Some(widget(3)), None),
        (r#"{"more":[]}"#, None, Some("metadata: missing field id of com.example.Widget: {\"more\":[]}")),
        ("null", None, None),
    ] {
        let body = format!(r#"{{"metadata":{metadata},"elements":[{{"id":1}}]}}"#);
        let page = decode::<Page<Widget, Widget>>(ResourceMethod::Finder, &body);
        assert_eq!((page.elements.len(), page.metadata), (1, read));
        assert_eq!(page.undecodable_metadata.map(|error| error.to_string()).as_deref(), problem);
        let pages = decode::<BatchPages<Widget, Widget>>(ResourceMethod::BatchFinder, &format!(r#"{{"elements":[{body}]}}"#)).pages;
        let told = pages[0].as_ref().unwrap().undecodable_metadata.as_ref().map(ToString::to_string);
        assert_eq!(told, problem.map(|problem| format!("elements[0].{problem}")));
    }
}

#[test]
fn section_8_an_undecodable_element_does_not_lose_its_page() {
    let body = r#"{"elements":[{"id":1},{"id":"two"},5,{"id":4,"tags":"a"},{"id":5}],"paging":{"start":0}}"#;
    let page = decode::<Page<Widget>>(ResourceMethod::Finder, body);
    assert_eq!(page.elements, [widget(1), widget(5)]);
    let told: Vec<(usize, String)> = page.undecodable.iter().map(|(index, error)| (*index, error.to_string())).collect();
    let expected = [
        (1, "elements[1].id: not a long: \"two\"".to_owned()),
        (2, "elements[2]: not a record: 5".to_owned()),
        (3, "elements[3].tags: not an array: \"a\"".to_owned()),
    ];
    assert_eq!(told, expected);
    assert_eq!((page.received(), page.paging.and_then(|paging| paging.start)), (5, Some(0)));
}

/// Only that it compiles: a result with entities can be made one with projected entities.
#[allow(dead_code, reason = "it need not run")]
fn results_can_be_projected() {
    fn same<T>(_: Option<T>, _: Option<T>) {}
    same::<Page<Map<Json>>>(None::<<Page<Widget> as Projectable>::With<Map<Json>>>, None);
    same::<Page<bool, Widget>>(None::<<Page<Widget, Widget> as Projectable>::With<bool>>, None);
    same::<BatchUpdatedEntities<i64, bool>>(None::<<BatchUpdatedEntities<i64, Widget> as Projectable>::With<bool>>, None);
    same::<BatchResult<i64, bool>>(None::<<BatchResult<i64, Widget> as Projectable>::With<bool>>, None);
    same::<bool>(None::<<Widget as Projectable>::With<bool>>, None);
}

proptest! {
    #[test]
    fn no_body_is_too_strange(body in r#"(\{"(results|elements|errors|statuses|value)":)?[\[\]{}:,"0-9a-z ]{0,40}|.{0,40}"#) {
        fn all<T: Outcome>(body: &str) -> Option<DecodeError> {
            T::decode(&reply(ResourceMethod::Action, body), &mut Unread::default()).err()
        }
        all::<Page<Widget>>(&body);
        all::<BatchPages<Widget>>(&body);
        all::<BatchResult<i64, Widget>>(&body);
        all::<BatchStatus<ComplexKey<Rating, Rating>>>(&body);
        all::<BatchCreated<i64>>(&body);
        all::<BatchCreatedEntities<i64, Widget>>(&body);
        all::<BatchUpdatedEntities<i64, Widget>>(&body);
        all::<Page<Widget, Widget>>(&body);
        all::<Widget>(&body);
        all::<Json>(&body);
        let _ = Patch::from_json(body.as_bytes()).map(|patch| patch.to_json());
        if let Some(error) = ErrorResponse::from_body(body.as_bytes()) {
            let _ = (error.to_string(), error.input_errors().len(), error.data());
        }
    }
}
