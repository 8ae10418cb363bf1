//! Exchanges and the world as data.

use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::{Value as Json, json};

use crate::reader::Reader;

fn targets(told: &Json) -> Vec<&str> {
    told["exchanges"].as_array().unwrap().iter().map(|one| one["target"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn exchange_tells_what_became_of_it() {
    let reader = Reader::open().await;
    reader.create("<b>Ada</b>").await;
    let told = reader.read("/_sandbox/exchanges?after=0").await;
    let one = &told["exchanges"][0];
    assert_eq!((&told["first"], &told["last"], &one["number"]), (&json!(1), &json!(1), &json!(1)));
    assert_eq!((&one["operation"], &one["status"], &one["reason"]), (&json!("things.things.create"), &json!(201), &json!("Created")));
    assert_eq!((&one["permission"], &one["quotasLeft"]), (&json!("w_all"), &json!([{"name": "per_app", "left": 99}])));
    assert_eq!((&one["refusedBy"], &one["unread"], &one["fault"]), (&Json::Null, &json!([]), &Json::Null));
    assert!(one["took"].as_f64().is_some_and(|took| took > 0.0));
}

#[tokio::test]
async fn refused_exchange_names_the_rule() {
    let reader = Reader::open().await;
    reader.miss("/v1/nowhere").await;
    let told = reader.read("/_sandbox/exchanges?after=0").await;
    assert_eq!((&told["exchanges"][0]["refusedBy"], &told["exchanges"][0]["operation"]), (&json!("no_resource"), &Json::Null));
}

#[tokio::test]
async fn whole_exchange_has_both_sides_and_no_token() {
    let reader = Reader::open().await;
    let key = reader.create("<b>Ada</b>").await;
    let one = reader.read("/_sandbox/exchanges/1").await;
    assert_eq!(
        one["body"],
        json!({"text": "{\"name\":\"<b>Ada</b>\"}", "size": 21, "isWhole": true}),
        "the bytes as they came, never as HTML"
    );
    assert!(one["headers"].as_array().unwrap().contains(&json!(["authorization", "***"])));
    assert!(one["answerHeaders"].as_array().unwrap().contains(&json!(["x-restli-id", key])));
    let curl = one["curl"].as_str().unwrap();
    assert!(curl.contains("-H \"Authorization: Bearer $TOKEN\"") && curl.contains("--data-raw '{\"name\":\"<b>Ada</b>\"}'"), "{curl}");
    assert_eq!(reader.ask(Method::GET, "/_sandbox/exchanges/2").send().await.unwrap().status(), 404);
}

#[tokio::test]
async fn cookie_of_another_program_is_masked() {
    let reader = Reader::open().await;
    reader.ask(Method::GET, "/v1/nowhere").header("cookie", "session=secret").send().await.unwrap();
    let one = reader.read("/_sandbox/exchanges/1").await;
    assert!(one["headers"].as_array().unwrap().contains(&json!(["cookie", "***"])) && !one.to_string().contains("secret"));
}

#[tokio::test]
async fn exchanges_after_a_number_are_the_later_ones() {
    let reader = Reader::open().await;
    for path in ["/a", "/b", "/c"] {
        reader.miss(path).await;
    }
    assert_eq!(targets(&reader.read("/_sandbox/exchanges?after=1").await), ["/b", "/c"]);
    let none = reader.read("/_sandbox/exchanges?after=3").await;
    assert_eq!((targets(&none), &none["last"]), (Vec::new(), &json!(3)));
}

#[tokio::test]
async fn waiting_reader_is_told_of_the_next_exchange() {
    let reader = Reader::open().await;
    reader.miss("/a").await;
    let began = Instant::now();
    let wait = reader.read("/_sandbox/exchanges?after=1&wait=25");
    let send = async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        reader.miss("/b").await;
    };
    let (told, ()) = tokio::join!(wait, send);
    assert_eq!(targets(&told), ["/b"]);
    assert!(began.elapsed() < Duration::from_secs(20), "woken, and not at the end of the wait");
}

#[tokio::test]
async fn waiting_reader_is_told_after_the_wait_that_nothing_came() {
    let reader = Reader::open().await;
    let began = Instant::now();
    assert!(targets(&reader.read("/_sandbox/exchanges?after=0&wait=1").await).is_empty());
    assert!(began.elapsed() >= Duration::from_millis(900));
}

#[tokio::test]
async fn reader_of_an_earlier_sandbox_is_answered_at_once() {
    let reader = Reader::open().await;
    let began = Instant::now();
    assert_eq!(reader.read("/_sandbox/exchanges?after=7&wait=25").await["last"], 0);
    assert!(began.elapsed() < Duration::from_secs(20));
}

#[tokio::test]
async fn cleared_exchanges_are_gone_and_numbers_go_on() {
    let reader = Reader::open().await;
    reader.miss("/a").await;
    let wait = reader.read("/_sandbox/exchanges?after=1&wait=25");
    let clear = async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        let cleared = reader.ask(Method::DELETE, "/_sandbox/exchanges").send().await.unwrap();
        assert_eq!(cleared.text().await.unwrap(), r#"{"last":1}"#);
    };
    let (told, ()) = tokio::join!(wait, clear);
    assert_eq!((targets(&told), &told["first"], &told["last"]), (Vec::new(), &json!(2), &json!(1)), "other readers are told");
    reader.miss("/b").await;
    assert_eq!(reader.read("/_sandbox/exchanges").await["exchanges"][0]["number"], 2);
}

#[tokio::test]
async fn world_tells_collections_and_their_entities() {
    let reader = Reader::open().await;
    assert_eq!(reader.read("/_sandbox/world").await, json!({"collections": []}));
    let ada = reader.create("<b>Ada</b>").await;
    let bob = reader.create("Bob").await;
    let told = reader.read("/_sandbox/world").await;
    assert_eq!(told, json!({"collections": [{"name": "/things", "count": 2}]}));
    let told = reader.read("/_sandbox/world?collection=%2Fthings").await;
    let keys: Vec<&Json> = told["entities"].as_array().unwrap().iter().map(|one| &one["key"]).collect();
    assert_eq!((&told["found"], keys), (&json!(2), vec![&json!(bob), &json!(ada)]), "the last created is the first");
    let told = reader.read("/_sandbox/world?collection=%2Fthings&find=%3CB%3Ead").await;
    let text = told["entities"][0]["json"].as_str().unwrap();
    assert_eq!((&told["found"], serde_json::from_str::<Json>(text).unwrap()["name"].as_str()), (&json!(1), Some("<b>Ada</b>")));
    let told = reader.read("/_sandbox/world?collection=%2Fthings&start=1").await;
    assert_eq!((&told["found"], &told["entities"][0]["key"]), (&json!(2), &json!(ada)));
}
