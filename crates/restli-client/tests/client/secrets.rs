//! No secret in `Debug`, errors or curl output.

use std::time::SystemTime;

use restli_client::{AuthorizationCode, ExposeSecret as _, Json, OAuth, Token};

use crate::tables::{API, Client, TOKEN, Thing};
use restli_testing::{Server, json, response};

/// Compiles only for values that may move between threads.
fn sendable<T: Send>(_: &T) {}

/// Compiles only for types that threads may share.
const fn shared<T: Send + Sync>() {}

const _: () = {
    shared::<restli_client::Error>();
    shared::<restli_client::Runtime>();
    shared::<restli_client::Request<Thing>>();
    shared::<Client>();
    shared::<OAuth>();
    shared::<Token>();
};

#[tokio::test]
async fn futures_and_streams_are_send() {
    let client = Client::new();
    sendable(&client.get(1));
    sendable(&client.get(1).send());
    sendable(&client.get(1).send_full());
    sendable(&client.find("x").stream());
    sendable(&client.runtime().upload("", "").send());
    let app = OAuth::new(&API, "app", "x", "https://app.example/cb").unwrap();
    sendable(&app.exchange(AuthorizationCode::new("x")));
    sendable(&app.refresh(&Token::new("x", SystemTime::now())));
    sendable(&app.client_credentials());
}

#[tokio::test]
async fn debug_of_every_type_shows_no_secret() {
    let server = Server::answering(vec![json(200, r#"{"id":1}"#), json(400, TOKEN), json(200, &format!("{TOKEN:?}"))]).unwrap();
    let builder = Client::builder().token(TOKEN).base_url(server.url());
    let mut shown = vec![format!("{builder:?}")];
    let client = builder.build().unwrap();
    shown.push(format!("{client:?}"));
    shown.push(format!("{:?}", client.runtime().raw(http::Method::GET, "/rest/x?secret=AQX-secret-query", None)));
    shown.push(format!("{:?}", client.get(1).to_http().unwrap()));
    shown.push(client.get(1).to_curl().unwrap());
    shown.push(format!("{:?}", client.get(1).send()));
    shown.push(format!("{:?}", client.find("x").stream()));
    shown.push(format!("{:?}", client.get(1).send_full().await.unwrap()));
    for _ in 0..2 {
        shown.push(format!("{:?}", client.get(1).await.unwrap_err()));
    }
    shown.push(format!("{:?}", client.runtime().upload("https://up.shop.example/x?sig=AQX-secret-signature", "")));
    let token = Token::new("AQX-secret", SystemTime::now()).with_refresh_token("AQX-secret-refresh", None);
    shown.push(format!("{token:?}"));
    shown.push(format!("{:?}", AuthorizationCode::new("AQX-secret-code")));
    let app = OAuth::new(&API, "app", "AQX-secret-app", "https://app.example/cb").unwrap();
    shown.push(format!("{app:?}"));
    let page = app.authorize(["r_things"]);
    shown.push(format!("{page:?}").replace(page.state().expose_secret(), "AQX-secret-state"));
    for text in shown {
        assert!(!text.contains("AQX-secret"), "{text}");
    }
}

#[tokio::test]
async fn token_in_an_answer_is_masked_wherever_it_is_shown() {
    let answer = response(400, &[("X-Shop-Id", &format!("id-{TOKEN}-1"))], &format!("no {TOKEN} here"));
    let server = Server::answering(vec![answer]).unwrap();
    let error = Client::at(server.url()).get(1).await.unwrap_err();
    assert!(!format!("{error} {error:?}").contains(TOKEN), "{error:?}");
    assert_eq!(error.as_api().unwrap().request_ids, [("x-shop-id".to_owned(), "id-***-1".to_owned())]);
}

#[tokio::test]
async fn word_too_short_for_a_token_leaves_messages_as_they_are() {
    for token in ["t", "test"] {
        let server = Server::answering(vec![json(400, r#"{"message":"the test is not set","status":400}"#)]).unwrap();
        let error = Client::builder().token(token).base_url(server.url()).build().unwrap().get(1).await.unwrap_err();
        assert_eq!(error.as_api().unwrap().message(), Some("the test is not set"));
    }
}

#[test]
fn builder_base_url_with_user_or_password_is_refused() {
    for url in ["https://:hunter2@host.example", "https://hunter2@host.example", "https://me:hunter2@host.example"] {
        let error = Client::builder().token(TOKEN).base_url(url).build().unwrap_err();
        assert_eq!(
            error.to_string(),
            "Builder::base_url: the base URL holds a user name or a password; write it as `https://host` or `http://127.0.0.1:8080`",
            "{url}"
        );
        assert!(!format!("{error:?}").contains("hunter2"), "{error:?}");
    }
}

#[test]
fn builder_base_url_without_encryption_needs_consent() {
    let builder = || Client::builder().token(TOKEN).base_url("http://host.example");
    assert_eq!(
        builder().build().unwrap_err().to_string(),
        "Builder::base_url: `http://host.example` is not encrypted, and what is sent there is secret; use `https`, or accept it…\n  \
         remedy: use `https`, or accept it with `Builder::allow_plain_http`"
    );
    builder().allow_plain_http().build().unwrap();
    for local in ["http://localhost:1", "http://127.0.0.1:1", "http://[::1]:1", "https://host.example"] {
        Client::builder().token(TOKEN).base_url(local).build().unwrap();
    }
}

#[test]
fn builder_debug_hides_the_base_url_that_build_would_refuse() {
    let builder = Client::builder().base_url("https://:hunter2@host.example");
    assert!(!format!("{builder:?}").contains("hunter2"), "{builder:?}");
}

#[test]
fn headers_that_carry_secrets_are_masked() {
    let client = Client::builder().token(TOKEN).header("Proxy-Authorization", "Basic AQX-secret").build().unwrap();
    let request = client.get(1).header("Cookie", "AQX-secret").header("X-Api-Key", "AQX-secret");
    let request = ["X-Session-Id", "X-Signature", "X-Credential"].iter().fold(request, |request, name| request.header(name, "AQX-secret"));
    let request = request.header("X-Plain", "shown");
    let shown = format!("{} {:?}", request.to_curl().unwrap(), request.to_http().unwrap());
    assert!(!shown.contains("AQX-secret") && shown.contains("x-plain: shown"), "{shown}");
}

#[test]
fn curl_command_shows_no_secret_of_query_and_body() {
    let client = Client::new();
    let raw = |path: &str, body: Option<Json>| client.runtime().raw(http::Method::POST, path, body.as_ref());
    let long = "x".repeat(5000);
    let shown = [
        raw(&format!("/v2/me?oauth2_access_token={TOKEN}&q=a"), None),
        raw("/v2/me?client_secret=AQX-secret=&q=(a:b,token:AQX-secret,c:List(d))&tokens=List(AQX-secret,AQX-secret)", None),
        raw(&format!("/v2/x?id={TOKEN}"), Some(serde_json::json!({ "text": TOKEN }))),
        raw("/v2/x", Some(serde_json::json!({ "id": 1, "clientSecret": "AQX-secret", "tokens": ["AQX-secret"], "name": "a" }))),
        raw(&format!("/v2/x?long={long}&token=AQX-secret"), None),
        raw(&format!("/v2/x?long={long}&token=AQX-secret"), Some(serde_json::json!({ "password": "AQX-secret" }))),
    ]
    .map(|request| request.to_curl().unwrap());
    let by_id = client.get(1).param("oauth2_access_token", &"AQX-secret".to_owned()).to_curl().unwrap();
    assert!(by_id.starts_with("curl 'https://api.shop.example/rest/things/1?oauth2_access_token=***'"), "{by_id}");
    let all = shown.join("\n");
    assert!(!all.contains("AQX-secret") && !all.contains(TOKEN), "{all}");
    for (shown, part) in shown.iter().zip([
        "/v2/me?oauth2_access_token=***&q=a'",
        "/v2/me?client_secret=***&q=(a:b,token:***,c:List(d))&tokens=List(***,***)'",
        r#"--data-raw '{"text":"***"}'"#,
        r#"--data-raw '{"clientSecret":"***","id":1,"name":"a","tokens":["***"]}'"#,
        "&token=***'",
        r#"{"password":"***"}"#,
    ]) {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    let page = client.search().page_token("AQX-page").to_curl().unwrap();
    assert!(page.contains("pageToken=AQX-page"), "{page}");
    let odd = client.runtime().raw(http::Method::GET, &format!("rest?token={TOKEN}"), None).to_curl().unwrap_err();
    assert_eq!(odd.summary(), "raw call: `rest` is not a path; start it with one `/` and the path of a base");
}

/// Spellings of a secret in a path, a query or a body, of which most are no URL data, JSON or form.
#[test]
fn curl_command_shows_no_secret_of_what_cannot_be_taken_apart() {
    let client = Client::new();
    let raw = |path: &str, body: Option<Json>| {
        let command = client.runtime().raw(http::Method::POST, path, body.as_ref()).to_curl();
        command.unwrap_or_else(|error| error.to_string())
    };
    for value in [
        "(client_secret:AQX:SECRET)",
        "(token:AQX,SECRET)",
        "(token:(a:AQX,b:List(SECRET)),c:d)",
        "(a:(token:AQX),password:(b:SECRET))",
        "(a:(token:(b:AQX),c:d),apiKey:List((e:SECRET)))",
        "(a:b,token:SECRET",
        "a:b,token:SECRET)",
        "((token:SECRET)",
        "(token:AQX)SECRET)",
        "List(token:SECRET)",
        "Lost(token:SECRET)",
        "(a:token:SECRET)",
        "(a:b:token,c:SECRET)",
        "(a:token%3ASECRET)",
        "(to%6Ben:SECRET)",
        "(a:%7B%22client_secret%22%3A%22SECRET%22%7D)",
        "%28token%3ASECRET%29",
        "%28to%256Ben%253ASECRET%29",
        "(token:SECRET)%",
        "{\"token\":\"SECRET\"}",
        "%7B%22token%22:%22SECRET%22%7D",
        "token=SECRET",
        "a;token=SECRET",
        "a%26token%3DSECRET",
        "token:SECRET",
    ] {
        for path in ["/v2/x?q=", "/v2/x?a=b&", "/v2/", "/v2/x?token="].map(|start| format!("{start}{value}")) {
            let shown = raw(&path, None);
            assert!(!shown.contains("SECRET") && !shown.contains("AQX"), "{path}: {shown}");
        }
    }
    for body in [
        serde_json::json!({"credentials": {"user": "AQX", "more": [{"pin": "SECRET"}]}}),
        serde_json::json!([{"tokens": {"a": ["SECRET", 730_001_337]}}]),
        serde_json::json!({"password": 730_001_337}),
    ] {
        let shown = raw("/v2/x", Some(body));
        assert!(!["SECRET", "AQX", "730001337"].iter().any(|secret| shown.contains(secret)), "{shown}");
    }
    for plain in [
        "/v2/things/urn%3Ali%3Ashare%3A7/x",
        "/v2/things/(actor:urn%3Ali%3Aperson%3Aa,entity:b)",
        "/v2/x?q=100%25&ids=List(urn%3Ali%3Ashare%3A7,b)&r=(a:(b:c),d:e)",
        "/v2/x?q=password&r=(keywords:secret%20santa)&s=a=b",
        "/v2/token/secret",
    ] {
        let shown = raw(plain, None);
        assert!(shown.contains(restli_core::shell_word(&format!("https://api.shop.example{plain}")).as_ref()), "{shown}");
    }
}

#[test]
fn with_token_checks_the_token_as_the_builder_does() {
    let client = Client::new();
    for bad in ["", "Bearer x", "x\r\ny"] {
        let error = client.runtime().with_token(bad, None).unwrap_err().to_string();
        assert!(error.starts_with("with_token: the token "), "{error}");
        assert!(Client::builder().token(bad).build().is_err());
    }
    client.runtime().with_token("x", None).unwrap();
}
