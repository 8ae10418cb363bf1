//! Tokens that a test takes from the sandbox itself.

use std::time::Duration;

use crate::door::{Door, REQUEST, exchange};

#[tokio::test]
async fn token_of_the_library_is_one_of_the_first_member() {
    let door = Door::open().await;
    let told = door.introspect(&door.sandbox.token(["r_orders", "openid"])).await;
    assert_eq!((&told["scope"], &told["sub"], &told["client_id"]), (&"openid r_orders".into(), &"mira".into(), &"sandbox".into()));
    let told = door.introspect(&door.sandbox.app_token(["r_orders"])).await;
    assert!(told["scope"] == "r_orders" && told.get("sub").is_none(), "{told}");
    assert_eq!(told["expires_at"].as_u64().unwrap() - told["created_at"].as_u64().unwrap(), 30 * 60);
}

#[tokio::test]
async fn revoked_token_takes_the_tokens_of_its_consent_with_it() {
    let door = Door::open().await;
    let (login, own) = (door.login("r_orders").await, door.sandbox.token(["r_orders"]));
    let (access, renewal) = (login["access_token"].as_str().unwrap(), login["refresh_token"].as_str().unwrap());
    assert!(door.sandbox.revoke(renewal));
    assert_eq!(door.introspect(access).await["status"], "revoked");
    let refused = door.token(&[("grant_type", "refresh_token"), ("refresh_token", renewal)]).await;
    assert_eq!(refused.error(), (400, "invalid_grant".to_owned()));
    assert_eq!(door.introspect(&own).await["status"], "active");
    assert!(door.sandbox.revoke(&own) && !door.sandbox.revoke("unknown"));
    assert_eq!(door.introspect(&own).await["status"], "revoked");
}

#[tokio::test]
async fn clock_that_is_put_forward_ends_tokens() {
    let door = Door::open().await;
    let token = door.sandbox.app_token(["r_orders"]);
    door.sandbox.advance(Duration::from_secs(30 * 60));
    assert_eq!(door.introspect(&token).await["status"], "expired");
}

#[tokio::test]
async fn debug_and_log_of_a_sandbox_show_no_secret() {
    let door = Door::open().await;
    let code = door.code("/oauth/v2/ask", REQUEST, "mira").await;
    let login = door.token(&exchange(&code)).await.json();
    let token = |name: &str| login[name].as_str().unwrap().to_owned();
    door.introspect(&token("access_token")).await;
    door.token(&[("grant_type", "refresh_token"), ("refresh_token", &token("refresh_token"))]).await;
    door.post("/oauth/v2/token?client_secret=sandbox-secret", &[]).await;
    let json = [("content-type", "application/json")];
    door.send(reqwest::Method::POST, "/oauth/v2/token", r#"{"client_secret":"sandbox-secret"}"#.to_owned(), &json).await;
    let form = [("grant_type", "authorization_code"), ("code", &*code), ("client_secret", "sandbox-secret")];
    // A path that is none, and a fault in place of the endpoint.
    door.post("/oauth/v2/Token", &form).await;
    door.post_with("/oauth/v2/token", &form, &[("x-sandbox-fault", "http_502")]).await;
    door.get(&format!("/v1/orders?access_token={}", token("access_token"))).await;
    let exchanges = door.sandbox.exchanges();
    assert_eq!(exchanges.len(), 10);
    assert!(exchanges[2].body.starts_with(b"grant_type=authorization_code&code=***&redirect_uri=http"), "{exchanges:?}");
    let shown = format!("{:?}{exchanges:?}", door.sandbox);
    for secret in [&code, "sandbox-secret", &token("access_token"), &token("refresh_token"), &token("id_token")] {
        assert!(!shown.contains(secret), "{secret} is in {shown}");
    }
}
