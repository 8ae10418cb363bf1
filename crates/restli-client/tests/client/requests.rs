//! The bytes of each kind of request, before anything is sent.

use bytes::Bytes;
use http::{Method, Request};
use restli_client::core::Json;
use restli_client::core::projection::{Projection, Select};
use restli_client::{BatchKeys, Error, MethodHeader, Tunnel};

use crate::tables::{Client, Expanded, Name, Options, TOKEN, Thing, rename, thing};
use restli_testing::{Server, json};

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
fn a_projection_is_written_in_the_style_of_the_endpoint() {
    let client = Client::new();
    let uri = |request: Result<Request<Bytes>, Error>| request.unwrap().uri().to_string();
    assert_eq!(uri(client.get(1).select(Select::<Name>::new()).to_http()), "https://api.shop.example/rest/things/1?fields=name");
    assert_eq!(
        uri(client.find("x").select(Select::<Name>::new()).to_http()),
        "https://api.shop.example/rest/things?fields=name&owner=x&q=owner"
    );
    assert_eq!(
        uri(client.search().select(Select::<Expanded>::new()).to_http()),
        "https://api.shop.example/v2/things?projection=(elements*(owner~(name)),paging,metadata)&q=search"
    );
    assert_eq!(
        client.get(1).select(Select::<Expanded>::new()).to_http().unwrap_err().to_string(),
        "shop.things.get: the endpoint takes `fields=a,b:(c)`, which cannot express this projection: it expands URNs (`~`)\n  \
         remedy: leave the expansions out and read what the URNs name with calls of their own"
    );
    assert_eq!(
        client.get_whole(1).select(Select::<Name>::new()).to_http().unwrap_err().to_string(),
        "shop.things.get_whole: the endpoint takes no projection\n  remedy: leave `select` out; the whole entity comes"
    );
}

#[test]
fn a_projection_of_run_time_is_written_in_the_style_of_the_endpoint() {
    let client = Client::new();
    let read = |text: &str| Projection::parse(text).unwrap();
    let target = |request: Result<Request<Bytes>, Error>| {
        request.map(|request| request.uri().path_and_query().unwrap().to_string()).map_err(|error| error.to_string())
    };
    for (sent, expected) in [
        (target(client.get(1).select_as::<Json>(read("(id,owner(name))")).to_http()), "/rest/things/1?fields=id,owner:(name)"),
        (target(client.get(1).select_as::<Thing>(read("id,-name")).to_http()), "/rest/things/1?fields=id,-name"),
        (target(client.get(1).select_as::<Json>(Projection::new()).to_http()), "/rest/things/1?fields"),
        (target(client.find("x").select_as::<Json>(read("name")).to_http()), "/rest/things?fields=name&owner=x&q=owner"),
        (target(client.batch_get(["a".to_owned()]).select_as::<Json>(read("name")).to_http()), "/rest/things?fields=name&ids=List(a)"),
        (
            target(client.search().select_as::<Json>(read("id,lines:($*:(sku))")).to_http()),
            "/v2/things?projection=(elements*(id,lines*(sku)),paging,metadata)&q=search",
        ),
    ] {
        assert_eq!(sent.as_deref(), Ok(expected));
    }
    assert_eq!(
        target(client.get(1).select_as::<Json>(read("(owner~)")).to_http()).unwrap_err(),
        "shop.things.get: the endpoint takes `fields=a,b:(c)`, which cannot express this projection: this endpoint cannot expand URNs: \
         a `fields` parameter has no decorations\n  \
         remedy: leave the expansions out and read what the URNs name with calls of their own"
    );
    assert_eq!(
        target(client.search().select_as::<Json>(read("-id")).to_http()).unwrap_err(),
        "shop.old.search: the endpoint takes `projection=(a,b(c))`, which cannot express this projection: a `projection` cannot \
         remove `id`\n  remedy: name the fields to keep instead"
    );
    assert_eq!(
        target(client.get_whole(1).select_as::<Json>(read("id")).to_http()).unwrap_err(),
        "shop.things.get_whole: the endpoint takes no projection\n  remedy: leave `select` out; the whole entity comes"
    );
}

#[tokio::test]
async fn run_time_projection_without_a_field_reads_responses_that_lack_it() {
    let server = Server::answering(vec![
        json(200, r#"{"name":"a"}"#),
        json(200, r#"{"name":"a"}"#),
        json(200, r#"{"elements":[{"name":"a"},{"name":"b"}],"paging":{"start":0,"count":10,"links":[]}}"#),
        json(200, r#"{"results":{"k":{"name":"a"}},"errors":{}}"#),
        json(200, r#"{"name":"a"}"#),
    ])
    .unwrap();
    let client = Client::at(server.url());
    let name = || Projection::new().field("name");
    assert_eq!(name().check::<Thing>(), Ok(()));
    let any: Json = client.get(1).select_as(name()).await.unwrap();
    assert_eq!(any["name"], "a");
    let own: Name = client.get(1).select_as(name()).await.unwrap();
    assert_eq!(own.name.as_deref(), Some("a"));
    let page = client.find("x").select_as::<Json>(name()).await.unwrap();
    assert_eq!(page.elements.iter().map(|thing| &thing["name"]).collect::<Vec<_>>(), ["a", "b"]);
    let batch = client.batch_get(["k".to_owned()]).select_as::<Json>(name()).await.unwrap();
    assert_eq!(batch.get(&"k".to_owned()).unwrap().unwrap()["name"], "a");
    // The entity's own type requires the id, and says that it is not there.
    let told = client.get(1).select_as::<Thing>(name()).await.unwrap_err().to_string();
    assert!(told.contains("missing field id of com.example.Thing"), "{told}");
    assert_eq!(
        server.targets(),
        [
            "GET /rest/things/1?fields=name",
            "GET /rest/things/1?fields=name",
            "GET /rest/things?fields=name&owner=x&q=owner",
            "GET /rest/things?fields=name&ids=List(k)",
            "GET /rest/things/1?fields=name"
        ]
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
        (client.runtime().raw(Method::GET, "rest", None).to_http(), "`rest` is not a path", "start it with one `/` and the path of a base"),
    ];
    for (result, what, remedy) in problems {
        let message = result.unwrap_err().to_string();
        assert!(message.ends_with(&format!(": {what}\n  remedy: {remedy}")), "{message}");
    }
}

#[test]
fn curl_is_quoted_and_masks_the_token() {
    let curl = Client::new().create(&thing(1, "it's")).to_curl().unwrap();
    assert_eq!(
        curl,
        r#"curl -X POST 'https://api.shop.example/rest/things' \
  -H 'authorization: Bearer ***' \
  -H 'x-restli-protocol-version: 2.0.0' \
  -H 'x-restli-method: create' \
  -H 'shop-version: 202601' \
  -H 'accept: application/json' \
  -H 'content-type: application/json' \
  --data-raw '{"id":1,"name":"it'\''s"}'"#
    );
    let curl = Client::new().get(1).to_curl().unwrap();
    assert!(curl.starts_with("curl 'https://api.shop.example/rest/things/1'"), "{curl}");
}

#[test]
fn the_builder_refuses_what_cannot_work() {
    let build = |builder: restli_client::Builder<Client>| builder.build().unwrap_err().to_string();
    assert_eq!(
        build(Client::builder().token("secret\n")),
        "Builder::token: the token holds a character that no token has, such as a line end\n  \
         remedy: pass the access token alone, without `Bearer` and without blanks"
    );
    assert_eq!(build(Client::builder().version("weekly", 1)), "Builder::version: no version family `weekly`\n  remedy: there are: monthly");
    assert_eq!(
        build(Client::builder().base_url("ftp://host")),
        "Builder::base_url: `ftp://host` is not scheme, host and perhaps a path\n  remedy: write it as `https://host` or `http://127.0.0.1:8080`"
    );
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
