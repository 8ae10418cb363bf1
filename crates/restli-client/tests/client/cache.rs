//! The cache of answers: reads that were answered a moment ago do not go out.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use restli_client::http::Method;
use restli_client::testing::{Answer, Script};
use restli_client::{Builder, Cache, FromRuntime, MemoryStore, Quotas, Response, Retry, TokenSource};
use restli_testing::{Server, json, response};

use crate::tables::{Client, DELETE, GET, TOKEN, Thing, thing};
use crate::tokens::{app, old, save};

/// Headers of an answer.
type Headers = &'static [(&'static str, &'static str)];

const MINUTE: Duration = Duration::from_secs(60);

fn builder(server: &Server, cache: Cache) -> Builder<Client> {
    Client::builder().token(TOKEN).base_url(server.url()).retry(Retry::never()).cache(cache)
}

fn client(server: &Server) -> Client {
    builder(server, Cache::of_age(MINUTE)).build().unwrap()
}

/// A server whose answers have these headers and count from one.
fn counting(headers: Headers) -> Server {
    let mut count = 0;
    Server::replying(move |request| {
        count += 1;
        if !request.starts_with(b"GET ") {
            return response(204, &[], "");
        }
        let all: Vec<(&str, &str)> = headers.iter().copied().chain([("Content-Type", "application/json")]).collect();
        let page = request.starts_with(b"GET /rest/things?");
        response(
            200,
            &all,
            &if page { r#"{"elements":[],"paging":{"start":0,"count":0}}"#.to_owned() } else { format!(r#"{{"id":{count}}}"#) },
        )
    })
    .unwrap()
}

fn with_token(client: &Client, token: &str) -> Client {
    Client::from_runtime(client.runtime().with_token(token, None).unwrap())
}

#[tokio::test]
async fn read_that_was_answered_a_moment_ago_does_not_go_out() {
    let server = counting(&[]);
    let client = client(&server);
    for _ in 0..3 {
        assert_eq!(client.get(1).await.unwrap().id, 1);
    }
    let again: Response<Thing> = client.get(1).send_full().await.unwrap();
    assert_eq!((again.headers()["age"].to_str().unwrap(), server.received().len()), ("0", 1));
    // What may have another answer is another call: by key, parameter or header.
    client.get(2).await.unwrap();
    client.get(1).param("a", &1).await.unwrap();
    client.get(1).header("Accept-Language", "de-DE").await.unwrap();
    client.get_whole(1).await.unwrap();
    assert_eq!(server.received().len(), 5);
    for _ in 0..2 {
        client.find("anna").await.unwrap();
    }
    assert_eq!(server.received().len(), 6);
}

#[tokio::test]
async fn client_without_a_cache_sends_every_call() {
    let server = counting(&[]);
    let client = Client::at(server.url());
    assert_eq!((client.get(1).await.unwrap().id, client.get(1).await.unwrap().id), (1, 2));
}

#[tokio::test]
async fn answer_is_for_the_token_that_asked_and_for_no_other() {
    let server = counting(&[]);
    let client = client(&server);
    client.get(1).await.unwrap();
    let other = with_token(&client, "other-token");
    assert_eq!((other.get(1).await.unwrap().id, other.get(1).await.unwrap().id), (2, 2));
    // The same token in another handle is the same caller.
    assert_eq!(with_token(&client, TOKEN).get(1).await.unwrap().id, 1);
    // A token that the caller gives by itself is not looked into.
    for id in [3, 4] {
        assert_eq!(client.get(1).header("Authorization", "Bearer own").await.unwrap().id, id);
    }
    let shown = format!("{client:?} {:?}", client.runtime());
    assert!(!shown.contains(TOKEN), "{shown}");
}

#[tokio::test]
async fn call_that_may_change_something_empties_the_cache_of_its_token() {
    let server = counting(&[]);
    let client = client(&server);
    let other = with_token(&client, "other-token");
    assert_eq!((client.get(1).await.unwrap().id, other.get(1).await.unwrap().id), (1, 2));
    client.update(1, &thing(1, "a")).await.unwrap();
    assert_eq!((client.get(1).await.unwrap().id, other.get(1).await.unwrap().id), (4, 2));
    client.purge_all(1).await.unwrap();
    assert_eq!(client.get(1).await.unwrap().id, 6);
    client.delete(1).await.unwrap();
    assert_eq!(client.get(1).await.unwrap().id, 8);
    // Reads empty nothing, whatever they read.
    client.runtime().raw(Method::GET, "/rest/other", None).await.unwrap();
    let _ = client.batch_get(["1".to_owned()]).await;
    assert_eq!(client.get(1).await.unwrap().id, 8);
}

#[tokio::test]
async fn answer_is_kept_as_long_as_builder_and_server_allow() {
    let cases: [(Headers, Duration, usize); 16] = [
        (&[], MINUTE, 1),
        (&[], Duration::ZERO, 2),
        (&[], Duration::from_millis(10), 2),
        (&[("Cache-Control", "private, max-age=600")], MINUTE, 1),
        (&[("Cache-Control", "max-age=600")], Duration::from_millis(10), 2),
        (&[("Cache-Control", "private, Max-Age=0")], MINUTE, 2),
        (&[("Cache-Control", "max-age=300"), ("Age", "290")], MINUTE, 1),
        (&[("Cache-Control", "max-age=300"), ("Age", "300")], MINUTE, 2),
        (&[("Cache-Control", "max-age=-1")], MINUTE, 2),
        (&[("Cache-Control", "max-age=abc")], MINUTE, 2),
        (&[("Cache-Control", "private, max-age")], MINUTE, 2),
        (&[("Cache-Control", "max-age=99999999999999999999999")], MINUTE, 1),
        (&[("Cache-Control", "no-store")], MINUTE, 2),
        (&[("Cache-Control", "no-cache")], MINUTE, 2),
        (&[("Vary", "Accept-Encoding"), ("Vary", "X-RestLi-Method, *")], MINUTE, 2),
        (&[("Vary", "Accept-Encoding, Accept-Language")], MINUTE, 1),
    ];
    for (headers, age, sent) in cases {
        let server = counting(headers);
        let client = builder(&server, Cache::of_age(age)).build().unwrap();
        client.get(1).await.unwrap();
        tokio::time::sleep(Duration::from_millis(30)).await;
        client.get(1).await.unwrap();
        assert_eq!(server.received().len(), sent, "{headers:?}, {age:?}");
    }
}

#[tokio::test]
async fn errors_batches_and_answers_with_failed_fields_are_not_kept() {
    let mut answers = vec![json(503, "{}"), json(404, "{}")];
    answers.extend([r#"{"id":1,"owner!":{"status":429}}"#; 2].map(|body| json(200, body)));
    answers.extend([r#"{"results":{"1":{"id":1}},"errors":{"2":{"status":429}}}"#; 2].map(|body| json(200, body)));
    let count = answers.len();
    let server = Server::answering(answers).unwrap();
    let client = client(&server);
    for _ in 0..2 {
        client.get(1).await.unwrap_err();
    }
    for _ in 0..2 {
        client.get(1).await.unwrap();
    }
    for _ in 0..2 {
        client.batch_get(["1".to_owned(), "2".to_owned()]).await.unwrap();
    }
    assert_eq!(server.received().len(), count);
}

#[tokio::test]
async fn old_answer_with_a_tag_holds_if_the_server_says_so() {
    let tagged = |tag: &str, id: u32| response(200, &[("Content-Type", "application/json"), ("ETag", tag)], &format!(r#"{{"id":{id}}}"#));
    let same = || response(304, &[("ETag", "\"one\"")], "");
    let server = Server::answering([tagged("\"one\"", 1), same(), same(), tagged("\"two\"", 2), same()]).unwrap();
    let client = builder(&server, Cache::of_age(Duration::ZERO)).build().unwrap();
    for id in [1, 1, 1, 2, 2] {
        assert_eq!(client.get(1).await.unwrap().id, id);
    }
    let tags: Vec<Option<String>> = server
        .seen()
        .iter()
        .map(|request| request.lines().find_map(|line| Some(line.to_ascii_lowercase().strip_prefix("if-none-match: ")?.to_owned())))
        .collect();
    let one = || Some("\"one\"".to_owned());
    assert_eq!(tags, [None, one(), one(), one(), Some("\"two\"".to_owned())]);
}

#[tokio::test]
async fn caller_may_ask_the_server_all_the_same() {
    let server = counting(&[]);
    let client = client(&server);
    assert_eq!(client.get(1).await.unwrap().id, 1);
    assert_eq!(client.get(1).header("Cache-Control", "no-cache").await.unwrap().id, 2);
    // Its answer takes the place of the old one.
    assert_eq!(client.get(1).await.unwrap().id, 2);
    assert_eq!(client.get(1).header("Cache-Control", "no-store").await.unwrap().id, 3);
    assert_eq!(client.get(1).await.unwrap().id, 2);
}

/// A script of a change that takes ten seconds, and of reads that give 1 and then 2.
fn slow_change() -> Script {
    let script = Script::new();
    script.on(&DELETE).answer(Answer::status(204).after(Duration::from_secs(10)));
    script.on(&GET).answer(Answer::entity(&thing(1, "a"))).answer(Answer::entity(&thing(2, "a")));
    script
}

/// The id that a caller reads while a change is under way.
async fn read_meanwhile(client: &Client) -> i64 {
    tokio::time::sleep(Duration::from_secs(1)).await;
    client.get(1).await.unwrap().id
}

#[tokio::test(start_paused = true)]
async fn change_whose_caller_has_gone_empties_the_cache_all_the_same() {
    let client: Client = Client::builder().token(TOKEN).script(&slow_change()).cache(Cache::of_age(MINUTE)).build().unwrap();
    let change = tokio::time::timeout(Duration::from_secs(5), client.delete(1).send());
    let (read, change) = tokio::join!(read_meanwhile(&client), change);
    assert_eq!((read, change.is_err()), (1, true));
    assert_eq!(client.get(1).await.unwrap().id, 2);
}

#[tokio::test(start_paused = true)]
async fn change_empties_the_cache_of_the_token_that_it_is_made_with() {
    let (server, store) = (Server::answering([]).unwrap(), MemoryStore::new());
    save(&store, "k", &old(900)).await;
    // With a hook, a source leases its token when the request goes out, behind the cache.
    let builder = Client::builder().token_source(TokenSource::stored(app(&server), store, "k")).script(&slow_change());
    let changing: Client = builder.cache(Cache::of_age(MINUTE)).before(|_| ()).build().unwrap();
    let reading = with_token(&changing, "OLD-access");
    let (read, change) = tokio::join!(read_meanwhile(&reading), changing.delete(1).send());
    change.unwrap();
    assert_eq!((read, reading.get(1).await.unwrap().id), (1, 2));
}

#[tokio::test]
async fn read_that_the_server_confirms_is_a_success_for_hooks() {
    let tagged = response(200, &[("Content-Type", "application/json"), ("ETag", "\"one\"")], r#"{"id":1}"#);
    let same = || response(304, &[("ETag", "\"one\"")], "");
    let server = Server::answering([tagged, same(), same()]).unwrap();
    let told = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&told);
    let builder = builder(&server, Cache::of_age(Duration::ZERO));
    let confirmed = builder.after(move |seen| kept.lock().unwrap().push(format!("{:?}", seen.outcome))).build().unwrap();
    for _ in 0..3 {
        assert_eq!(confirmed.get(1).await.unwrap().id, 1);
    }
    assert_eq!(*told.lock().unwrap(), ["Success(200)", "Success(304)", "Success(304)"]);
    // Without an answer of the client's own, the status is an error as before.
    let bare = Server::answering([same()]).unwrap();
    let error = client(&bare).get(1).header("If-None-Match", "\"one\"").await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(304));
}

#[tokio::test]
async fn answer_from_the_cache_counts_on_no_quota() {
    let server = counting(&[]);
    let client = builder(&server, Cache::of_age(MINUTE)).quotas(Quotas::refuse()).build().unwrap();
    for _ in 0..3 {
        client.get(1).await.unwrap();
    }
    let budget = client.runtime().budget().await.unwrap();
    assert_eq!(budget.iter().map(|state| state.used).collect::<Vec<_>>(), [1, 0, 0]);
}
