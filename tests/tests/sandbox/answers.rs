//! Faults of answers and of items in them.

use serde_json::{Value, json};

use restli_sandbox::Sandbox;

use crate::raw::{Seen, post, send};
use crate::sandbox;

async fn userinfo(fault: &str) -> Seen {
    met("GET /v2/userinfo", fault).await
}

async fn met(line: &str, fault: &str) -> Seen {
    let sandbox = sandbox(&[]).await;
    let met = send(&sandbox, line, &[&format!("x-sandbox-fault: {fault}")], "").await;
    assert_eq!(sandbox.exchanges()[0].refused_by, None, "an injected fault is no refusal");
    met
}

#[tokio::test]
async fn errors_have_the_status_of_their_name() {
    for (fault, status) in [
        ("http_500", 500),
        ("http_503", 503),
        ("http_429", 429),
        ("token_missing", 401),
        ("token_invalid", 401),
        ("token_expired", 401),
        ("token_revoked", 401),
        ("permission_missing", 403),
        ("role_missing", 403),
        ("not_found", 404),
        ("version_dead", 426),
        ("app_quota", 429),
        ("member_quota", 429),
        ("length_missing", 411),
        ("address_too_long", 414),
        ("error;code=CONFLICT", 409),
    ] {
        let met = userinfo(fault).await;
        assert_eq!((met.status(), &met.json()["status"]), (Some(status), &json!(status)), "{fault}");
    }
}

#[tokio::test]
async fn errors_are_in_the_words_of_the_catalogue() {
    let met = userinfo("token_revoked;message=gone").await.json();
    assert_eq!(met, json!({"status": 401, "code": "REVOKED_ACCESS_TOKEN", "serviceErrorCode": 65601, "message": "gone"}));
    let met = userinfo("error;code=MULTIPLE_VALIDATIONS_FAILED;input=budget/amount;input=name").await.json();
    let paths: Vec<&Value> = met["errorDetails"]["inputErrors"]
        .as_array()
        .expect("inputs")
        .iter()
        .map(|input| &input["input"]["inputPath"]["fieldPath"])
        .collect();
    assert_eq!((&met["code"], paths), (&json!("MULTIPLE_VALIDATIONS_FAILED"), vec![&json!("budget/amount"), &json!("name")]));
}

#[tokio::test]
async fn wait_of_an_answer_is_that_of_the_rule() {
    for (fault, wait) in [("http_503", "1"), ("http_429", "1"), ("http_503;retry_after=7", "7"), ("app_quota;retry_after=60", "60")] {
        assert_eq!(userinfo(fault).await.header("retry-after").as_deref(), Some(wait), "{fault}");
    }
}

#[tokio::test]
async fn pages_come_from_gateways_and_with_success() {
    for (fault, status) in [("http_502", 502), ("http_504", 504), ("html_200", 200)] {
        let met = userinfo(fault).await;
        assert_eq!((met.status(), met.header("content-type").as_deref()), (Some(status), Some("text/html")), "{fault}");
        assert!(met.body().starts_with(b"<html>"), "{fault}");
    }
}

#[tokio::test]
async fn redirects_keep_the_path_or_the_host() {
    for (fault, location) in [
        ("redirect_elsewhere", "http://elsewhere.invalid/rest/posts?q=author"),
        ("redirect_elsewhere;to=http://127.0.0.1:9", "http://127.0.0.1:9/rest/posts?q=author"),
        ("redirect_here", "/moved/rest/posts?q=author"),
    ] {
        let met = met("GET /rest/posts?q=author", fault).await;
        assert_eq!((met.status(), met.header("location").as_deref()), (Some(302), Some(location)), "{fault}");
    }
}

#[tokio::test]
async fn successes_that_are_none_have_the_status_200() {
    let whole = send(&sandbox(&[]).await, "GET /v2/userinfo", &[], "").await;
    let met = userinfo("empty_200").await;
    assert_eq!((met.status(), met.body()), (Some(200), &b""[..]));
    let met = userinfo("truncated_json").await;
    let half = &whole.body()[..whole.body().len() / 2];
    assert_eq!((met.status(), met.length(), met.body()), (Some(200), Some(half.len()), half));
    let met = userinfo("error_200").await;
    assert_eq!((met.status(), &met.json()["status"], met.header("x-restli-error-response")), (Some(200), &json!(500), None));
    let met = userinfo("lacks;member=sub").await.json();
    assert!(met["sub"].is_null() && whole.json()["sub"].is_string() && met["name"].is_string(), "{met}");
}

#[tokio::test]
async fn answer_of_a_rule_goes_out_as_it_is_written() {
    let met = userinfo(r#"answer;status=418;body={"message":"short and stout"};header=X-Pot: tea;header=X-Pot: blue"#).await;
    assert_eq!((met.status(), met.body()), (Some(418), &br#"{"message":"short and stout"}"#[..]));
    assert_eq!((met.header("content-type").as_deref(), met.header("x-pot").as_deref()), (Some("application/json"), Some("tea")));
    let met = userinfo("answer;status=200;header=Content-Type: text/plain;body=tea").await;
    assert_eq!((met.status(), met.header("content-type").as_deref(), met.body()), (Some(200), Some("text/plain"), &b"tea"[..]));
    let met = userinfo("answer;status=204").await;
    assert_eq!((met.status(), met.header("content-type"), met.body()), (Some(204), None, &b""[..]));
    let sandbox = sandbox(&[]).await;
    for wrong in ["status=99", "status=tea", "status=200;header=tea", "status=200;header=a b: c", "body=tea"] {
        let refused = sandbox.inject(format!("*=answer;{wrong}").parse().expect("a rule"));
        assert!(refused.is_err_and(|refused| refused.to_string().contains("`answer`")), "{wrong}");
    }
}

#[tokio::test]
async fn consent_that_fails_sends_the_browser_back_with_the_error() {
    let sandbox = sandbox(&["/oauth/v2/authorization=oauth_error;code=unauthorized_scope_error"]).await;
    let line = "GET /oauth/v2/authorization?client_id=1&redirect_uri=https%3A%2F%2Fapp.example%2Fback&state=s%201";
    let met = send(&sandbox, line, &[], "").await;
    let location = "https://app.example/back?error=unauthorized_scope_error&error_description=injected&state=s%201";
    assert_eq!((met.status(), met.header("location").as_deref()), (Some(302), Some(location)));
    assert_eq!(sandbox.faults()[0].injected, 1);
}

#[tokio::test]
async fn text_of_a_request_is_cut_without_an_error() {
    let sandbox = sandbox(&["content.posts.create=text_cut;field=commentary"]).await;
    assert_eq!(post(&sandbox, &[]).await.status(), Some(201));
    assert_eq!(posts(&sandbox, "").await["elements"][0]["commentary"], "Hello ");
}

/// The posts of an organization.
async fn posts(sandbox: &Sandbox, fault: &str) -> Value {
    let header = format!("x-sandbox-fault: {fault}");
    let headers: &[&str] = if fault.is_empty() { &[] } else { &[&header] };
    send(sandbox, "GET /rest/posts?q=author&author=urn%3Ali%3Aorganization%3A5", headers, "").await.json()
}

/// A sandbox with two posts, and their keys.
async fn two() -> (Sandbox, [String; 2]) {
    let sandbox = sandbox(&[]).await;
    let key = |seen: Seen| seen.header("x-restli-id").expect("a key");
    let keys = [key(post(&sandbox, &[]).await), key(post(&sandbox, &[]).await)];
    (sandbox, keys)
}

/// The answer to a read of two posts and one that is not there.
async fn batch(sandbox: &Sandbox, keys: &[String; 2], fault: &str) -> Value {
    let line = format!("GET /rest/posts?ids=List({},{},urn:li:share:9)", keys[0], keys[1]).replace(':', "%3A");
    send(sandbox, &line, &[&format!("x-sandbox-fault: {fault}")], "").await.json()
}

#[tokio::test]
async fn item_of_a_batch_is_an_error_in_either_map() {
    let (sandbox, keys) = two().await;
    for (fault, status) in [("item_404", 404), ("item_429", 429), ("item_500", 500)] {
        let met = batch(&sandbox, &keys, &format!("{fault};key={}", keys[0])).await;
        let told = (&met["errors"][&keys[0]]["status"], &met["statuses"][&keys[0]], &met["results"][&keys[0]]);
        assert_eq!(told, (&json!(status), &json!(status), &Value::Null), "{fault}: {met}");
        assert!(met["results"][&keys[1]].is_object() && met["errors"]["urn:li:share:9"]["status"] == 404, "{met}");
        let met = batch(&sandbox, &keys, &format!("{fault};key={};in=results", keys[0])).await;
        assert_eq!((&met["results"][&keys[0]]["error"]["status"], &met["errors"][&keys[0]]), (&json!(status), &Value::Null), "{met}");
    }
}

#[tokio::test]
async fn item_of_a_batch_is_in_no_map() {
    let (sandbox, keys) = two().await;
    let met = batch(&sandbox, &keys, &format!("item_missing;key={}", keys[0])).await;
    assert!(["results", "statuses", "errors"].iter().all(|map| met[map].get(&keys[0]).is_none()), "{met}");
    assert!(met["results"][&keys[1]].is_object(), "{met}");
}

#[tokio::test]
async fn entity_that_is_broken_stands_beside_whole_ones() {
    let (sandbox, keys) = two().await;
    let met = batch(&sandbox, &keys, &format!("item_broken;key={}", keys[0])).await;
    assert!(met["results"][&keys[0]].is_string() && met["results"][&keys[1]].is_object(), "{met}");
    let met = posts(&sandbox, "item_broken").await;
    assert!(met["elements"][0].is_object() && met["elements"][1].is_string(), "{met}");
}

#[tokio::test]
async fn page_that_is_short_says_the_whole_number() {
    let (sandbox, _) = two().await;
    let met = posts(&sandbox, "page_short").await;
    assert_eq!((met["elements"].as_array().map(Vec::len), &met["paging"]["total"]), (Some(1), &json!(2)), "{met}");
}

#[tokio::test]
async fn entity_shows_up_after_reads_of_its_own() {
    let (sandbox, keys) = two().await;
    sandbox.inject("content.posts.get=late;reads=2".parse().expect("a rule")).expect("an operation");
    let read = async |key: &str| send(&sandbox, &format!("GET /rest/posts/{}", key.replace(':', "%3A")), &[], "").await.status();
    let mut seen = Vec::new();
    for key in [&keys[0], &keys[0], &keys[1], &keys[0], &keys[1], &keys[1]] {
        seen.push(read(key).await);
    }
    assert_eq!(seen, [404, 404, 404, 200, 404, 200].map(Some));
    assert_eq!((sandbox.faults()[0].calls, sandbox.faults()[0].injected), (6, 4));
}
