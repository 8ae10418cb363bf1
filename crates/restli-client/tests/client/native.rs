//! Login of apps without a secret, and introspection.

use std::time::{Duration, SystemTime};

use restli_client::{ExposeSecret as _, IntrospectionStatus, OAuth, SecretString};
use restli_testing::{Server, json};

use crate::tables::API;

const SECRET: &str = "WPL=/+.secret";

fn native() -> OAuth {
    OAuth::native(&API, "77app", "http://127.0.0.1:3000/cb").unwrap()
}

#[test]
fn consent_page_of_a_native_app_has_a_challenge_and_a_page_of_its_own() {
    let page = native().authorize(["r_things"]);
    let verifier = page.verifier().unwrap().expose_secret();
    assert!(
        (43..=128).contains(&verifier.len()) && verifier.chars().all(|c| c.is_ascii_alphanumeric() || "-._~".contains(c)),
        "{verifier}"
    );
    let (before, after) = page.url().split_once("&code_challenge=").unwrap();
    assert_eq!(before.split('?').next(), Some("https://login.shop.example/oauth/native/authorization"));
    let challenge = after.split('&').next().unwrap();
    assert_eq!((challenge.len(), challenge == verifier), (43, false));
    assert!(page.url().contains("&code_challenge_method=S256"), "{}", page.url());
    assert!(!page.url().contains(verifier) && !format!("{page:?}").contains(verifier));
    assert_ne!(native().authorize(["r_things"]).verifier().unwrap().expose_secret(), verifier);
    let with_secret = OAuth::new(&API, "77app", SECRET, "https://app.example/cb").unwrap().authorize(["r_things"]);
    assert!(with_secret.verifier().is_none() && !with_secret.url().contains("challenge"));
}

#[tokio::test]
async fn exchange_of_a_native_app_sends_the_verifier_and_no_secret() {
    let server = Server::answering([json(200, r#"{"access_token":"AQX","expires_in":60}"#)]).unwrap();
    let app = native().base_url(server.url()).unwrap();
    let code = || app.callback("code=c&state=s", "s").unwrap();
    let error = app.exchange(code()).await.unwrap_err().to_string();
    assert!(error.starts_with("login, code exchange: an app without a secret exchanges a code with the verifier"), "{error}");
    app.exchange(code().verifier("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")).await.unwrap();
    let seen = server.seen();
    let form = seen[0].rsplit("\r\n").next().unwrap();
    assert!(form.contains("code_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk") && form.contains("client_id=77app"), "{form}");
    assert!(!form.contains("client_secret"), "{form}");
}

#[tokio::test]
async fn introspection_tells_the_state_of_a_token() {
    let body = r#"{"active":true,"status":"active","scope":"openid,r_things","client_id":"77app","created_at":1750000000,
        "authorized_at":1750000000,"expires_at":"1755184000","auth_type":"3L"}"#;
    let server = Server::answering([
        json(200, body),
        json(200, r#"{"active":false,"status":"revoked"}"#),
        json(401, r#"{"error":"invalid_client_id"}"#),
        json(200, "{}"),
    ])
    .unwrap();
    let app = OAuth::new(&API, "77app", SECRET, "https://app.example/cb").unwrap().base_url(server.url()).unwrap();
    let token = SecretString::from("AQX+secret/token");
    let found = app.introspect(&token).await.unwrap();
    assert!(server.seen()[0].starts_with("POST /oauth/introspect HTTP/1.1\r\n"), "{}", server.seen()[0]);
    assert!(
        server.seen()[0].ends_with("\r\n\r\nclient_id=77app&client_secret=WPL%3D%2F%2B.secret&token=AQX%2Bsecret%2Ftoken"),
        "{}",
        server.seen()[0]
    );
    let at = |seconds| Some(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds));
    assert_eq!((found.active, found.status.clone()), (true, Some(IntrospectionStatus::Active)));
    assert_eq!(found.granted.clone().unwrap(), ["openid", "r_things"]);
    assert_eq!((found.issued_at, found.authorized_at, found.expires_at), (at(1_750_000_000), at(1_750_000_000), at(1_755_184_000)));
    assert_eq!(found.member("auth_type").and_then(|kind| kind.as_str()), Some("3L"));
    let revoked = app.introspect(&token).await.unwrap();
    assert_eq!((revoked.active, revoked.status), (false, Some(IntrospectionStatus::Revoked)));
    assert_eq!(
        app.introspect(&token).await.unwrap_err().to_string(),
        "login, introspection: 401 invalid_client_id; copy both from the settings of the app\n  \
         cause: client id or secret is wrong"
    );
    assert!(app.introspect(&token).await.unwrap_err().to_string().contains("does not say whether the token is active"));
    assert!(native().introspect(&token).await.unwrap_err().to_string().contains("only an app with a secret"));
}
