//! The token endpoint and introspection.

use std::time::Duration;

use restli_sandbox::{App, Renewals};

use crate::door::{BACK, CHALLENGE, Door, PLAIN, Pairs, REQUEST, SECRET, SHOP, VERIFIER, changed, exchange};

const DAY: u64 = 24 * 60 * 60;

fn other() -> App {
    App { id: "other".to_owned(), secret: "other-secret".to_owned(), renewals: Renewals::None, ..App::default() }
}

#[tokio::test]
async fn code_of_an_app_with_a_secret_gives_the_lives_of_the_schema() {
    let door = Door::open().await;
    let code = door.code("/oauth/v2/ask", REQUEST, "mira").await;
    let answer = door.token(&exchange(&code)).await;
    assert_eq!(answer.headers["cache-control"], "no-store");
    let token = answer.json();
    assert_eq!(token["token_type"], "Bearer");
    assert_eq!(token["expires_in"], 60 * DAY);
    assert_eq!(token["refresh_token_expires_in"], 365 * DAY);
    assert_eq!(token["scope"], "email openid profile r_orders");
    assert!(token["id_token"].is_string() && token["refresh_token"].is_string());
}

#[tokio::test]
async fn code_of_a_native_app_is_exchanged_with_its_verifier() {
    let door = Door::open().await;
    let request = changed(REQUEST, &[("code_challenge", CHALLENGE), ("code_challenge_method", "S256")]);
    let code = door.code("/oauth/native/ask", &request, "june").await;
    let form = [exchange(&code), vec![("client_id", "sandbox")]].concat();
    let verifiers: &[(&str, &str)] = &[("", "invalid_request"), ("short", "invalid_request"), (&CHALLENGE.to_lowercase(), "invalid_grant")];
    for (verifier, error) in verifiers {
        let refused = door.post("/oauth/v2/token", &changed(&form, &[("code_verifier", verifier)])).await;
        assert_eq!(refused.error(), (400, (*error).to_owned()), "{verifier}");
    }
    let token = door.post("/oauth/v2/token", &[&form[..], &[("code_verifier", VERIFIER)]].concat()).await.json();
    let renewed = [("grant_type", "refresh_token"), ("refresh_token", token["refresh_token"].as_str().unwrap()), ("client_id", "sandbox")];
    assert!(door.post("/oauth/v2/token", &renewed).await.json()["access_token"].is_string());
}

#[tokio::test]
async fn code_with_a_challenge_needs_secret_and_verifier_where_native_apps_have_their_own_page() {
    let door = Door::open().await;
    let request = changed(REQUEST, &[("code_challenge", CHALLENGE), ("code_challenge_method", "S256")]);
    let code = door.code("/oauth/v2/ask", &request, "mira").await;
    let form = [exchange(&code), vec![("client_id", "sandbox"), ("code_verifier", VERIFIER)]].concat();
    assert_eq!(door.post("/oauth/v2/token", &form).await.error(), (401, "invalid_client".to_owned()));
    assert!(door.token(&changed(&form, &[("client_id", "")])).await.json()["access_token"].is_string());
}

#[tokio::test]
async fn code_that_is_used_twice_is_refused_and_its_tokens_are_revoked() {
    let door = Door::open().await;
    let code = door.code("/oauth/v2/ask", REQUEST, "mira").await;
    let token = door.token(&exchange(&code)).await.json();
    let access = token["access_token"].as_str().unwrap();
    assert_eq!(door.introspect(access).await["status"], "active");
    assert_eq!(door.token(&exchange(&code)).await.error(), (400, "invalid_grant".to_owned()));
    assert_eq!(door.introspect(access).await["status"], "revoked");
    assert_eq!(door.introspect(token["refresh_token"].as_str().unwrap()).await["status"], "revoked");
}

#[tokio::test]
async fn code_lives_as_long_as_the_schema_says() {
    let door = Door::open().await;
    let (early, late) = (door.code("/oauth/v2/ask", REQUEST, "mira").await, door.code("/oauth/v2/ask", REQUEST, "mira").await);
    door.sandbox.advance(Duration::from_secs(19 * 60));
    assert!(door.token(&exchange(&early)).await.json()["access_token"].is_string());
    door.sandbox.advance(Duration::from_secs(60));
    assert_eq!(door.token(&exchange(&late)).await.error(), (400, "invalid_grant".to_owned()));
}

#[tokio::test]
async fn code_that_does_not_fit_is_refused() {
    let door = Door::with(SHOP, vec![App::default(), other()]).await;
    let code = door.code("/oauth/v2/ask", REQUEST, "mira").await;
    let form = [&exchange(&code)[..], SECRET].concat();
    let cases: &[Pairs<'_>] = &[
        &[("code", "unknown")],
        &[("redirect_uri", "http://127.0.0.1:3001/cb")],
        &[("client_id", "other"), ("client_secret", "other-secret")],
        &[("code_verifier", VERIFIER)],
    ];
    for others in cases {
        let refused = door.post("/oauth/v2/token", &changed(&form, others)).await;
        assert_eq!(refused.error(), (400, "invalid_grant".to_owned()), "{others:?}");
    }
    assert!(door.post("/oauth/v2/token", &form).await.json()["access_token"].is_string(), "refusals do not spend a code");
}

#[tokio::test]
async fn malformed_request_for_a_token_is_refused() {
    let door = Door::open().await;
    let form = [("grant_type", "authorization_code"), ("code", "c"), ("redirect_uri", BACK)];
    let form = [&form[..], SECRET].concat();
    let cases: &[(Pairs<'_>, u16, &str)] = &[
        (&[("grant_type", "")], 400, "invalid_request"),
        (&[("grant_type", "password")], 400, "unsupported_grant_type"),
        (&[("code", "")], 400, "invalid_request"),
        (&[("redirect_uri", "")], 400, "invalid_request"),
        (&[("client_id", "")], 400, "invalid_request"),
        (&[("client_id", "stranger")], 401, "invalid_client"),
        (&[("client_secret", "no-secret")], 401, "invalid_client"),
        (&[("client_secret", "")], 401, "invalid_client"),
        (&[("code", "a"), ("code", "b")], 400, "invalid_request"),
        (&[("grant_type", "refresh_token")], 400, "invalid_request"),
        (&[("grant_type", "refresh_token"), ("refresh_token", "unknown")], 400, "invalid_grant"),
        (&[("grant_type", "refresh_token"), ("refresh_token", "unknown"), ("client_secret", "")], 401, "invalid_client"),
        (&[("grant_type", "client_credentials"), ("client_secret", "")], 401, "invalid_client"),
        (&[("grant_type", "client_credentials"), ("scope", "r_nothing")], 400, "invalid_scope"),
    ];
    for (others, status, error) in cases {
        let refused = door.post("/oauth/v2/token", &changed(&form, others)).await;
        assert_eq!(refused.error(), (*status, (*error).to_owned()), "{others:?}");
        assert_eq!(refused.headers.contains_key("www-authenticate"), *status == 401, "{others:?}");
        assert_eq!(refused.headers["cache-control"], "no-store");
        assert!(!refused.text.contains("no-secret") && !refused.text.contains("sandbox-secret"), "{}", refused.text);
    }
    let basic = [("authorization", "Basic c2FuZGJveDpzYW5kYm94LXNlY3JldA==")];
    assert_eq!(door.post_with("/oauth/v2/token", &form, &basic).await.error(), (401, "invalid_client".to_owned()));
    assert_eq!(door.post("/oauth/v2/token?client_id=sandbox", &form).await.error(), (400, "invalid_request".to_owned()));
    let json = [("content-type", "application/json")];
    let refused = door.send(reqwest::Method::POST, "/oauth/v2/token", "{}".to_owned(), &json).await;
    assert_eq!(refused.error(), (400, "invalid_request".to_owned()));
}

#[tokio::test]
async fn endpoint_refuses_another_verb_and_lists_its_own() {
    use reqwest::Method;
    let door = Door::open().await;
    for (path, verbs, others) in [
        ("/oauth/v2/token", "POST", [Method::GET, Method::PUT]),
        ("/oauth/v2/introspect", "POST", [Method::GET, Method::OPTIONS]),
        ("/oauth/keys", "GET", [Method::POST, Method::HEAD]),
        ("/oauth/.well-known/openid-configuration", "GET", [Method::POST, Method::DELETE]),
        ("/oauth/v2/ask", "GET, POST", [Method::PATCH, Method::TRACE]),
    ] {
        for verb in others {
            let refused = door.send(verb.clone(), path, String::new(), &[]).await;
            assert_eq!((refused.status.as_u16(), refused.headers["allow"].as_bytes()), (405, verbs.as_bytes()), "{verb} {path}");
            let told = format!("{path} is an endpoint of OAuth, which takes {verbs}, and no {verb}");
            assert!(verb == Method::HEAD || refused.text.contains(&told), "{}", refused.text);
        }
    }
}

#[tokio::test]
async fn app_proves_itself_by_basic_where_the_schema_says_so() {
    let spaced = App { id: "my app".to_owned(), secret: "a:b c".to_owned(), ..App::default() };
    let door = Door::with(PLAIN, vec![spaced]).await;
    let request = changed(REQUEST, &[("client_id", "my app"), ("scope", "r_all")]);
    let code = door.code("/ask", &request, "mira").await;
    let form = exchange(&code);
    let (right, wrong) = ("Basic bXklMjBhcHA6YSUzQWIrYw==", "Basic bXklMjBhcHA6d3Jvbmc=");
    for header in [wrong, "Bearer abc"] {
        let refused = door.post_with("/token", &form, &[("authorization", header)]).await;
        assert_eq!(refused.error(), (401, "invalid_client".to_owned()));
    }
    let posted = [&form[..], &[("client_id", "my app"), ("client_secret", "a:b c")]].concat();
    assert_eq!(door.post("/token", &posted).await.error(), (401, "invalid_client".to_owned()));
    let basic = [("authorization", right)];
    assert!(door.post_with("/token", &form, &basic).await.json()["access_token"].is_string());
    for grant in [&[("grant_type", "client_credentials")][..], &[("grant_type", "refresh_token"), ("refresh_token", "x")]] {
        assert_eq!(door.post_with("/token", grant, &basic).await.error(), (400, "unsupported_grant_type".to_owned()));
    }
}

#[tokio::test]
async fn app_itself_gets_a_token_of_its_permissions() {
    let granted = App { permissions: Some(vec!["r_orders".to_owned(), "w_orders".to_owned()]), ..App::default() };
    let door = Door::with(SHOP, vec![granted]).await;
    let token = door.token(&[("grant_type", "client_credentials")]).await.json();
    assert_eq!((&token["scope"], &token["expires_in"]), (&"r_orders w_orders".into(), &(30 * 60).into()));
    assert!(token.get("refresh_token").is_none() && token.get("id_token").is_none());
    let less = door.token(&[("grant_type", "client_credentials"), ("scope", "r_orders")]).await.json();
    assert_eq!(less["scope"], "r_orders");
    let told = door.introspect(less["access_token"].as_str().unwrap()).await;
    assert!(told["active"] == true && told.get("sub").is_none(), "{told}");
    let more = door.token(&[("grant_type", "client_credentials"), ("scope", "email")]).await;
    assert_eq!(more.error(), (400, "invalid_scope".to_owned()));
}

#[tokio::test]
async fn introspection_tells_the_state_of_a_token() {
    let door = Door::with(SHOP, vec![App::default(), other()]).await;
    let token = door.login("r_orders").await;
    let access = token["access_token"].as_str().unwrap();
    let told = door.introspect(access).await;
    assert_eq!((&told["active"], &told["status"], &told["client_id"]), (&true.into(), &"active".into(), &"sandbox".into()));
    assert_eq!((&told["scope"], &told["sub"]), (&"r_orders".into(), &"mira".into()));
    let (created, expires) = (told["created_at"].as_u64().unwrap(), told["expires_at"].as_u64().unwrap());
    assert_eq!(expires - created, 60 * DAY);
    assert_eq!((&told["iat"], &told["exp"], &told["authorized_at"]), (&created.into(), &expires.into(), &created.into()));
    let renewal = door.introspect(token["refresh_token"].as_str().unwrap()).await;
    assert_eq!(renewal["expires_at"].as_u64().unwrap() - created, 365 * DAY);

    let of_other = [("client_id", "other"), ("client_secret", "other-secret"), ("token", access)];
    assert_eq!(door.post("/oauth/v2/introspect", &of_other).await.text, r#"{"active":false}"#);
    assert_eq!(door.introspect("unknown").await, serde_json::json!({"active": false}));
    door.sandbox.advance(Duration::from_secs(60 * DAY));
    assert_eq!(door.introspect(access).await, serde_json::json!({"active": false, "status": "expired"}));
    let cases: &[(Pairs<'_>, u16, &str)] = &[
        (&[("token", "")], 400, "invalid_request"),
        (&[("client_secret", "")], 401, "invalid_client"),
        (&[("client_secret", "no-secret")], 401, "invalid_client"),
    ];
    for (others, status, error) in cases {
        let form = [SECRET, &[("token", access)]].concat();
        let refused = door.post("/oauth/v2/introspect", &changed(&form, others)).await;
        assert_eq!(refused.error(), (*status, (*error).to_owned()), "{others:?}");
    }
}
