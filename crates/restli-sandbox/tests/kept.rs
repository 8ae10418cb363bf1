//! A world in a file: what the next sandbox with it knows.
#![cfg(feature = "data")]
#![allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests fail by panicking")]

use std::path::Path;
use std::time::Duration;

use http::{Request, Response};
use restli_sandbox::{App, Described, Sandbox, Seed, Settings};
use restli_schema::load_texts;
use serde_json::{Value as Json, json};

const API: &str = "
api: shop
bases: {main: {url: 'https://api.example.com', path: /v1}}
permissions: {r_all: {doc: Reads.}, w_all: {doc: Writes.}}
oauth: {authorization: 'https://example.com/ask', token: 'https://example.com/token', access_token_days: 60, refresh_token_days: 365, credentials: form}
rules: {base: main, permissions: [r_all, w_all]}
";

const THINGS: &str = "
product: things
types: {Thing: {fields: {id?: long, name: string}}}
resources: {things: {collection: Thing, key: {id: long}, read_only: [id], methods: {get: , create: , delete: }}}
";

async fn open(file: &Path) -> Sandbox {
    let loaded = load_texts([("api.yaml", API), ("things.yaml", THINGS)]).unwrap_or_else(|report| panic!("{report:?}"));
    let world = Seed::Entities(json!({"/v1/things/1": {"name": "seeded"}}));
    let settings = Settings { world, data: Some(file.to_owned()), ..Settings::default() };
    Sandbox::start(Described::new(loaded.api), settings).await.expect("a sandbox")
}

fn send(sandbox: &Sandbox, token: &str, first: &str, body: &str) -> Response<bytes::Bytes> {
    let (verb, target) = first.split_once(' ').expect("a verb");
    let mut request = Request::builder().method(verb).uri(target);
    if !token.is_empty() {
        request = request.header("authorization", format!("Bearer {token}"));
    }
    let kind = if target == "/token" || target == "/ask" { "application/x-www-form-urlencoded" } else { "application/json" };
    sandbox.answer(request.header("content-type", kind).body(bytes::Bytes::copy_from_slice(body.as_bytes())).expect("a request"))
}

fn status(sandbox: &Sandbox, token: &str, first: &str) -> u16 {
    send(sandbox, token, first, "").status().as_u16()
}

#[tokio::test]
async fn world_and_tokens_are_those_of_the_file_after_a_restart() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("world.db");
    let sandbox = open(&file).await;
    let (token, revoked) = (sandbox.token(["w_all"]), sandbox.token(["w_all"]));
    assert!(sandbox.revoke(&revoked));
    let made = send(&sandbox, &token, "POST /v1/things", r#"{"name": "made"}"#);
    let made = made.headers()["x-restli-id"].to_str().expect("a key").to_owned();
    assert_eq!(status(&sandbox, &token, "DELETE /v1/things/1"), 204);
    assert!(sandbox.put("/v1/things/7", json!({"name": "put"})));
    drop(sandbox);
    let sandbox = open(&file).await;
    assert_eq!(sandbox.get(&format!("/v1/things/{made}")).expect("the thing")["name"], "made");
    assert_eq!(sandbox.get("/v1/things/7").expect("the thing")["name"], "put");
    assert_eq!(sandbox.get("/v1/things/1"), None, "the world is not filled again");
    assert_eq!(status(&sandbox, &token, "GET /v1/things/7"), 200);
    assert_eq!(status(&sandbox, &revoked, "GET /v1/things/7"), 401);
    sandbox.advance(Duration::from_secs(61 * 24 * 60 * 60));
    assert_eq!(status(&sandbox, &token, "GET /v1/things/7"), 401, "the token has its end");
}

#[tokio::test]
async fn world_that_was_emptied_stays_empty_after_a_restart() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("world.db");
    let sandbox = open(&file).await;
    assert_eq!(status(&sandbox, &sandbox.token(["w_all"]), "DELETE /v1/things/1"), 204);
    drop(sandbox);
    assert_eq!(open(&file).await.get("/v1/things/1"), None);
}

/// The answer to a request for tokens.
fn login(sandbox: &Sandbox, form: &str) -> Json {
    let form = format!("{form}&client_id=sandbox&client_secret={}", App::default().secret);
    serde_json::from_slice(send(sandbox, "", "POST /token", &form).body()).expect("JSON")
}

#[tokio::test]
async fn refresh_token_is_spent_once_over_a_restart() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("world.db");
    let sandbox = open(&file).await;
    let ask =
        "response_type=code&client_id=sandbox&redirect_uri=http%3A%2F%2F127.0.0.1%2Fcb&state=s&scope=r_all&member=mira&decision=allow";
    let sent = send(&sandbox, "", "POST /ask", ask);
    let back = sent.headers()["location"].to_str().expect("an address");
    let code = back.split_once("code=").and_then(|(_, rest)| rest.split('&').next()).expect("a code");
    let first = login(&sandbox, &format!("grant_type=authorization_code&code={code}&redirect_uri=http%3A%2F%2F127.0.0.1%2Fcb"));
    assert!(first["refresh_token"].is_string(), "{first}");
    let renew = |sandbox: &Sandbox, token: &Json| {
        login(sandbox, &format!("grant_type=refresh_token&refresh_token={}", token["refresh_token"].as_str().expect("a token")))
    };
    drop(sandbox);
    let sandbox = open(&file).await;
    let second = renew(&sandbox, &first);
    assert!(second["access_token"].is_string(), "{second}");
    let another = sandbox.token(["r_all"]);
    drop(sandbox);
    let sandbox = open(&file).await;
    assert_eq!(renew(&sandbox, &first)["error"], "invalid_grant", "the token was used before");
    for (token, expected) in [(&second["access_token"], 401), (&json!(another), 404)] {
        assert_eq!(status(&sandbox, token.as_str().expect("a token"), "GET /v1/things/9"), expected, "one consent ends, and no other");
    }
}
