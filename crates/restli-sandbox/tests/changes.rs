//! Changes after which an entity would not be one of its type or of its key.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests fail by panicking")]

use std::path::Path;

use http::Request;
use restli_sandbox::{Described, Sandbox, Seed, Settings};
use serde_json::{Value as Json, json};

/// A sandbox of the schema of the programs that prove interoperation.
async fn open() -> Sandbox {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/interop/schema/interop");
    let api = restli_schema::load_dir(&folder).unwrap_or_else(|error| panic!("{}", error.render(false))).api;
    let world = Seed::Entities(json!({
        "/settings": {"title": "a"},
        "/widgets/1": {"name": "w", "choice": {"string": "a"}, "tags": ["a"]},
        "/links/(from:a,to:1)": {"weight": 1.5},
        "/texts/a": {"text": "t"},
        "/places/(number:1,town:x)": {"title": "t"},
    }));
    Sandbox::start(Described::new(api), Settings { world, ..Settings::default() }).await.expect("a sandbox")
}

fn send(sandbox: &Sandbox, first: &str, body: &Json) -> (u16, Json) {
    let (verb, target) = first.split_once(' ').expect("a verb and a target");
    let request = Request::builder().method(verb).uri(target).header("x-restli-protocol-version", "2.0.0");
    let request = request.header("authorization", format!("Bearer {}", sandbox.token_for_all()));
    let body = if body.is_null() { String::new() } else { body.to_string() };
    let answer = sandbox.answer(request.body(body.into()).expect("a request"));
    (answer.status().as_u16(), serde_json::from_slice(answer.body()).unwrap_or_default())
}

#[tokio::test]
async fn patch_after_which_the_entity_has_a_misfit_is_refused() {
    let sandbox = open().await;
    for (path, patch, message) in [
        ("/settings", json!({"size": {"$set": {"width": 1}}}), "the body lacks `size/height`"),
        ("/settings", json!({"flags": {"$set": {"a": "yes"}}}), "`flags/a` of the body: `\"yes\"` is no `bool`"),
        ("/widgets/1", json!({"choice": {"$set": {"long": 1}}}), "`choice` of the body: an object is no `Choice`: a union has one member"),
        (
            "/widgets/1",
            json!({"tags": {"$set": {"0": "b"}}}),
            "`tags` of the body: this is an array, and a patch cannot go inside of it: `$set` the whole array",
        ),
    ] {
        let before = sandbox.get(path);
        let (status, answer) = send(&sandbox, &format!("POST {path}"), &json!({"patch": patch}));
        assert_eq!((status, &answer["message"]), (422, &json!(message)), "{answer}");
        assert_eq!(sandbox.get(path), before, "nothing has changed");
    }
    let whole = json!({"patch": {"size": {"$set": {"width": 1, "height": 2}}, "flags": {"$set": {"a": true}}}});
    assert_eq!(send(&sandbox, "POST /settings", &whole).0, 204);
}

#[tokio::test]
async fn patch_moves_an_item_of_an_array_that_has_it() {
    let sandbox = open().await;
    let path = "/widgets/1";
    let tags = |tags: Json| send(&sandbox, &format!("POST {path}"), &json!({"patch": {"tags": tags}}));
    assert_eq!(send(&sandbox, &format!("POST {path}"), &json!({"patch": {"$set": {"tags": ["a", "b", "c"]}}})).0, 200);
    assert_eq!(tags(json!({"$reorder": [{"$fromIndex": 0, "$toIndex": 2}]})).0, 200);
    assert_eq!(sandbox.get(path).expect("the widget")["tags"], json!(["b", "c", "a"]));
    for (moves, message) in [
        (json!([{"$fromIndex": 3, "$toIndex": 0}]), "tags.$reorder: no item 3 in an array of 3"),
        (json!([{"$fromIndex": 0}]), "$toIndex"),
        (json!([{"$fromIndex": 0, "$toIndex": 1}, {"$fromIndex": 0, "$toIndex": 1}]), "patch.tags.$reorder: more than one move"),
        (json!("first"), "patch.tags.$reorder: not an array: \"first\""),
    ] {
        let (status, answer) = tags(json!({ "$reorder": moves }));
        assert!(status == 400 && answer["message"].as_str().is_some_and(|told| told.contains(message)), "{status} {answer}");
    }
    assert_eq!(sandbox.get(path).expect("the widget")["tags"], json!(["b", "c", "a"]), "nothing has changed");
}

#[tokio::test]
async fn entity_with_another_key_than_its_address_is_refused() {
    let sandbox = open().await;
    let link = "/links/(from:a,to:1)";
    let message = "`from` of the body is not that of the key in the address: leave it out";
    let (status, answer) = send(&sandbox, &format!("PUT {link}"), &json!({"from": "b", "to": 1, "weight": 2.5}));
    assert_eq!((status, &answer["message"]), (422, &json!(message)));
    let (status, answer) = send(&sandbox, &format!("POST {link}"), &json!({"patch": {"$set": {"from": "b"}}}));
    assert_eq!((status, &answer["message"]), (422, &json!(message)));
    assert_eq!(send(&sandbox, &format!("PUT {link}"), &json!({"from": "a", "to": 1, "weight": 2.5})).0, 204);
    for (path, body) in [
        ("/texts/a", json!({"key": "b", "text": "c"})),
        ("/places/(number:1,town:x)", json!({"key": {"town": "y", "number": 1}, "title": "t"})),
    ] {
        let (status, answer) = send(&sandbox, &format!("PUT {path}"), &body);
        assert_eq!((status, &answer["message"]), (422, &json!(message.replace("from", "key"))), "{path}");
    }
}

#[tokio::test]
async fn entity_that_holds_its_complex_key_as_a_whole_has_that_key() {
    let sandbox = open().await;
    let place = json!({"key": {"town": "z", "number": 2}, "title": "t"});
    assert_eq!(send(&sandbox, "POST /places", &place).0, 201);
    assert_eq!(sandbox.get("/places/(number:2,town:z)"), Some(place));
    assert_eq!(sandbox.get("/places/(number:1,town:x)").expect("the place")["key"], json!({"town": "x", "number": 1}));
}

#[tokio::test]
async fn key_of_a_batch_with_a_wrong_structure_has_an_error_of_its_own() {
    let sandbox = open().await;
    let (status, answer) = send(&sandbox, "GET /links?ids=List((from:a,to:1),(from:a),(from:a,to:1))", &Json::Null);
    assert_eq!(status, 200, "{answer}");
    assert_eq!(answer["results"].as_object().map(serde_json::Map::len), Some(1), "{answer}");
    assert_eq!(answer["errors"]["(from:a)"]["message"], "`ids` of the query: the key lacks the part `to`", "{answer}");
    assert_eq!(answer["statuses"]["(from:a)"], 400, "{answer}");
}
