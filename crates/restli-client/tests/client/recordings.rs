//! Recordings of what a client and a server exchange, and their replays.

use std::fmt::Write as _;
use std::io::Cursor;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use restli_client::http::Method;
use restli_client::testing::{Answer, Recording, Script};
use restli_client::{Builder, Error, Json, Retry, Source, StopReason, TransportKind, Tunnel, UploadErrorKind};
use restli_testing::{Act, Server, is_whole, json, response};

use crate::tables::{Client, TOKEN, thing};

/// A client of an app that has secrets of its own in headers.
fn client(builder: Builder<Client>) -> Client {
    let secrets = [
        ("X-Api-Key", "hunter2-key"),
        ("Cookie", "sid=hunter2-session; theme=dark"),
        ("Proxy-Authorization", "Basic hunter2-proxy"),
        ("X-Auth-Token", "hunter2-auth"),
        ("X-Client-Secret", "hunter2-client"),
        ("X-Unknown", "hunter2-unknown"),
    ];
    let builder = secrets.into_iter().fold(builder, |builder, (name, value)| builder.header(name, value));
    builder.token(TOKEN).retry(Retry::never()).build().unwrap()
}

/// Results of calls whose requests and answers are full of secrets.
async fn program(client: &Client) -> String {
    let raw = |verb, path: &str, body: Json| client.runtime().raw(verb, path, Some(&body).filter(|body| !body.is_null()));
    let query = "/v2/x?access_token=hunter2-q1&api_key=hunter2-q2&code=hunter2-q3&sig=hunter2-q4&userEmail=hunter2-q5&clientSecret=hunter2-q6\
        &a=(token:hunter2-q7,b:(password:hunter2-q8))&next=https%3A%2F%2Fh.example%2Fp%3Fs%3Dhunter2-q9&text=Bearer%20hunter2-q10&id=7";
    let mut seen = String::new();
    let body = serde_json::json!({
        "password": "hunter2-b1", "nested": [{"client_secret": "hunter2-b2", "list": [["Bearer hunter2-b3"]]}],
        "accessToken": {"value": "hunter2-b4", "more": ["hunter2-b5"]}, "note": "the token=hunter2-b6; fine", "text": "{\"refreshToken\": \"hunter2-b7\"}",
        "link": "see https://u:hunter2-b8@h.example/p?x=hunter2-b9#hunter2-b10", "emailAddress": "hunter2-b11@h.example", "phone-number": "hunter2-b12",
        "header": "Authorization: Basic hunter2-b14", "words": "password: open hunter2-b15", "json": r#"{\"secret\":\"hunter2-b16\"}"#,
        "x-api-key: hunter2-b13": 1, "kept": "in sight"
    });
    for (verb, body) in [(Method::GET, Json::Null), (Method::POST, body)] {
        let answer = raw(verb, query, body).await;
        let _ = writeln!(
            seen,
            "{:?}",
            answer.as_ref().err().map(|error| (error.status(), error.as_api().map(|error| error.code().map(str::to_owned))))
        );
        let _ = writeln!(seen, "{:?}", answer.ok().map(|answer| answer["kept"].clone()));
    }
    let _ = writeln!(seen, "{:?}", client.get(1).await.map(|thing| thing.id).map_err(|error| error.status()));
    let _ = writeln!(seen, "{:?}", client.get(1).await.map(|thing| thing.id).map_err(|error| error.status()));
    let _ = writeln!(
        seen,
        "{:?}",
        client.create(&thing(1, "a")).await.map(|created| created.id.is_some()).map_err(|error| error.is_outcome_unknown())
    );
    seen
}

fn answers() -> Vec<Act> {
    let ids = format!("7 {TOKEN}");
    let headers = [
        ("Content-Type", "application/json"),
        ("Set-Cookie", "sid=hunter2-h1"),
        ("X-Secret", "hunter2-h2"),
        ("Location", "/v2/x?token=hunter2-h3"),
        ("X-RestLi-Hint", "https://h.example/p?s=hunter2-h4"),
        ("WWW-Authenticate", "Bearer realm=hunter2-h5"),
        ("x-shop-id", &ids),
    ];
    let escaped = TOKEN.replacen('-', "\\u002d", 1);
    let success = r#"{"kept":"in sight","uploadUrl":"https://h.example/hunter2-a1?s=hunter2-a2","tokens":["hunter2-a3",{"x":"hunter2-a4"}],
        "image":"https://h.example/p?e=1&v=hunter2-a5","secretNumber":4072,"echo":"hunter2-key and hunter2-session and hunter2-proxy"}"#;
    let refused = format!(
        r#"{{"status":403,"code":"NO_SUCH_SHOP","message":"{escaped} and {TOKEN} and password: hunter2-e1","errorDetails":{{"inputErrors":[
        {{"code":"X","description":"token 'x', secret='hunter2-e2', {TOKEN}"}}]}},"stack":"at h(Bearer hunter2-e3)"}}"#
    );
    let page = format!("<html>sent {TOKEN} and session=hunter2-p1 to <a href=\"https://h.example/?x=hunter2-p2\">x</a></html>");
    vec![
        Act::Answer(response(200, &headers, success)),
        Act::Answer(response(403, &headers, &refused)),
        Act::Answer(response(502, &[("Content-Type", "text/html")], &page)),
        Act::Answer(json(200, r#"{"id":1,"name":"a"}"#)),
        Act::Mute,
    ]
}

#[tokio::test]
async fn recording_holds_no_secret_and_its_replay_is_what_the_server_did() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("exchanges.json");
    let server = Server::acting(answers()).unwrap();
    let recording = Recording::new();
    let seen = program(&client(Client::builder().base_url(server.url()).record(&recording))).await;
    recording.to_file(&path).unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    let found: Vec<&str> = text.lines().filter(|line| line.contains("hunter2") || line.contains(TOKEN) || line.contains("4072")).collect();
    assert!(found.is_empty(), "{found:#?}");
    for kept in ["\"in sight\"", "NO_SUCH_SHOP", "\"shop.things.get\"", "/v2/x?access_token=***", "\"lost\""] {
        assert!(text.contains(kept), "{kept} in {text}");
    }

    let script = Script::from_file(&path).unwrap();
    let again = client(Client::builder().base_url(server.url()).script(&script));
    assert_eq!(program(&again).await, seen);
    script.finish().unwrap();
    let error = again.get(2).await.unwrap_err();
    assert!(error.summary().starts_with("shop.things.get: the script has no answer for it"), "{error}");
}

#[tokio::test]
async fn upload_is_recorded_without_its_address_and_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("exchanges.json");
    let server = Server::answering(vec![response(201, &[("ETag", "e1")], "")]).unwrap();
    let recording = Recording::new();
    let client = Client::builder().token(TOKEN).base_url(server.url()).record(&recording).build().unwrap();
    let address = |host: &str| format!("{host}/hunter2-path/a?sig=hunter2-sig");
    client.runtime().upload(&address(server.url()), &b"\xff\xfehunter2-bytes"[..]).await.unwrap();
    recording.to_file(&path).unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(!text.contains("hunter2") && text.contains("\"bytes\": 15"), "{text}");

    let script = Script::from_file(&path).unwrap();
    let replayed = Client::builder().token(TOKEN).base_url(server.url()).script(&script).build().unwrap();
    let uploaded = replayed.runtime().upload(&address(server.url()), &b"\xff\xfehunter2-bytes"[..]).await.unwrap();
    assert_eq!(uploaded.etag.as_deref(), Some("e1"));
}

/// Uploads a file, then a reader, and tells what became of both.
async fn uploads(client: &Client, address: &str, film: &Path) -> String {
    let mut seen = String::new();
    for source in [Source::file(film), Source::reader(100_000, Cursor::new(vec![7; 100_000]))] {
        let (told, last) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(0)));
        let (count, sent) = (Arc::clone(&told), Arc::clone(&last));
        let upload = client.runtime().upload(address, source).progress(move |progress| {
            count.fetch_add(1, Ordering::SeqCst);
            sent.store(progress.sent, Ordering::SeqCst);
        });
        let end = upload.await.map(|uploaded| uploaded.etag).map_err(|error| error.summary());
        let _ = writeln!(seen, "{end:?} {told:?} {last:?}");
    }
    seen
}

#[tokio::test]
async fn upload_of_a_file_or_a_reader_is_replayed_with_its_progress() {
    let folder = tempfile::tempdir().unwrap();
    let (path, film) = (folder.path().join("exchanges.json"), folder.path().join("film"));
    std::fs::write(&film, vec![b'h'; 150_000]).unwrap();
    let server = Server::replying(|request| if is_whole(request) { response(201, &[("ETag", "e1")], "") } else { String::new() }).unwrap();
    let recording = Recording::new();
    let builder = || Client::builder().token(TOKEN).base_url(server.url());
    let address = format!("{}/hunter2-path", server.url());
    let seen = uploads(&builder().record(&recording).build().unwrap(), &address, &film).await;
    assert!(seen.contains("Ok(Some(\"e1\")) 3 150000") && seen.contains("Ok(Some(\"e1\")) 2 100000"), "{seen}");
    recording.to_file(&path).unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains("\"bytes\": 150000") && text.contains("\"bytes\": 100000") && !text.contains("hunter2"), "{text}");

    let script = Script::from_file(&path).unwrap();
    let replay: Client = builder().script(&script).build().unwrap();
    assert_eq!(uploads(&replay, &address, &film).await, seen);
    script.finish().unwrap();
    // A source of another length is another request.
    std::fs::write(&film, vec![b'h'; 149_999]).unwrap();
    let script = Script::from_file(&path).unwrap();
    let replay: Client = builder().script(&script).build().unwrap();
    let other = uploads(&replay, &address, &film).await;
    assert!(other.contains("the script has no answer for it") && other.contains("Ok(Some(\"e1\")) 2 100000"), "{other}");
}

#[tokio::test]
async fn script_reads_a_reader_unless_there_is_no_connection() {
    let script = Script::new();
    let address = "https://up.shop.example/";
    script.on_address(Method::PUT, address).answer(Answer::not_delivered()).answer(201).answer(Answer::lost());
    let client = Client::builder().token(TOKEN).script(&script).build().unwrap();
    client.runtime().upload("https://up.shop.example/x", Source::reader(3, &b"abc"[..])).await.unwrap();
    let error = client.runtime().upload("https://up.shop.example/x", Source::reader(3, &b"abc"[..])).await.unwrap_err();
    assert_eq!(error.attempts().unwrap().stopped, StopReason::SourceSpent, "{error}");
    script.on_address(Method::PUT, address).answer(201);
    let error = client.runtime().upload("https://up.shop.example/x", Source::reader(4, &b"abc"[..])).await.unwrap_err();
    assert!(matches!(&error, Error::Upload(error) if error.kind == UploadErrorKind::Source), "{error}");
    script.finish().unwrap();
}

#[tokio::test]
async fn tunnelled_request_is_told_from_another_one_of_the_same_length() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("exchanges.json");
    let server = Server::answering([json(200, r#"{"results":{"1":{"status":204}},"errors":{}}"#)]).unwrap();
    let builder = || Client::builder().token(TOKEN).base_url(server.url()).tunnel(Tunnel::Above(0));
    let recording = Recording::new();
    let recorded: Client = builder().record(&recording).build().unwrap();
    recorded.batch_update([("1".to_owned(), thing(1, "a"))]).await.unwrap();
    recording.to_file(&path).unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains(r#""text": "ids=List(1)""#) && text.contains(r#""name": "a""#), "{text}");

    let replay: Client = builder().script(&Script::from_file(&path).unwrap()).build().unwrap();
    for (id, name) in [("2", "a"), ("1", "b")] {
        let error = replay.batch_update([(id.to_owned(), thing(1, name))]).await.unwrap_err();
        assert!(error.summary().starts_with("shop.things.batch_update: the script has no answer for it"), "{error}");
    }
    replay.batch_update([("1".to_owned(), thing(1, "a"))]).await.unwrap();
}

#[test]
fn recording_of_a_script_is_refused() {
    let error = Client::builder().script(&Script::new()).record(&Recording::new()).build().map(|_: Client| ()).unwrap_err();
    assert!(error.to_string().starts_with("Builder::record: a client with a script sends nothing that could be recorded"), "{error}");
}

/// The answer of a server to a raw call, from a recording of it, and the recording.
async fn replayed(act: Act) -> (Result<Json, Error>, Result<Json, Error>, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("exchanges.json");
    let server = Server::acting([act]).unwrap();
    let builder = || Client::builder().token(TOKEN).base_url(server.url()).retry(Retry::never()).timeout(Duration::from_millis(300));
    let recording = Recording::new();
    let recorded: Client = builder().record(&recording).build().unwrap();
    let first = recorded.runtime().raw(Method::GET, "/v2/x", None).await;
    recording.to_file(&path).unwrap();
    let client: Client = builder().script(&Script::from_file(&path).unwrap()).build().unwrap();
    let again = client.runtime().raw(Method::GET, "/v2/x", None).await;
    (first, again, std::fs::read_to_string(&path).unwrap())
}

#[tokio::test]
async fn upload_instructions_are_replayed_with_their_ranges_and_without_their_paths() {
    let answer = r#"{"value":{
        "uploadUrlsExpireAt":1700000000000,"uploadUrlExpiresAt":7,
        "uploadInstructions":[{"uploadUrl":"https://up.example/hunter2-a?s=hunter2-b","firstByte":4194304,"lastByte":8388607}],
        "uploadMechanism":{"MultipartUpload":{"partUploadRequests":[
            {"url":"https://up.example/hunter2-c","headers":{"Content-Type":"image/png"},"byteRange":{"firstByte":0,"lastByte":99},"urlExpiresAt":8}
        ]}},
        "page":{"url":"https://h.example/kept"}}}"#;
    let (_, again, text) = replayed(Act::Answer(json(200, answer))).await;
    assert!(!text.contains("hunter2"), "{text}");
    let value = again.unwrap()["value"].take();
    assert_eq!((&value["uploadUrlsExpireAt"], &value["uploadUrlExpiresAt"]), (&1_700_000_000_000_u64.into(), &7.into()));
    let part = &value["uploadInstructions"][0];
    assert_eq!((&part["firstByte"], &part["lastByte"]), (&4_194_304.into(), &8_388_607.into()));
    assert_eq!(part["uploadUrl"], "https://up.example/***");
    let part = &value["uploadMechanism"]["MultipartUpload"]["partUploadRequests"][0];
    assert_eq!((&part["byteRange"]["lastByte"], &part["urlExpiresAt"]), (&99.into(), &8.into()));
    assert_eq!((&part["url"], &part["headers"]["Content-Type"]), (&"https://up.example/***".into(), &"image/png".into()));
    assert_eq!(value["page"]["url"], "https://h.example/kept");
}

#[tokio::test]
async fn attempt_that_timed_out_is_recorded_as_silence() {
    let (first, again, text) = replayed(Act::Stall(String::new(), Duration::from_secs(1))).await;
    let kind = |result: Result<Json, Error>| match result {
        Err(Error::Transport(error)) => error.kind,
        other => panic!("{other:?}"),
    };
    assert_eq!(kind(first), TransportKind::Timeout);
    assert_eq!(kind(again), TransportKind::Timeout);
    assert!(text.contains(r#""failure": "silence""#), "{text}");
}

#[tokio::test]
async fn answer_whose_bytes_were_not_kept_is_refused_where_they_are_read() {
    let (first, again, text) = replayed(Act::Answer(response(200, &[("Content-Type", "application/pdf")], "%PDF"))).await;
    assert!(first.is_err() && text.contains(r#""bytes": 4"#), "{text}");
    let Err(Error::Setup(problem)) = again else { panic!("{again:?}") };
    assert_eq!(
        (&*problem.about, &*problem.what),
        ("/v2/x", "the recording has only the length of this answer's body, since it is neither JSON nor text")
    );
    assert!(problem.remedy.starts_with("write the body into the file, as `{\"json\": ..}`"), "{problem:?}");
}

#[test]
fn file_that_is_no_recording_is_refused_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("exchanges.json");
    let told = || {
        let Err(Error::Setup(problem)) = Script::from_file(&path) else { panic!("it is none") };
        problem.what.replace(&*path.to_string_lossy(), "FILE")
    };
    assert!(told().starts_with("`FILE`: "), "{}", told());
    std::fs::write(&path, "[]").unwrap();
    assert!(Script::from_file(&path).unwrap().calls().is_empty());
    std::fs::write(&path, r#"[{"request": {}}]"#).unwrap();
    assert_eq!(told(), "`FILE`: exchange 1 is none of a recording");
    let missing = Recording::new().to_file(folder.path().join("no/such/folder")).unwrap_err();
    assert!(missing.summary().starts_with("recording: "), "{missing}");
}
