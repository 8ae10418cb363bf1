//! Scripted answers in place of a network.

use std::time::Duration;

use futures_util::TryStreamExt as _;
use restli_client::http::Method;
use restli_client::testing::{Answer, Script};
use restli_client::{Error, Json, Retry, TransportKind, Tunnel};
use tokio::time::Instant;

use crate::tables::{BATCH_GET, CREATE, Client, FIND, GET, TOKEN, thing};

const SECOND: Duration = Duration::from_secs(1);

fn scripted(script: &Script) -> Client {
    Client::builder().token(TOKEN).script(script).build().unwrap()
}

#[tokio::test]
async fn answers_go_the_whole_road_and_calls_are_kept_without_the_token() {
    let script = Script::new();
    script.on(&CREATE).answer(Answer::created(&"7".to_owned()));
    script.on(&GET).answer(Answer::entity(&thing(7, "a")));
    let client = scripted(&script);
    assert_eq!(client.create(&thing(0, "a")).await.unwrap().id.as_deref(), Some("7"));
    assert_eq!(client.get(7).await.unwrap(), thing(7, "a"));
    script.finish().unwrap();

    let calls = script.calls();
    assert_eq!(calls.iter().filter_map(|call| call.operation).map(|operation| operation.id).collect::<Vec<_>>(), [CREATE.id, GET.id]);
    assert_eq!((calls[0].verb.as_str(), &*calls[0].url), ("POST", "https://api.shop.example/rest/things"));
    assert_eq!((&calls[0].body["name"], &calls[1].body), (&Json::from("a"), &Json::Null));
    assert_eq!(calls[0].headers["x-restli-method"], "create");
    assert_eq!(calls[0].headers["authorization"], "Bearer ***");
    assert!(!format!("{calls:?} {script:?}").contains(TOKEN));
}

#[tokio::test(start_paused = true)]
async fn failures_are_sent_again_by_the_policy_and_paused_time_waits_for_nothing() {
    let script = Script::new();
    script.on(&GET).answer(503).answer(Answer::not_delivered()).answer(Answer::lost()).answer(Answer::entity(&thing(1, "a")));
    let client = scripted(&script);
    assert_eq!(client.get(1).await.unwrap().id, 1);
    assert_eq!(script.calls().len(), 4);

    script.on(&CREATE).answer(Answer::lost());
    let error = client.create(&thing(1, "a")).await.unwrap_err();
    assert!(error.is_outcome_unknown(), "{error}");
    script.on(&CREATE).answer(Answer::not_delivered()).answer(Answer::silence());
    let started = Instant::now();
    let error = client.create(&thing(1, "a")).await.unwrap_err();
    assert!(matches!(&error, Error::Transport(lost) if lost.kind == TransportKind::Timeout), "{error}");
    assert_eq!(started.elapsed(), SECOND * 60, "the limit of the call");
    script.finish().unwrap();
}

#[tokio::test(start_paused = true)]
async fn answer_comes_after_its_delay() {
    let script = Script::new();
    script.on(&GET).always(Answer::entity(&thing(1, "a")).after(SECOND * 5));
    let client = scripted(&script);
    let started = Instant::now();
    client.get(1).await.unwrap();
    assert_eq!(started.elapsed(), SECOND * 5);
    script.on(&FIND).answer(Answer::silence().after(SECOND));
    let started = Instant::now();
    client.find("x").retry(Retry::never()).await.unwrap_err();
    assert_eq!(started.elapsed(), SECOND * 60, "silence ends with the limit of the call");
    let impatient = Client::builder().token(TOKEN).script(&script).timeout(SECOND).retry(Retry::never()).build().unwrap();
    impatient.get(1).await.unwrap_err();
}

#[tokio::test]
async fn error_of_a_script_is_explained_like_that_of_a_server() {
    let script = Script::new();
    let limited = Answer::error(429, "DAY_FULL", "no more").header("X-Reset", "7200").header("x-shop-id", "7");
    script
        .on(&GET)
        .answer(Answer::error(403, "NO_SUCH_SHOP", "closed"))
        .answer(limited)
        .answer(Answer::status(502).body("text/html", "<p>"));
    script.on(&GET).answer(Answer::status(200).json(r#"{"id":"x"}"#));
    let client = Client::builder().token(TOKEN).script(&script).retry(Retry::never()).build().unwrap();
    let told = async || client.get(1).await.unwrap_err();
    let refused = told().await;
    assert_eq!((refused.is_permission(), refused.as_api().unwrap().message()), (true, Some("closed")));
    let limited = told().await;
    assert_eq!((limited.is_rate_limited(), limited.as_api().unwrap().quota.reset_seconds), (true, Some(7200)));
    assert!(told().await.to_string().contains("\n  body: <p>"));
    assert!(matches!(told().await, Error::Decode(_)));
}

#[tokio::test]
async fn request_without_an_answer_names_the_operation_and_what_is_scripted() {
    let script = Script::new();
    let client = scripted(&script);
    let told = client.get(1).await.unwrap_err().to_string();
    assert_eq!(
        told,
        "shop.things.get: the script has no answer for it, and none at all; add one with `Script::on`, or correct the program"
    );
    script.on(&GET).answer(Answer::entity(&thing(1, "a")));
    script.on(&FIND).answer(Answer::page(&[thing(1, "a")])).answer(Answer::page(&[thing(1, "a")]));
    client.get(1).await.unwrap();
    let told = client.get(1).await.unwrap_err();
    assert!(told.summary().starts_with("shop.things.get: the script has one answer for it, and this is request 2; "), "{told}");
    let told = client.create(&thing(1, "a")).await.unwrap_err().to_string();
    assert!(told.contains("only for `shop.things.get`, `shop.things.find_by_owner`"), "{told}");
    assert_eq!(client.find("x").await.unwrap().elements.len(), 1);

    let Err(Error::Setup(problem)) = script.finish() else { panic!("all is answered") };
    assert_eq!(
        problem.what,
        "requests without an answer: shop.things.get, shop.things.get, shop.things.create; answers without a request: 1 of \
         `shop.things.find_by_owner`"
    );
}

#[tokio::test]
async fn pages_and_batches_of_a_script_are_those_of_the_protocol() {
    let script = Script::new();
    script.on(&FIND).answer(Answer::page(&[thing(1, "a"), thing(2, "b")]));
    let things = [("a b:c".to_owned(), thing(1, "a")), ("é".to_owned(), thing(2, "b"))];
    script.on(&BATCH_GET).always(Answer::batch(&things));
    let client = scripted(&script);
    let page = client.find("x").await.unwrap();
    assert_eq!(page.elements, [thing(1, "a"), thing(2, "b")]);
    let found = client.batch_get(["a b:c".to_owned(), "é".to_owned()]).await.unwrap();
    assert_eq!(found.get(&"a b:c".to_owned()).unwrap().unwrap(), &thing(1, "a"));
}

#[tokio::test]
async fn page_of_a_script_ends_a_stream() {
    for count in [None, Some(2), Some(3), Some(10)] {
        let script = Script::new();
        script.on(&FIND).answer(Answer::page(&[thing(1, "a"), thing(2, "b")]));
        let request = scripted(&script).find("x");
        let request = count.into_iter().fold(request, restli_client::Request::count);
        let ids: Vec<i64> = request.stream().map_ok(|thing| thing.id).try_collect().await.unwrap();
        assert_eq!(ids, [1, 2], "{count:?}");
        script.finish().unwrap();
    }
}

#[tokio::test]
async fn raw_calls_and_uploads_are_scripted_by_their_address() {
    let script = Script::new();
    script.on_address(Method::GET, "https://api.shop.example/v2/x?").answer(Answer::status(200).json("[1]"));
    script.on_address(Method::PUT, "https://up.shop.example/").answer(Answer::status(201).header("ETag", "e1"));
    let client = Client::builder().token(TOKEN).script(&script).tunnel(Tunnel::Never).build().unwrap();
    assert_eq!(client.runtime().raw(Method::GET, "/v2/x?a=1", None).await.unwrap()[0], 1);
    let uploaded = client.runtime().upload("https://up.shop.example/a?sig=s", "0123").await.unwrap();
    assert_eq!(uploaded.etag.as_deref(), Some("e1"));
    let calls = script.calls();
    assert_eq!((&calls[1].body, &*calls[1].bytes), (&Json::from("0123"), &b"0123"[..]));
    script.finish().unwrap();
}

#[tokio::test]
async fn answer_that_is_larger_than_the_limit_is_refused_like_one_of_a_server() {
    let script = Script::new();
    script.on(&GET).answer(Answer::entity(&thing(1, &"x".repeat(100))));
    let client = Client::builder().token(TOKEN).script(&script).max_response_bytes(50).build().unwrap();
    let error = client.get(1).await.unwrap_err();
    assert!(matches!(&error, Error::Transport(error) if error.kind == TransportKind::TooLarge(50)), "{error}");
}

#[tokio::test]
async fn answer_that_no_server_can_give_is_a_mistake_of_the_test() {
    let script = Script::new();
    script.on(&GET).answer(42).answer(Answer::status(200).header("X Y", "1"));
    let client = scripted(&script);
    assert_eq!(client.get(1).await.unwrap_err().to_string(), "script: 42 is no status of HTTP; correct the answer in the test");
    assert_eq!(client.get(1).await.unwrap_err().to_string(), "script: the header `X Y` cannot be sent; correct the answer in the test");
}
