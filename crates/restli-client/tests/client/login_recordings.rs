//! Recordings of logins, their replays, and logins that a script answers.

use std::time::Duration;

use restli_client::http::{Method, StatusCode};
use restli_client::testing::{Answer, Recording, Script};
use restli_client::{AuthorizationCode, Error, OAuth, SecretString, Token, TokenSource};
use restli_testing::{Act, Server, json, response};

use crate::tables::{API, Client, thing};
use crate::tokens::old;

const TOKEN_ADDRESS: &str = "https://login.shop.example/oauth/accessToken";

fn app() -> OAuth {
    OAuth::new(&API, "77app", "hunter2-secret/+=", "https://app.example/cb").unwrap()
}

/// The facts that a token of a replay has in common with the recorded one.
fn told(token: &Result<Token, Error>) -> String {
    match token {
        Ok(token) => {
            let minutes = |time: Duration| time.as_secs().div_ceil(60);
            let granted = token.granted().map(<[String]>::to_vec);
            format!("{} {:?} {}", minutes(token.expires_in()), granted, token.refresh_token().is_some())
        }
        Err(Error::OAuth(error)) => format!("{:?} {:?} {:?}", error.step, error.status, error.code),
        Err(error) => panic!("{error}"),
    }
}

/// Results of every step of a login, whose requests and answers are full of secrets.
async fn program(app: &OAuth) -> Vec<String> {
    let code = || AuthorizationCode::new("hunter2-code").verifier("hunter2-verifier-0123456789-0123456789-0123456789");
    let exchanged = app.exchange(code()).await;
    let again = app.exchange(code()).await;
    let renewed = app.refresh(exchanged.as_ref().unwrap()).await;
    let own = [app.client_credentials().await, app.client_credentials().await];
    let mut seen: Vec<String> = [exchanged, again, renewed].iter().chain(&own).map(told).collect();
    let found = app.introspect(&SecretString::from("hunter2-introspected")).await.unwrap();
    seen.push(format!("{} {:?} {:?}", found.active, found.granted, found.expires_at));
    #[cfg(feature = "openid")]
    {
        let signed = "eyJhbGciOiJSUzI1NiIsImtpZCI6ImstMSJ9.eyJhIjoxfQ.aHVudGVyMg";
        let stored = serde_json::json!({"version": 1, "access_token": "A", "expires_at": 0, "id_token": signed});
        let token = serde_json::from_value::<restli_client::StoredToken>(stored).unwrap().into_token();
        seen.push(app.identity(&token, None).await.map(|_| ()).unwrap_err().to_string());
    }
    seen
}

fn answers() -> Vec<Act> {
    let token = r#"{"access_token":"hunter2-a1","expires_in":5184000,"refresh_token":"hunter2-a2","refresh_token_expires_in":31536000,
        "id_token":"hunter2-a3.hunter2-a4.hunter2-a5","token_type":"Bearer","scope":"openid,r_things","email":"hunter2@a.example"}"#;
    let refused = r#"{"error":"invalid_grant","error_description":"hunter2-code and hunter2-secret/+= of hunter2-verifier-0123456789-0123456789-0123456789"}"#;
    let own = r#"{"access_token":"hunter2-a6","expires_in":"1800"}"#;
    let state =
        r#"{"active":true,"status":"active","scope":"r_things","client_id":"77app","expires_at":4000000000,"echo":"hunter2-introspected"}"#;
    let keys = r#"{"keys":[{"kty":"RSA","kid":"k-7","use":"sig","alg":"RS256","n":"sXch","e":"AQAB"}]}"#;
    let headers = [("Content-Type", "application/json"), ("Set-Cookie", "sid=hunter2-h1"), ("x-shop-id", "7")];
    vec![
        Act::Answer(response(200, &headers, token)),
        Act::Answer(json(400, refused)),
        Act::Answer(json(200, token)),
        Act::Answer(json(200, own)),
        Act::Mute,
        Act::Answer(json(200, state)),
        Act::Answer(json(200, keys)),
    ]
}

#[tokio::test]
async fn recording_of_a_login_holds_no_secret_and_its_replay_is_what_the_server_did() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("login.json");
    let server = Server::acting(answers()).unwrap();
    let recording = Recording::new();
    let seen = program(&app().base_url(server.url()).unwrap().record(&recording)).await;
    assert!(seen[0].starts_with("86400 Some([\"openid\", \"r_things\"]) true"), "{seen:?}");
    recording.to_file(&path).unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    let found: Vec<&str> = text.lines().filter(|line| line.contains("hunter2") || line.contains("aHVudGVyMg")).collect();
    assert!(found.is_empty(), "{found:#?}");
    for kept in ["grant_type=authorization_code", "code=***", "code_verifier=***", "client_secret=***", "refresh_token=***", "token=***"] {
        assert!(text.contains(kept), "{kept} in {text}");
    }
    for kept in ["\"refresh_token_expires_in\": 31536000", "\"expires_at\": 4000000000", "invalid_grant", "\"lost\"", "/oauth/introspect"] {
        assert!(text.contains(kept), "{kept} in {text}");
    }
    assert!(cfg!(not(feature = "openid")) || text.contains("\"kid\": \"k-7\""), "{text}");

    let script = Script::from_file(&path).unwrap();
    assert_eq!(program(&app().base_url(server.url()).unwrap().script(&script)).await, seen);
    script.finish().unwrap();
    let Err(Error::OAuth(error)) = app().base_url(server.url()).unwrap().script(&script).client_credentials().await else { panic!() };
    assert!(error.what.starts_with("the script has "), "{error}");
    assert_eq!(error.remedy, "add one with `Script::on_address`, or correct the program");
}

#[tokio::test]
async fn recording_without_the_body_of_a_token_answer_says_how_to_complete_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("login.json");
    let server =
        Server::sending(vec![b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 3\r\n\r\n\xff\xfe\xfd".to_vec()])
            .unwrap();
    let recording = Recording::new();
    let app = app().base_url(server.url()).unwrap();
    app.clone().record(&recording).client_credentials().await.unwrap_err();
    recording.to_file(&path).unwrap();
    let replay = app.script(&Script::from_file(&path).unwrap());
    let Err(Error::OAuth(error)) = replay.client_credentials().await else { panic!() };
    assert!(error.what.starts_with("the recording has only the length"), "{error}");
    assert!(error.remedy.starts_with("write the body into the file"), "{error}");
}

#[tokio::test]
async fn script_answers_the_login_and_the_calls_with_its_token() {
    let script = Script::new();
    let refused = Answer::status(401).json(r#"{"code":"TOKEN_EXPIRED","status":401}"#);
    script.on(&crate::tables::GET).answer(refused).answer(Answer::entity(&thing(1, "a")));
    script
        .on_address(Method::POST, TOKEN_ADDRESS)
        .answer(Answer::status(200).json(r#"{"access_token":"NEW-access","expires_in":5184000}"#));
    let source = TokenSource::refreshing(app().script(&script), &old(900));
    let client = Client::builder().token_source(source).script(&script).build().unwrap();
    assert_eq!(client.get(1).await.unwrap().id, 1);
    let calls = script.calls();
    assert_eq!(calls.iter().map(|called| called.verb.as_str()).collect::<Vec<_>>(), ["GET", "POST", "GET"]);
    let form = calls[1].body.as_str().unwrap();
    assert!(form.contains("grant_type=refresh_token") && form.contains("client_id=77app"), "{form}");
    script.finish().unwrap();
}

#[tokio::test(start_paused = true)]
async fn login_that_gets_no_answer_ends_after_a_minute() {
    let script = Script::new();
    script.on_address(Method::POST, TOKEN_ADDRESS).answer(Answer::silence()).answer(Answer::not_delivered()).answer(503);
    let app = app().script(&script);
    let started = tokio::time::Instant::now();
    let error = async || match app.client_credentials().await {
        Err(Error::OAuth(error)) => error,
        other => panic!("{other:?}"),
    };
    assert_eq!(error().await.what, "no answer in time");
    assert_eq!(started.elapsed(), Duration::from_secs(60));
    assert_eq!(error().await.what, "no connection");
    assert_eq!(error().await.status, Some(StatusCode::SERVICE_UNAVAILABLE));
}
