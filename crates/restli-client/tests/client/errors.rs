//! Errors explain themselves.

use std::time::Duration;

use restli_client::core::Time;
use restli_client::core::urn::Urn;
use restli_client::{ApiError, CallInfo, Error, FromRuntime as _, Operation, Page, Retry, Token, TransportError, TransportKind, http};

use crate::tables::{API, CREATE, Client, DELETE, GET, TOKEN, thing};
use restli_testing::{Server, json, response};

/// The message for an answer to `get`.
pub(crate) async fn message(answer: String) -> String {
    let server = Server::answering(vec![answer]).unwrap();
    Client::at(server.url()).get(1).await.unwrap_err().to_string()
}

pub(crate) fn lines(lines: &[&str]) -> String {
    lines.join("\n  ")
}

#[tokio::test]
async fn expired_token_shows_its_lifetime() {
    let body = r#"{"message":"The token used in the request has expired","serviceErrorCode":65601,"status":401}"#;
    assert_eq!(
        message(response(401, &[("X-Shop-Id", "abc==")], body)).await,
        lines(&[
            "shop.things.get: 401 Unauthorized; let the user consent again",
            "call: GET /rest/things/1",
            "message: The token used in the request has expired",
            "service error code: 65601",
            "cause: the token has expired",
            "token: lives 60 days",
            "for support: x-shop-id: abc==",
        ])
    );
}

#[tokio::test]
async fn code_of_the_catalogue_shows_its_cause() {
    assert_eq!(
        message(json(403, r#"{"code":"NO_SUCH_SHOP","status":403}"#)).await,
        lines(&[
            "shop.things.get: 403 NO_SUCH_SHOP; wait until it opens",
            "call: GET /rest/things/1",
            "code: NO_SUCH_SHOP",
            "cause: the shop is closed",
            "needs: r_things or (r_lite and w_things)",
            "r_things: Read things; product Browsing; by application for the product",
            "r_lite: Read a little; no new grants; retired 2023-08-01; replaced by `r_things`",
            "w_things: Write things; self-serve",
        ])
    );
}

#[tokio::test]
async fn input_error_names_the_field() {
    let body = r#"{"status":400,"message":"Invalid param.","errorDetails":{"inputErrors":[
        {"code":"PARAM_INVALID","description":"wrong type","input":{"inputPath":{"fieldPath":"sortOrder"}}}]}}"#;
    assert_eq!(
        message(json(400, body)).await,
        lines(&[
            "shop.things.get: 400 Bad Request; look at the request (`to_curl`) and at the message",
            "call: GET /rest/things/1",
            "message: Invalid param.",
            "input: sortOrder: PARAM_INVALID: wrong type",
            "cause: the server does not accept the URL or the body",
        ])
    );
}

#[tokio::test]
async fn html_page_is_cut_to_an_excerpt() {
    let html = format!("<html>\r\n<title>Not\tfound</title>\n{}</html>", "x".repeat(1000));
    assert_eq!(
        message(response(404, &[("Content-Type", "text/html")], &html)).await,
        lines(&[
            "shop.things.get: 404 Not Found; check the key; if it exists, check permission, version and base URL",
            "call: GET /rest/things/1",
            &format!("body: <html> <title>Not found</title> {}…", "x".repeat(300 - 32)),
            "sender: perhaps not the API but a proxy, a firewall or the login page of a network, since this is no JSON",
            "cause: no such entity or resource; some APIs say this instead of 403",
        ])
    );
}

#[tokio::test]
async fn refused_version_lists_the_living_ones() {
    let body = r#"{"status":426,"code":"NONEXISTENT_VERSION","message":"Requested version 20260101 is not active"}"#;
    let server = Server::answering(vec![json(426, body)]).unwrap();
    let on_2026_11_30 = || Time::from_millis(restli_testing::DAY_MILLIS);
    let client = Client::builder().token(TOKEN).base_url(server.url()).clock(on_2026_11_30).build().unwrap();
    assert_eq!(
        client.get(1).await.unwrap_err().to_string(),
        lines(&[
            "shop.things.get: 426 NONEXISTENT_VERSION; send a version that lives: `Builder::version(\"monthly\", 202603)`",
            "call: GET /rest/things/1",
            "message: Requested version 20260101 is not active",
            "code: NONEXISTENT_VERSION",
            "cause: the version in the request is not active",
            "version: Shop-Version: 202601 was sent, which should live until 2027-01-15; living: 202602 (until 2027-02-15), 202603 (end not known)",
        ])
    );
}

#[tokio::test]
async fn exhausted_quota_shows_limit_and_reset() {
    let body = r#"{"message":"Resource level throttle limit reached.","serviceErrorCode":101,"status":429}"#;
    assert_eq!(
        message(response(429, &[("X-Left", "0"), ("X-Reset", "7200")], body)).await,
        lines(&[
            "shop.things.get: 429 Too Many Requests; wait, then send fewer: cache, batch, or be notified instead of asking",
            "call: GET /rest/things/1",
            "message: Resource level throttle limit reached.",
            "service error code: 101",
            "cause: too many requests",
            "quota daily: 50 requests per member per day",
            "left: 0",
            "starts anew in 2 hours",
        ])
    );
    let message = message(response(429, &[], "")).await;
    assert!(message.ends_with("\n  starts anew within 1 day at the latest"), "{message}");
}

#[tokio::test]
async fn body_that_repeats_the_token_is_masked() {
    let body = format!("you sent {TOKEN}");
    assert_eq!(
        message(response(500, &[("x-shop-id", "7")], &body)).await,
        lines(&[
            "shop.things.get: 500 Internal Server Error; try again later; if it stays, tell support",
            "call: GET /rest/things/1",
            "body: you sent ***",
            "cause: the server failed",
            "for support: x-shop-id: 7",
        ])
    );
}

#[tokio::test]
async fn redirect_is_an_error() {
    let other = Server::answering(vec![json(200, r#"{"id":1}"#)]).unwrap();
    let server = Server::answering(vec![response(302, &[("Location", &format!("{}/rest/things/1", other.url()))], "")]).unwrap();
    let error = Client::at(server.url()).get(1).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 302);
    assert!(error.to_string().contains(&format!("\n  points to: {}/rest/things/1", other.url())), "{error}");
    assert!(other.seen().is_empty());
}

#[tokio::test]
async fn error_header_wins_over_the_status() {
    let body = r#"{"message":"odd"}"#;
    let marked = || response(200, &[("X-RestLi-Error-Response", "true")], body);
    let server = Server::answering(vec![marked(), marked()]).unwrap();
    let client = Client::at(server.url());
    let error = client.get(1).await.unwrap_err();
    assert_eq!(error.as_api().unwrap().message(), Some("odd"));
    assert_eq!((error.remedy().as_deref(), error.is_outcome_unknown()), (Some("read the message"), false));
    let error = client.create(&thing(1, "a")).await.unwrap_err();
    assert!(error.is_outcome_unknown() && error.remedy().unwrap().starts_with("look with `shop.things.find_by_owner`"), "{error}");
}

#[tokio::test]
async fn response_of_another_type_names_the_place() {
    assert_eq!(
        message(response(200, &[("x-shop-id", "7")], r#"{"id":"x"}"#)).await,
        lines(&[
            "shop.things.get: 200 OK that the schema does not describe; correct the schema, or read the answer as JSON with…",
            "call: GET /rest/things/1",
            "cause: id: not a long: \"x\"",
            "remedy: correct the schema, or read the answer as JSON with `Runtime::raw`",
            "for support: x-shop-id: 7",
        ])
    );
}

#[tokio::test]
async fn response_too_large_or_late_is_a_transport_error() {
    let server = Server::answering(vec![json(200, &format!(r#"{{"id":1,"name":"{}"}}"#, "x".repeat(100)))]).unwrap();
    let client = Client::builder().token(TOKEN).base_url(server.url()).max_response_bytes(50).build().unwrap();
    assert_eq!(
        client.get(1).await.unwrap_err().to_string(),
        lines(&[
            "shop.things.get: the answer is larger than 50 bytes; ask for less (a projection, a smaller page), or raise…",
            "call: GET /rest/things/1",
            "remedy: ask for less (a projection, a smaller page), or raise `Builder::max_response_bytes`",
        ])
    );
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", silent.local_addr().unwrap());
    let client = Client::builder().token(TOKEN).base_url(&url).timeout(Duration::from_millis(50)).retry(Retry::never()).build().unwrap();
    let message = client.create(&thing(1, "a")).await.unwrap_err().to_string();
    assert!(
        message.starts_with("shop.things.create: no answer in time; look with `shop.things.find_by_owner` before you send it again: "),
        "{message}"
    );
    drop(silent);
    let message = client.get(1).await.unwrap_err().to_string();
    assert!(
        message.starts_with("shop.things.get: no connection; check the address and the network; the server has not seen the request\n"),
        "{message}"
    );
}

#[tokio::test]
async fn send_full_exposes_status_id_location_quota() {
    let headers = [("X-RestLi-Id", "a b:c/d"), ("Location", "/things/a%20b%3Ac%2Fd"), ("x-shop-id", "7"), ("X-Left", "49")];
    let server = Server::answering(vec![response(201, &headers, ""), response(201, &headers, "")]).unwrap();
    let client = Client::at(server.url());
    let created = client.create(&thing(1, "a")).await.unwrap();
    assert_eq!(created.id.as_deref(), Some("a b:c/d"));
    let full = client.create(&thing(1, "a")).send_full().await.unwrap();
    assert_eq!(full.status(), 201);
    assert_eq!(full.id().unwrap(), "a b:c/d");
    assert_eq!(full.location().unwrap(), "/things/a%20b%3Ac%2Fd");
    assert_eq!(full.request_ids(), [("x-shop-id".to_owned(), "7".to_owned())]);
    assert_eq!(full.quota().remaining, Some(49));
    assert_eq!(client.runtime().last_quota(&CREATE).unwrap().remaining, Some(49));
    assert_eq!(client.runtime().last_quota(&GET), None);
}

#[tokio::test]
async fn raw_call_resolves_to_json_or_null() {
    let server = Server::answering(vec![json(200, r#"{"a":[1]}"#), response(204, &[], "")]).unwrap();
    let client = Client::at(server.url());
    let value = client.runtime().raw(http::Method::GET, "/v2/x", None).await.unwrap();
    assert_eq!(value["a"][0], 1);
    assert!(client.runtime().raw(http::Method::DELETE, "/v2/x", None).await.unwrap().is_null());
    let other = client.runtime().with_token(Token::new("other", std::time::SystemTime::now()).access_token().clone(), None).unwrap();
    let request = other.raw(http::Method::GET, "/v2/x", None).to_http().unwrap();
    assert_eq!(request.headers()["authorization"], "Bearer other");
}

#[tokio::test]
async fn target_that_would_be_rewritten_is_refused() {
    let client = Client::builder().token(TOKEN).tunnel(restli_client::Tunnel::Never).base_url("http://127.0.0.1:9").build().unwrap();
    for path in ["/rest/a/../b", "/rest/a?x=''", "/rest/a/%2e%2e/b"] {
        let error = client.runtime().raw(http::Method::GET, path, None).await.unwrap_err();
        assert!(
            matches!(&error, Error::Request(problem) if problem.what == "its URL would not arrive as it is written"),
            "{path}: {error}"
        );
    }
}

#[tokio::test]
async fn with_token_keeps_quotas_of_the_application_and_drops_those_of_the_member() {
    let left = |count: &str| response(200, &[("Content-Type", "application/json"), ("X-Left", count)], r#"{"id":1}"#);
    let server = Server::answering(vec![left("40"), left("400"), left("399")]).unwrap();
    let first = Client::at(server.url());
    let remaining = |client: &restli_client::Runtime, operation: &Operation| client.last_quota(operation).and_then(|quota| quota.remaining);
    first.get(1).await.unwrap();
    first.delete(1).await.unwrap();
    let second = first.runtime().with_token("AQX-other", None).unwrap();
    assert_eq!(remaining(&second, &DELETE), Some(400), "of the application");
    assert_eq!(remaining(&second, &GET), None, "of the member");
    assert_eq!(remaining(first.clone().runtime(), &GET), Some(40), "clones share everything");
    Client::from_runtime(second).delete(1).await.unwrap();
    assert_eq!(remaining(first.runtime(), &DELETE), Some(399), "the second user's call counts for the first one too");
}

#[tokio::test]
async fn error_returns_cause_and_remedy_alone() {
    let server = Server::answering(vec![json(401, r#"{"serviceErrorCode":65601}"#), json(200, r#"{"id":"x"}"#)]).unwrap();
    let client = Client::at(server.url());
    let refused = client.get(1).await.unwrap_err();
    assert_eq!(refused.cause().as_deref(), Some("the token has expired"));
    assert_eq!(refused.remedy().as_deref(), Some("let the user consent again"));
    let misfit = client.get(1).await.unwrap_err();
    assert_eq!(misfit.cause().as_deref(), Some("id: not a long: \"x\""));
    drop(server);
    let lost = Client::at("http://127.0.0.1:9").get(1).await.unwrap_err();
    let Error::Transport(transport) = &lost else { panic!("{lost}") };
    assert!(transport.library_error().is_some() && lost.cause().is_some());
    assert_eq!(lost.remedy().as_deref(), Some("check the address and the network; the server has not seen the request"));
    let setup = Client::builder().token("").build().unwrap_err();
    assert_eq!((setup.cause(), setup.remedy().is_some()), (None, true));
}

#[tokio::test]
async fn post_without_a_whole_response_is_not_repeatable() {
    let client = Client::at("http://127.0.0.1:9");
    let repeatable = |error: Error| matches!(error, Error::Transport(error) if error.repeatable);
    assert!(repeatable(client.get(1).await.unwrap_err()) && repeatable(client.delete(1).await.unwrap_err()));
    assert!(!repeatable(client.create(&thing(1, "a")).await.unwrap_err()));
    let other = |name: &[u8]| http::Method::from_bytes(name).unwrap();
    for (verb, expected) in [
        (http::Method::GET, true),
        (http::Method::HEAD, true),
        (http::Method::PUT, true),
        (http::Method::DELETE, true),
        (http::Method::POST, false),
        (http::Method::PATCH, false),
        (other(b"LOCK"), false),
        (other(b"get"), false),
    ] {
        assert_eq!(repeatable(client.runtime().raw(verb.clone(), "/v2/x", None).await.unwrap_err()), expected, "{verb}");
    }
}

/// A user's function, and the doubles of answers that its tests need.
#[test]
fn answers_and_errors_are_made_without_a_server() {
    fn again(error: &Error) -> bool {
        matches!(error, Error::Transport(lost) if lost.repeatable) || error.status().is_some_and(|status| status.as_u16() == 429)
    }
    let response = |status: u16, body: &'static str| http::Response::builder().status(status).body(body.into()).unwrap();
    let refused = |status, body| Error::Api(Box::new(ApiError::of_response(&API, CallInfo::of(&GET), response(status, body))));
    let lost = |operation| Error::Transport(Box::new(TransportError::of_kind(CallInfo::of(operation), TransportKind::Timeout)));
    assert!(again(&refused(429, "{}")) && !again(&refused(404, r#"{"message":"gone"}"#)));
    assert!(again(&lost(&GET)) && !again(&lost(&CREATE)));
    let error = refused(404, r#"{"message":"gone"}"#).to_string();
    assert!(error.starts_with("shop.things.get: 404") && error.contains("/{thingId}\n") && error.contains("gone"), "{error}");

    let page: Page<_> = vec![thing(1, "a")].into();
    assert_eq!((page.elements.len(), page.received(), page.paging.is_none()), (1, 1, true));
}

#[test]
fn text_that_is_no_urn_is_an_error_of_the_request() {
    let parse = |text: &str| -> Result<Urn, Error> { Ok(text.parse()?) };
    assert_eq!(parse("urn:li:person:1").unwrap().as_str(), "urn:li:person:1");
    assert_eq!(
        parse("person 1").unwrap_err().to_string(),
        lines(&[
            "URN: not a URN, which starts with `urn:namespace:type:`; pass text of the form that is expected, or make the URN from…",
            "remedy: pass text of the form that is expected, or make the URN from its id by the constructor of its type",
        ])
    );
}
