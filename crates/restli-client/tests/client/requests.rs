//! The bytes of each kind of request, before anything is sent.

use std::future::{Future as _, IntoFuture as _};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use http::{Method, Request};
use restli_client::{BatchKeys, Error, MethodHeader, Tunnel};

use crate::tables::{API, Client, Options, TOKEN, rename, thing};

/// First line, headers and body; headers that every request has are left out once they are checked.
fn show(request: &Request<Bytes>) -> String {
    let mut out = format!("{} {}\n", request.method(), request.uri());
    for (name, value) in request.headers() {
        let value = value.to_str().unwrap();
        match name.as_str() {
            "authorization" => assert_eq!(value, format!("Bearer {TOKEN}")),
            "x-restli-protocol-version" => assert_eq!(value, "2.0.0"),
            "accept" if value == "application/json" => {}
            _ => out.extend([name.as_str(), ": ", value, "\n"]),
        }
    }
    assert!(["authorization", "x-restli-protocol-version", "accept"].iter().all(|name| request.headers().contains_key(*name)));
    out.push_str(std::str::from_utf8(request.body()).unwrap());
    out.trim_end().to_owned()
}

/// Compares a request with its lines, of which the indentation does not matter.
pub(crate) fn check(what: Result<Request<Bytes>, Error>, expected: &str) {
    let lines: Vec<&str> = expected.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!(show(&what.unwrap()), lines.join("\n"));
}

#[test]
#[allow(clippy::too_many_lines, reason = "one table")]
fn every_kind_of_request() {
    let client = Client::new();
    check(
        client.get(42).to_http(),
        "GET https://api.shop.example/rest/things/42
         x-restli-method: get
         shop-version: 202601",
    );
    check(
        client.get_by_text("urn:li:thing:(a b,1)").to_http(),
        "GET https://api.shop.example/rest/things/urn%3Ali%3Athing%3A%28a%20b%2C1%29
         x-restli-method: get
         shop-version: 202601",
    );
    check(
        client.batch_get(["a:b".to_owned(), "c".to_owned(), "a:b".to_owned()]).to_http(),
        "GET https://api.shop.example/rest/things?ids=List(a%3Ab,c)
         x-restli-method: batch_get
         shop-version: 202601",
    );
    check(
        client.batch_get([]).to_http(),
        "GET https://api.shop.example/rest/things?ids=List()
         x-restli-method: batch_get
         shop-version: 202601",
    );
    check(
        client.find("urn:li:person:x").with(|_| Options { sort: Some("NAME".to_owned()), deep: None }).start(20).count(10).to_http(),
        "GET https://api.shop.example/rest/things?count=10&owner=urn%3Ali%3Aperson%3Ax&q=owner&sortBy=NAME&start=20
         x-restli-method: finder
         shop-version: 202601",
    );
    check(
        client.search().count(50).page_token("a+b&c").to_http(),
        "GET https://api.shop.example/v2/things?pageSize=50&pageToken=a%2Bb%26c&q=search
         x-restli-method: finder",
    );
    check(
        client.follows("a b").to_http(),
        "GET https://api.shop.example/rest/follows/(followee:7,follower:a%20b)?q=recent
         x-restli-method: finder
         shop-version: 202601",
    );
    check(
        client.create(&thing(1, "é \"x\"")).to_http(),
        r#"POST https://api.shop.example/rest/things
         x-restli-method: create
         shop-version: 202601
         content-type: application/json
         {"id":1,"name":"é \"x\""}"#,
    );
    check(
        client.batch_create(&[thing(1, "a"), thing(2, "b")]).to_http(),
        r#"POST https://api.shop.example/rest/things
         x-restli-method: batch_create
         shop-version: 202601
         content-type: application/json
         {"elements":[{"id":1,"name":"a"},{"id":2,"name":"b"}]}"#,
    );
    check(
        client.update(1, &thing(1, "a")).to_http(),
        r#"PUT https://api.shop.example/rest/things/1
         x-restli-method: update
         shop-version: 202601
         content-type: application/json
         {"id":1,"name":"a"}"#,
    );
    check(
        client.patch(1, rename("b")).to_http(),
        r#"POST https://api.shop.example/rest/things/1
         x-restli-method: partial_update
         shop-version: 202601
         content-type: application/json
         {"patch":{"$set":{"name":"b"}}}"#,
    );
    check(
        client.batch_update([("a:b".to_owned(), thing(1, "x")), ("c".to_owned(), thing(2, "y"))]).to_http(),
        r#"PUT https://api.shop.example/rest/things?ids=List(a%3Ab,c)
         x-restli-method: batch_update
         shop-version: 202601
         content-type: application/json
         {"entities":{"a:b":{"id":1,"name":"x"},"c":{"id":2,"name":"y"}}}"#,
    );
    check(
        client.batch_patch([(1, rename("x")), (2, rename("y"))]).to_http(),
        r#"POST https://api.shop.example/rest/things?ids=List(1,2)
         x-restli-method: batch_partial_update
         shop-version: 202601
         content-type: application/json
         {"entities":{"1":{"patch":{"$set":{"name":"x"}}},"2":{"patch":{"$set":{"name":"y"}}}}}"#,
    );
    check(
        client.delete(9).to_http(),
        "DELETE https://api.shop.example/rest/things/9
         x-restli-method: delete
         shop-version: 202601",
    );
    check(
        client.purge(9).with(|_| Options { sort: None, deep: Some(true) }).to_http(),
        r#"POST https://api.shop.example/rest/things/9?action=purge
         x-restli-method: action
         shop-version: 202601
         content-type: application/json
         {"limit":7,"deep":true}"#,
    );
    check(
        client.purge_all(9).to_http(),
        "POST https://api.shop.example/rest/things/9?action=purge
         x-restli-method: action
         shop-version: 202601
         content-type: application/json
         {}",
    );
    check(
        client.runtime().raw(Method::POST, "/v2/other?q=a,b", Some(&true.into())).header("X-Extra", "1").to_http(),
        "POST https://api.shop.example/v2/other?q=a,b
         content-type: application/json
         x-extra: 1
         true",
    );
    check(
        client.runtime().raw(Method::GET, "/rest/other", None).to_http(),
        "GET https://api.shop.example/rest/other
         shop-version: 202601",
    );
}

#[test]
fn settings_change_what_is_sent() {
    let client = Client::builder()
        .token(TOKEN)
        .base_url("http://127.0.0.1:9/")
        .version("monthly", 202_603)
        .method_header(MethodHeader::PostOnly)
        .header("Accept-Language", "fr-FR")
        .build()
        .unwrap();
    check(
        client.get(1).to_http(),
        "GET http://127.0.0.1:9/rest/things/1
         shop-version: 202603
         accept-language: fr-FR",
    );
    let created = client.create(&thing(1, "a")).to_http().unwrap();
    assert_eq!(created.headers()["x-restli-method"], "create");
}

#[test]
fn batch_keys_may_be_escaped() {
    let client = Client::builder().token(TOKEN).batch_keys(BatchKeys::Escaped).build().unwrap();
    let request = client.batch_update([("a:b".to_owned(), thing(1, "x"))]).to_http().unwrap();
    assert_eq!(std::str::from_utf8(request.body()).unwrap(), r#"{"entities":{"a%3Ab":{"id":1,"name":"x"}}}"#);
}

/// The query knows no null, whichever type the parameter has (`docs/protocol.md §3.1`): a bare name would be refused.
#[test]
fn a_parameter_without_a_value_is_left_out() {
    use restli_client::core::Json;
    let request = Client::new().get(42).param("a", &None::<i64>).param("b", &Json::Null).param("c&", &Json::from("")).to_http().unwrap();
    assert_eq!((request.method().as_str(), request.body().as_ref()), ("POST", &b"c%26=''"[..]));
    let request = Client::new().get(42).param("a", &None::<i64>).param("b", &Json::Null).to_http().unwrap();
    assert_eq!(request.uri().query(), None);
}

#[test]
fn a_query_that_cannot_stand_in_a_url_travels_in_the_body() {
    let client = Client::new();
    check(
        client.find("").to_http(),
        "POST https://api.shop.example/rest/things
         x-restli-method: finder
         shop-version: 202601
         x-http-method-override: GET
         content-type: application/x-www-form-urlencoded
         owner=''&q=owner",
    );
    let client = Client::builder().token(TOKEN).tunnel(Tunnel::Above(10)).build().unwrap();
    let request = client.batch_patch([(1, rename("restli-0"))]).to_http().unwrap();
    assert_eq!(request.method(), "POST");
    assert_eq!(request.uri(), "https://api.shop.example/rest/things");
    assert_eq!(request.headers()["x-http-method-override"], "POST");
    assert_eq!(request.headers()["x-restli-method"], "batch_partial_update");
    assert_eq!(request.headers()["content-type"], "multipart/mixed; boundary=restli-1");
    assert_eq!(
        std::str::from_utf8(request.body()).unwrap(),
        "--restli-1\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\nids=List(1)\r\n\
         --restli-1\r\nContent-Type: application/json\r\n\r\n\
         {\"entities\":{\"1\":{\"patch\":{\"$set\":{\"name\":\"restli-0\"}}}}}\r\n--restli-1--\r\n"
    );
}

#[test]
fn request_that_cannot_be_sent_returns_reason_and_help() {
    let client = Client::new();
    let raw = |path| client.runtime().raw(Method::GET, path, None).to_http();
    let problems = [
        (client.get_by_text("..").to_http(), "the key `..` cannot stand in a path", "such an entity can only be reached by a batch method"),
        (client.find("x").count(101).to_http(), "a page of 101", "ask for at most 100 at once"),
        (
            client.batch_get(["a", "b", "c", "d"].map(str::to_owned)).to_http(),
            "4 keys or entities in one request",
            "send at most 3 at once",
        ),
        (
            client.batch_update([("a".to_owned(), thing(1, "x")), ("a".to_owned(), thing(2, "y"))]).to_http(),
            "the key a is given twice",
            "give every key once",
        ),
        (client.search().start(3).to_http(), "it pages by token, so it has no `start`", "use `stream`, `pages` or `page_token`"),
        (client.get(1).param("", &2).to_http(), "a parameter has no name", "name it, or leave it out"),
        (raw("rest"), "`rest` is not a path", "start it with one `/` and the path of a base"),
        (
            raw("/rest/x?q=a#top"),
            "`/rest/x` has a fragment, which no request sends",
            "leave the fragment out, or write the `#` of a value as `%23`",
        ),
        (raw("/rest/a b"), "`/rest/a b` or its query has ' ', which no URL may have", "percent-encode it: `%20`"),
        (raw("/rest/x?q=é"), "`/rest/x` or its query has 'é', which no URL may have", "percent-encode it: `%C3%A9`"),
        (raw("/rest/x\n"), "`/rest/x\\n` or its query has '\\n', which no URL may have", "percent-encode it: `%0A`"),
    ];
    for (result, what, remedy) in problems {
        let Err(Error::Request(problem)) = result else { panic!("{what}") };
        assert_eq!((&*problem.what, &*problem.remedy), (what, remedy));
    }
}

#[test]
fn request_that_a_server_would_misread_is_refused() {
    let client = Client::new();
    assert_eq!(
        client.search().page_token("").to_http().unwrap_err().summary(),
        "shop.old.search: the page token is empty; leave `page_token` out for the first page"
    );
    let raw = |path: &str| client.runtime().raw_on(API.bases[0], Method::GET, path, None).to_http();
    assert_eq!(
        raw("/v2/me?key=x").unwrap_err().summary(),
        "raw call: `/v2/me` does not belong to the base `dated`; begin it with `/rest`, or name the base that it belongs to"
    );
    raw("/rest/me?key=x").unwrap();
}

#[test]
fn parameter_of_a_raw_call_follows_those_of_its_path() {
    let client = Client::new();
    for (path, sent) in [("/v2/me", "/v2/me?a%26=b%2Cc"), ("/v2/me?x=1", "/v2/me?x=1&a%26=b%2Cc"), ("/v2/me?", "/v2/me?a%26=b%2Cc")] {
        let request = client.runtime().raw(Method::GET, path, None).param("a&", &"b,c".to_owned()).to_http().unwrap();
        assert_eq!(request.uri().path_and_query().unwrap(), sent);
    }
    let again = client.runtime().raw(Method::GET, "/v2/me?x=1", None).param("x", &2).to_http().unwrap_err();
    assert_eq!(again.to_string(), "raw call: the parameter `x` is given twice; give every parameter once");
}

#[test]
fn curl_is_quoted_and_masks_the_token() {
    let curl = Client::new().create(&thing(1, "it's")).to_curl().unwrap();
    assert_eq!(
        curl,
        r#"curl -X POST https://api.shop.example/rest/things \
  -H 'authorization: Bearer ***' \
  -H 'x-restli-protocol-version: 2.0.0' \
  -H 'x-restli-method: create' \
  -H 'shop-version: 202601' \
  -H 'accept: application/json' \
  -H 'content-type: application/json' \
  --data-raw '{"id":1,"name":"it'\''s"}'"#
    );
    let curl = Client::new().get(1).to_curl().unwrap();
    assert!(curl.starts_with("curl https://api.shop.example/rest/things/1"), "{curl}");
}

#[test]
fn header_that_follows_from_address_or_body_is_refused() {
    let refused = [
        ("Host", "evil.example", "`host` follows from the address; set the address with `Builder::base_url`"),
        ("content-length", "5", "`content-length` follows from the body; leave it out"),
        ("Transfer-Encoding", "chunked", "`transfer-encoding` follows from the body; leave it out"),
    ];
    for (name, value, told) in refused {
        let call = Client::new().get(1).header(name, value).to_http().unwrap_err().to_string();
        assert_eq!(call, format!("shop.things.get: {told}"));
        let every = Client::builder().header(name, value).build().unwrap_err().to_string();
        assert_eq!(every, format!("Builder::header: {told}"));
    }
}

#[test]
fn headers_given_twice_are_all_sent() {
    let client =
        Client::builder().token(TOKEN).header("Cookie", "a=1").header("Cookie", "b=2").header("Accept-Language", "de").build().unwrap();
    let sent = |request: Result<Request<Bytes>, Error>, name: &str| {
        request.unwrap().headers().get_all(name).iter().map(|value| value.to_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(sent(client.get(1).to_http(), "cookie"), ["a=1", "b=2"]);
    let own = || client.get(1).header("Accept", "text/a").header("Accept", "text/b").header("Accept-Language", "fr").to_http();
    assert_eq!(sent(own(), "accept"), ["text/a", "text/b"], "in the place of the client's own");
    assert_eq!(sent(own(), "accept-language"), ["fr"], "the request's in the place of the builder's");
    assert_eq!(sent(own(), "cookie"), ["a=1", "b=2"]);
}

#[test]
fn request_polled_outside_a_runtime_is_an_error_that_names_the_runtime() {
    let request = Client::new().get(1);
    let Poll::Ready(Err(error)) = pin!(request.into_future()).poll(&mut Context::from_waker(Waker::noop())) else { panic!("no error") };
    assert_eq!(
        error.to_string(),
        "shop.things.get: no Tokio runtime: nothing was sent; await it below `#[tokio::main]`, `#[tokio::test]` or…\n  \
         call: GET /rest/things/1\n  \
         remedy: await it below `#[tokio::main]`, `#[tokio::test]` or `tokio::runtime::Runtime::block_on`; other executors cannot drive the connection"
    );
}
