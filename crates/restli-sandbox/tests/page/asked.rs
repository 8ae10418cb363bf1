//! Requests of programs to the data of the page that are wrong.

use reqwest::Method;
use serde_json::Value as Json;

use crate::reader::Reader;

async fn refused(reader: &Reader, verb: Method, path: &str, body: &str) -> (u16, String) {
    let answer = reader.ask(verb, path).body(body.to_owned()).send().await.unwrap();
    let (status, told) = (answer.status().as_u16(), answer.text().await.unwrap());
    (status, serde_json::from_str::<Json>(&told).unwrap()["message"].as_str().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn body_with_a_missing_wrong_or_unknown_member_is_refused_by_its_name() {
    let reader = Reader::open().await;
    for (path, body, told) in [
        ("webhooks", "{}", "the body lacks `address`, an address such as `http://127.0.0.1:8080/hooks`"),
        ("webhooks", r#"{"address": 5}"#, "`address` is 5, and not an address such as `http://127.0.0.1:8080/hooks`"),
        ("webhooks", r#"{"address": "http://127.0.0.1:1", "events": "SOLD"}"#, "`events` is \"SOLD\", and not a list of texts"),
        ("webhooks", r#"{"adress": "http://127.0.0.1:1"}"#, "the body has `adress`, and its members are address, events"),
        ("webhooks", "[]", "the body is no JSON object"),
        ("webhooks", "{", "the body is no JSON: EOF while parsing an object at line 1 column 1"),
        ("webhooks/trigger", "{}", "the body lacks `event`, the name of an event"),
        ("webhooks/trigger", r#"{"event": "SOLD", "mishap": 1}"#, "`mishap` is 1, and not one of twice, reordered, wrong_secret, stale"),
        ("webhooks/replay", r#"{"delivery": "1"}"#, "`delivery` is \"1\", and not the number of a delivery"),
        ("tokens", r#"{"scopes": ["r_all", 1]}"#, "`scopes` is [\"r_all\",1], and not a list of texts"),
        ("tokens", r#"{"ofApp": "yes"}"#, "`ofApp` is \"yes\", and not true or false"),
        ("faults", r#"{"isOn": true}"#, "the body lacks `name`, the name of a fault"),
        ("faults", r#"{"name": "reset"}"#, "the body lacks `isOn`, true or false"),
    ] {
        let (status, message) = refused(&reader, Method::POST, &format!("/_sandbox/{path}"), body).await;
        assert_eq!((status, message.as_str()), (400, told), "{path} {body}");
    }
}

#[tokio::test]
async fn parameter_that_is_no_number_is_refused_by_its_name() {
    let reader = Reader::open().await;
    for (path, told) in [
        ("exchanges?after=x", "`after` is `x`, and not a number"),
        ("exchanges?after=0&wait=-1", "`wait` is `-1`, and not a number"),
        ("exchanges?after=%zz", "`after` is `%zz`, and not a number"),
        ("world?collection=/things&start=first", "`start` is `first`, and not a number"),
    ] {
        let (status, message) = refused(&reader, Method::GET, &format!("/_sandbox/{path}"), "").await;
        assert_eq!((status, message.as_str()), (400, told), "{path}");
    }
}

#[tokio::test]
async fn parameter_that_a_path_has_not_is_refused_by_its_name() {
    let reader = Reader::open().await;
    for (verb, path, told) in [
        (Method::GET, "exchanges?aftr=1", "`aftr` is no parameter of /_sandbox/exchanges: it has after, wait"),
        (Method::GET, "exchanges?after=1&after=2", "`after` stands twice in the query of /_sandbox/exchanges"),
        (Method::GET, "exchanges?after", "`after` is ``, and not a number"),
        (Method::GET, "world?colection=/things", "`colection` is no parameter of /_sandbox/world: it has collection, find, start"),
        (Method::DELETE, "exchanges?after=1", "`after` is no parameter of /_sandbox/exchanges: it has none"),
        (Method::POST, "tokens?scopes=r_all", "`scopes` is no parameter of /_sandbox/tokens: it has none"),
    ] {
        let (status, message) = refused(&reader, verb, &format!("/_sandbox/{path}"), "{}").await;
        assert_eq!((status, message.as_str()), (400, told), "{path}");
    }
}
