//! Switches of faults as data.

use reqwest::Method;
use serde_json::{Value as Json, json};

use crate::reader::Reader;

async fn switch(reader: &Reader, name: &str, is_on: bool) -> (u16, Json) {
    let asked = json!({"name": name, "isOn": is_on}).to_string();
    let answer = reader.ask(Method::POST, "/_sandbox/faults").body(asked).send().await.unwrap();
    (answer.status().as_u16(), serde_json::from_str(&answer.text().await.unwrap()).unwrap())
}

fn shown<'a>(told: &'a Json, name: &str) -> &'a Json {
    told["faults"].as_array().unwrap().iter().find(|one| one["name"] == name).unwrap()
}

#[tokio::test]
async fn fault_that_is_switched_on_breaks_calls_until_it_is_switched_off() {
    let reader = Reader::open().await;
    let status = async || {
        let request = reader.ask(Method::GET, "/v1/things/1").bearer_auth(reader.sandbox.token(["r_all"]));
        request.header("x-restli-protocol-version", "2.0.0").send().await.unwrap().status().as_u16()
    };
    assert_eq!(status().await, 404);
    let (_, told) = switch(&reader, "token_expired", true).await;
    assert_eq!((&shown(&told, "token_expired")["isOn"], &shown(&told, "http_500")["isOn"]), (&json!(true), &json!(false)));
    assert_eq!(status().await, 401);
    let told = reader.read("/_sandbox/faults").await;
    assert_eq!(shown(&told, "token_expired")["count"], 1);
    switch(&reader, "token_expired", false).await;
    assert_eq!(status().await, 404);
}

#[tokio::test]
async fn rule_of_one_operation_is_left_when_its_fault_is_switched_off() {
    let reader = Reader::open().await;
    reader.sandbox.inject("things.things.get=http_500".parse().unwrap()).unwrap();
    switch(&reader, "http_500", false).await;
    assert_eq!(reader.sandbox.faults().len(), 1);
}

#[tokio::test]
async fn faults_that_need_a_parameter_have_no_switch() {
    let reader = Reader::open().await;
    let told = reader.read("/_sandbox/faults").await;
    let names: Vec<&str> = told["faults"].as_array().unwrap().iter().filter_map(|one| one["name"].as_str()).collect();
    assert!(names.contains(&"reset") && names.contains(&"not_found") && !names.contains(&"lacks"), "{names:?}");
    assert_eq!(switch(&reader, "lacks", true).await.0, 400);
    assert_eq!(switch(&reader, "explode", true).await.0, 404);
}
