//! The login by OAuth, against a token endpoint on this machine.

use std::future::Future as _;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::{Duration, SystemTime};

use restli_client::{AuthorizationCode, Error, ExposeSecret as _, OAuth, Token};

use crate::tables::{API, READ};
use restli_testing::{Server, json, response};

const SECRET: &str = "WPL=/+.secret";

pub(crate) fn app() -> OAuth {
    OAuth::new(&API, "77app", SECRET, "https://app.example/cb").unwrap()
}

pub(crate) async fn exchange(answer: String) -> (Result<Token, Error>, Vec<String>) {
    let server = Server::answering(vec![answer]).unwrap();
    let result = app().base_url(server.url()).unwrap().exchange(AuthorizationCode::new("code-1").requested(["r_things", "w_things"])).await;
    (result, server.seen())
}

#[test]
fn authorize_returns_the_consent_page() {
    let page = app().authorize(["r_things", "w_things", "r_things"]);
    let state = page.state().expose_secret();
    assert!(state.len() >= 22, "128 random bits");
    assert_eq!(
        page.url(),
        format!(
            "https://login.shop.example/oauth/authorization?response_type=code&client_id=77app&state={state}\
             &redirect_uri=https%3A%2F%2Fapp.example%2Fcb&scope=r_things%20w_things"
        )
    );
    assert!(page.warnings().is_empty());
    assert_ne!(app().authorize([&READ]).state().expose_secret(), state);
}

#[test]
fn callback_forged_or_refused_returns_an_error() {
    let read = |callback: &str| app().callback(callback, "state-1").map(|_| ()).map_err(|error| error.to_string());
    assert_eq!(read("https://app.example/cb?code=c&state=state-1#top"), Ok(()));
    for right in
        ["state=state-1&code=c", "code=A?B&state=state-1", "/cb?code=c&state=state-1", "https://app.example/cb;v=1?code=c&state=state-1"]
    {
        assert_eq!(read(right), Ok(()), "{right}");
    }
    let declined = read("error=access_denied&state=state-1&error_description=Really?+yes").unwrap_err();
    assert!(declined.starts_with("login, callback: access_denied: Really? yes; "), "{declined}");
    let forged = "login, callback: the state is not the one of this session: the callback may be forged; answer 401 and drop the…\n  \
                  remedy: answer 401 and drop the request; the login must start again from `authorize`";
    let twice = "login, callback: the callback gives a parameter twice: it may be forged; answer 401 and drop the request; the login…\n  \
                 remedy: answer 401 and drop the request; the login must start again from `authorize`";
    for callback in ["code=c&code=d&state=state-1", "code=c&state=state-1&state=x", "error=a&error=b&state=state-1"] {
        assert_eq!(read(callback), Err(twice.to_owned()), "{callback}");
    }
    assert!(read("error=&state=state-1").unwrap_err().starts_with("login, callback: no reason was given; "), "an empty error says nothing");
    for callback in ["code=c&state=state-2", "code=c", "error=x&state=", "code=c&state=state-10", ""] {
        assert_eq!(read(callback), Err(forged.to_owned()), "{callback}");
    }
    assert!(app().callback("code=c&state=", "").is_err(), "an empty state proves nothing");
    assert_eq!(
        read("error=user_cancelled_login&error_description=The+user%20cancelled&state=state-1"),
        Err("login, callback: user_cancelled_login: The user cancelled; offer the login again\n  cause: the person did not log in"
            .to_owned())
    );
    assert_eq!(
        read("error=access_denied&state=state-1"),
        Err("login, callback: access_denied; ask again only if they want to\n  cause: the person refused".to_owned())
    );
    assert!(read("state=state-1").unwrap_err().contains("neither a code nor an error"));
}

#[tokio::test]
async fn exchange_incomplete_response_returns_a_token() {
    // No `token_type`, scopes separated by commas, a lifetime as text.
    let body = r#"{"access_token":"AQX","expires_in":"5184000","scope":"r_things,openid","id_token":"a.b.c","refresh_token":null}"#;
    let (token, seen) = exchange(json(200, body)).await;
    let token = token.unwrap();
    assert!(seen[0].starts_with("POST /oauth/accessToken HTTP/1.1\r\n"), "{}", seen[0]);
    assert!(
        seen[0].ends_with(
            "\r\n\r\ngrant_type=authorization_code&code=code-1&client_id=77app&client_secret=WPL%3D%2F%2B.secret\
             &redirect_uri=https%3A%2F%2Fapp.example%2Fcb"
        ),
        "{}",
        seen[0]
    );
    assert_eq!(token.access_token().expose_secret(), "AQX");
    assert_eq!(token.granted().unwrap(), ["r_things", "openid"]);
    assert_eq!(
        (token.requested().unwrap(), token.withheld(), token.unrequested()),
        (&["r_things".to_owned(), "w_things".to_owned()][..], vec!["w_things"], vec!["openid"])
    );
    assert_eq!(token.id_token().unwrap().expose_secret(), "a.b.c");
    assert!(token.refresh_token().is_none());
    let day = Duration::from_hours(24);
    assert!(token.expires_in() > day * 59 && token.expires_in() <= day * 60);
    // A server that names no scopes granted what was asked for.
    let (silent, _) = exchange(json(200, r#"{"access_token":"AQX","expires_in":60}"#)).await;
    assert_eq!(silent.unwrap().granted().unwrap(), ["r_things", "w_things"]);
    assert!(!token.needs_renewal(token.expires_at() - day * 2));
    assert!(token.needs_renewal(token.expires_at() - day));
}

#[tokio::test]
async fn exchange_response_with_members_that_cannot_be_read_keeps_the_token() {
    for (members, seconds) in [
        (r#""refresh_token":"R","expires_in":60,"refresh_token_expires_in":"a year""#, 60),
        (r#""refresh_token":"R","expires_in":"60.5","refresh_token_expires_in":-1"#, 60),
        (r#""refresh_token":"R","expires_in":60.5,"id_token":{"a":1},"token_type":7"#, 60),
        (r#""refresh_token":"R","expires_in":-1,"scope":7"#, 5_184_000),
        (r#""refresh_token":["R"],"expires_in":1e300"#, 5_184_000),
    ] {
        let (token, _) = exchange(json(200, &format!(r#"{{"access_token":"AQX",{members}}}"#))).await;
        let token = token.unwrap_or_else(|error| panic!("{members}: {error}"));
        assert_eq!(token.expires_at(), token.issued_at() + Duration::from_secs(seconds), "{members}");
        assert_eq!(token.refresh_token().is_some(), members.contains(r#""R","#), "{members}");
        assert_eq!(token.granted().unwrap(), ["r_things", "w_things"], "{members}");
        assert!(token.id_token().is_none());
    }
}

#[test]
fn app_that_cannot_log_in_is_refused_without_its_secret() {
    let told =
        |id: &str, secret: &str, redirect: &str| OAuth::new(&API, id, secret, redirect).map(|_| ()).map_err(|error| error.to_string());
    let cb = "https://app.example/cb";
    let copy = "copy it from the settings of the app, and trim it if it comes from a file";
    let holds = "holds a blank, a line end or another control character";
    assert_eq!(told("", SECRET, cb), Err(format!("OAuth: the client id is empty; {copy}")));
    assert_eq!(told("77app", "", cb), Err(format!("OAuth: the client secret is empty; {copy}")));
    let trim = "trim it if it comes from a file, and percent-encode a blank inside it";
    for (id, secret, redirect, part, remedy) in [
        (" 77app", SECRET, cb, "client id", copy),
        ("77app", "hidden\n", cb, "client secret", copy),
        ("77app", SECRET, "https://app.example/cb\n", "redirect address", trim),
    ] {
        let told = told(id, secret, redirect).unwrap_err();
        assert!(told.starts_with(&format!("OAuth: the {part} {holds}; ")), "{told}");
        assert!(told.ends_with(&format!("\n  remedy: {remedy}")), "{told}");
    }
    assert_eq!(
        told("77app", SECRET, "https://app.example/cb#f"),
        Err("OAuth: the redirect address has a fragment, which OAuth forbids; leave `#` and what follows out".to_owned())
    );
    for wrong in ["javascript:x", "localhost:3000/cb", "mailto:a@b.example", "data:text/html,x", "file:///cb", "ftp://h/cb", "wss://h/cb"] {
        let error = told("77app", SECRET, wrong).unwrap_err();
        assert!(error.contains("which leads to no app; write it as `https://app.example/"), "{error}");
    }
    for wrong in ["https:///cb", "http:/cb", "https:\\\\cb", "http://*.example/cb"] {
        let error = told("77app", SECRET, wrong).unwrap_err();
        assert!(error.starts_with("OAuth: the redirect address names no host that a browser could go to; "), "{wrong}: {error}");
    }
    for wrong in ["https://user:hunter2@app.example/cb", "http://127.0.0.1:3000@evil.example/cb", "myapp://user@cb"] {
        let error = told("77app", SECRET, wrong).unwrap_err();
        assert!(error.starts_with("OAuth: the redirect address holds a user name or a password; "), "{wrong}: {error}");
        assert!(!error.contains("hunter2"), "{error}");
    }
    let out_of_band = told("77app", SECRET, "urn:ietf:wg:oauth:2.0:oob").unwrap_err();
    assert_eq!(
        out_of_band,
        "OAuth: the redirect address is the one of the out-of-band flow, in which people copied the code by hand, and which is…\n  \
         in full: OAuth: the redirect address is the one of the out-of-band flow, in which people copied the code by hand, and which is retired\n  \
         remedy: let the app listen on an address such as `http://127.0.0.1:3000/callback`, and register that"
    );
    for right in ["http://localhost:3000/cb", "HTTPS://App.example/cb", "com.example.app:/cb", "myapp://cb", cb] {
        assert_eq!(told("77app", SECRET, right), Ok(()));
    }
}

#[tokio::test]
async fn refresh_keeps_what_the_response_omits() {
    let body = r#"{"access_token":"NEW","expires_in":60,"token_type":"Bearer","refresh_token":"","id_token":""}"#;
    let server = Server::answering(vec![json(200, body)]).unwrap();
    let old = Token::new("OLD", SystemTime::now()).with_refresh_token("R", None).with_granted(["r_things"]);
    let app = app().base_url(server.url()).unwrap();
    let new = app.refresh(&old).await.unwrap();
    assert!(server.seen()[0].contains("grant_type=refresh_token&refresh_token=R&"), "{}", server.seen()[0]);
    assert_eq!(new.access_token().expose_secret(), "NEW");
    assert_eq!(new.refresh_token().unwrap().expose_secret(), "R", "kept: the answer has an empty one");
    assert!(new.id_token().is_none());
    assert_eq!(new.granted().unwrap(), ["r_things"]);
    assert_eq!(
        app.refresh(&Token::new("OLD", SystemTime::now())).await.unwrap_err().to_string(),
        "login, renewal: the token cannot be renewed: it came without a refresh token; let the user consent again; refresh…\n  \
         remedy: let the user consent again; refresh tokens are given to some apps only"
    );
}

#[tokio::test]
async fn exchange_refused_names_cause_and_remedy() {
    let step = "login, code exchange: ";
    for (answer, message) in [
        (
            json(401, r#"{"error":"invalid_client","error_description":"Client authentication failed"}"#),
            "401 invalid_client; copy both from the settings of the app\n  \
             message: Client authentication failed\n  \
             cause: client id or secret is wrong",
        ),
        (
            response(503, &[("Content-Type", "text/html")], "<html>down</html>"),
            "503 Service Unavailable; try again later\n  \
             message: <html>down</html>\n  \
             cause: the server is down for a while",
        ),
        (
            response(429, &[], ""),
            "429 Too Many Requests; wait, then try again\n  \
             message: no reason was given\n  \
             cause: too many requests",
        ),
        (
            json(200, r#"{"error":"invalid_grant","error_description":"The code\n has expired","access_token":""}"#),
            "200 invalid_grant; start the login again\n  \
             message: The code has expired\n  \
             cause: the code is unknown, used or too old, or was issued for another redirect address",
        ),
        (
            response(429, &[("Retry-After", "120")], ""),
            "429 Too Many Requests; wait, then try again\n  \
             message: no reason was given; try again in 2 minutes\n  \
             cause: too many requests",
        ),
        (
            json(200, "[]"),
            "the token answer is JSON, but no object; check the token address of the schema; a code can be…\n  \
             remedy: check the token address of the schema; a code can be used once, so start the login again",
        ),
        (
            json(200, r#"{"access_token":["hidden-one"]}"#),
            "the token answer has no `access_token` that can be read; check the token address of the schema…\n  \
             remedy: check the token address of the schema; a code can be used once, so start the login again",
        ),
        (
            json(200, r#"{"expires_in":1}"#),
            "the token answer has no `access_token` that can be read; check the token address of the schema…\n  \
             remedy: check the token address of the schema; a code can be used once, so start the login again",
        ),
    ] {
        assert_eq!(exchange(answer).await.0.unwrap_err().to_string(), format!("{step}{message}"));
    }
}

#[tokio::test]
async fn refusal_is_explained_by_the_step_that_was_refused() {
    let refused = |body: &str| Server::answering(vec![json(400, body)]).unwrap();
    let words = r#"{"error":"invalid_request","error_description":"The provided authorization grant or refresh token is invalid"}"#;
    let renewal = refused(words);
    let old = Token::new("OLD", SystemTime::now()).with_refresh_token("R", None);
    assert_eq!(
        app().base_url(renewal.url()).unwrap().refresh(&old).await.unwrap_err().to_string(),
        "login, renewal: 400 invalid_request; let the user consent again\n  \
         message: The provided authorization grant or refresh token is invalid\n  \
         cause: the refresh token is unknown, expired or revoked, or a parameter is missing"
    );
    let own = refused(r#"{"error":"access_denied","error_description":"This application is not allowed to create application tokens"}"#);
    assert_eq!(
        app().base_url(own.url()).unwrap().client_credentials().await.unwrap_err().to_string(),
        "login, client credentials: 400 access_denied; request the product that grants them; until then, use the token of a…\n  \
         message: This application is not allowed to create application tokens\n  \
         cause: the app may not have tokens of its own\n  \
         remedy: request the product that grants them; until then, use the token of a user who has consented"
    );
    let error = app().callback("error=invalid_request&state=s", "s").unwrap_err().to_string();
    assert!(error.contains("; check client id, redirect address and scopes\n"), "{error}");
    let error = app().callback("error=new_words&state=s", "s").unwrap_err().to_string();
    assert_eq!(error, "login, callback: new_words; look at the settings of the app, then start the login again");
}

#[tokio::test]
async fn application_token_of_half_an_hour_needs_renewal_in_its_last_tenth() {
    // The two forms of the documentation, a number as text and as a number, and one without a lifetime.
    for body in [
        r#"{"access_token":"AQV2lexample","expires_in":"1800"}"#,
        r#"{"access_token":"AQV2lexample","expires_in":1800}"#,
        r#"{"access_token":"AQV2lexample"}"#,
    ] {
        let server = Server::answering(vec![json(200, body)]).unwrap();
        let token = app().base_url(server.url()).unwrap().client_credentials().await.unwrap();
        let after = |minutes: u64| token.issued_at() + Duration::from_secs(minutes * 60);
        assert_eq!(token.expires_at(), after(30), "{body}");
        assert_eq!([0, 26, 27, 30].map(|minutes| token.needs_renewal(after(minutes))), [false, false, true, true]);
        assert_eq!([0, 29, 30].map(|minutes| token.needs_consent(after(minutes))), [false, false, true]);
    }
}

#[test]
fn token_needs_consent_when_neither_part_is_alive() {
    let now = SystemTime::now();
    let hour = Duration::from_secs(3600);
    let dead = Token::new("A", now - hour);
    assert!(dead.needs_consent(now) && dead.needs_renewal(now));
    assert!(!dead.clone().with_refresh_token("R", None).needs_consent(now), "the end of the refresh token is not known");
    assert!(!dead.clone().with_refresh_token("R", Some(now + hour)).needs_consent(now));
    assert!(dead.with_refresh_token("R", Some(now)).needs_consent(now));
    assert!(!Token::new("A", now + hour).needs_consent(now));
    let member = Token::new("A", now + hour * 12).with_issued_at(now - hour * 24 * 59);
    assert!(member.needs_renewal(now), "the last day of sixty");
    assert!(!Token::new("A", now + hour * 12).needs_renewal(now), "of twelve hours");
}

#[tokio::test]
async fn token_endpoint_that_echoes_the_request_shows_no_secret() {
    let form = "code=the-code&client_id=77app&client_secret=WPL%3D%2F%2B.secret";
    let echoes = [
        json(400, &format!(r#"{{"error":"invalid_request","error_description":"{form} or {SECRET}, the-code, the-refresh-token"}}"#)),
        json(400, r#"{"error":"the-code the-refresh-token WPL=\/+.secret"}"#),
        json(400, r#"["WPL=\u002f+.secret","the-code","the-refresh-token"]"#),
        response(502, &[("Content-Type", "text/html")], &format!("<pre>{form}&refresh_token=the-refresh-token {SECRET} the-code</pre>")),
    ];
    for echo in echoes {
        let server = Server::answering(vec![echo.clone(), echo]).unwrap();
        let app = app().base_url(server.url()).unwrap();
        let old = Token::new("OLD", SystemTime::now()).with_refresh_token("the-refresh-token", None);
        let exchange = app.exchange(AuthorizationCode::new("the-code")).await.unwrap_err();
        let refresh = app.refresh(&old).await.unwrap_err();
        let shown = [format!("{exchange}\n{exchange:?}"), format!("{refresh}\n{refresh:?}")];
        for (text, own) in shown.iter().zip(["the-code", "the-refresh-token"]) {
            assert!(text.contains("***"), "the server's own words stay: {text}");
            for secret in ["WPL=", "WPL%3D", own] {
                assert!(!text.contains(secret), "{secret} in {text}");
            }
        }
    }
}

#[test]
fn callback_error_that_repeats_the_state_hides_it() {
    let error = app().callback("error=access_denied&error_description=state+AQX-state&state=AQX-state", "AQX-state").unwrap_err();
    assert!(error.to_string().contains("state ***") && !format!("{error} {error:?}").contains("AQX-state"), "{error}");
}

#[test]
fn base_url_without_encryption_needs_consent() {
    assert_eq!(
        app().base_url("http://login.example").unwrap_err().to_string(),
        "OAuth::base_url: `http://login.example` is not encrypted, and what is sent there is secret; use `https`, or accept it…\n  \
         remedy: use `https`, or accept it with `OAuth::allow_plain_http`"
    );
    assert!(app().allow_plain_http().base_url("http://login.example").is_ok());
    assert_eq!(
        app().base_url("https://login.example/oauth/").unwrap_err().to_string(),
        "OAuth::base_url: `https://login.example/oauth` has a path, and the endpoints keep theirs: requests would go to…\n  \
         in full: OAuth::base_url: `https://login.example/oauth` has a path, and the endpoints keep theirs: requests would go to `/oauth/oauth/accessToken`\n  \
         remedy: write it as `https://login.example`"
    );
    let error = app().base_url("https://:hunter2@login.example").unwrap_err();
    assert!(!format!("{error} {error:?}").contains("hunter2"), "{error}");
}

#[test]
fn login_polled_outside_a_runtime_is_an_error_that_names_the_runtime() {
    let app = app();
    let Poll::Ready(Err(error)) = pin!(app.exchange(AuthorizationCode::new("the-code"))).poll(&mut Context::from_waker(Waker::noop()))
    else {
        panic!("no error")
    };
    assert!(error.to_string().contains("no Tokio runtime") && error.to_string().contains("`#[tokio::main]`"), "{error}");
}
