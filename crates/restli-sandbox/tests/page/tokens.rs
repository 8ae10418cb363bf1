//! Tokens as data.

use reqwest::Method;
use serde_json::{Value as Json, json};

use crate::reader::Reader;

async fn make(reader: &Reader, asked: Json) -> (u16, Json) {
    let answer = reader.ask(Method::POST, "/_sandbox/tokens").body(asked.to_string()).send().await.unwrap();
    (answer.status().as_u16(), serde_json::from_str(&answer.text().await.unwrap()).unwrap())
}

#[tokio::test]
async fn made_token_works_and_is_shown_once() {
    let reader = Reader::open().await;
    let (status, made) = make(&reader, json!({"scopes": ["r_all"]})).await;
    let token = made["token"].as_str().unwrap();
    assert_eq!(status, 200);
    let request = reader.ask(Method::GET, "/v1/things/1").bearer_auth(token).header("x-restli-protocol-version", "2.0.0");
    assert_eq!(request.send().await.unwrap().status(), 404, "the token is good, and the thing is not there");
    let told = reader.read("/_sandbox/tokens").await;
    let one = &told["tokens"][0];
    assert_eq!((&one["begins"], &one["scopes"], &one["condition"]), (&json!(token[..4]), &json!(["r_all"]), &json!("good")));
    assert!(one["member"].is_string() && one["expires"].is_i64());
    for path in ["tokens", "exchanges", "exchanges/1", "world"] {
        assert!(!reader.read(&format!("/_sandbox/{path}")).await.to_string().contains(token), "{path}");
    }
}

#[tokio::test]
async fn token_of_the_app_has_no_member() {
    let reader = Reader::open().await;
    make(&reader, json!({"scopes": [], "ofApp": true})).await;
    assert_eq!(reader.read("/_sandbox/tokens").await["tokens"][0]["member"], Json::Null);
}

#[tokio::test]
async fn revoked_token_is_told_as_revoked() {
    let reader = Reader::open().await;
    let token = reader.sandbox.token(["r_all"]);
    assert!(reader.sandbox.revoke(&token));
    assert_eq!(reader.read("/_sandbox/tokens").await["tokens"][0]["condition"], "revoked");
}

#[tokio::test]
async fn token_with_an_unknown_permission_is_refused() {
    let reader = Reader::open().await;
    let (status, told) = make(&reader, json!({"scopes": ["x_all"]})).await;
    assert_eq!((status, &told["message"]), (400, &json!("the API has no permission `x_all`")));
    assert_eq!(reader.read("/_sandbox/tokens").await["tokens"], json!([]));
}
