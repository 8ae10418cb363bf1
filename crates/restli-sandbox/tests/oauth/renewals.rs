//! Refresh tokens.

use std::time::Duration;

use restli_sandbox::{App, Renewals};
use serde_json::Value as Json;

use crate::door::{Answer, Door, SHOP};

const DAY: u64 = 24 * 60 * 60;

async fn renew(door: &Door, token: &Json) -> Answer {
    door.token(&[("grant_type", "refresh_token"), ("refresh_token", token["refresh_token"].as_str().unwrap())]).await
}

#[tokio::test]
async fn renewal_gives_another_refresh_token_and_keeps_its_end() {
    let door = Door::open().await;
    let first = door.login("r_orders").await;
    door.sandbox.advance(Duration::from_secs(59 * DAY));
    let second = renew(&door, &first).await.json();
    assert_ne!(second["refresh_token"], first["refresh_token"]);
    assert_ne!(second["access_token"], first["access_token"]);
    assert_eq!((&second["scope"], &second["expires_in"]), (&"r_orders".into(), &(60 * DAY).into()));
    let left = second["refresh_token_expires_in"].as_u64().unwrap();
    assert!((306 * DAY - 60..=306 * DAY).contains(&left), "{left}");
    let told = door.introspect(second["access_token"].as_str().unwrap()).await;
    assert!(told["created_at"].as_u64().unwrap() - told["authorized_at"].as_u64().unwrap() >= 59 * DAY, "{told}");
}

#[tokio::test]
async fn renewed_token_does_not_outlive_its_refresh_token() {
    let door = Door::open().await;
    let first = door.login("r_orders").await;
    door.sandbox.advance(Duration::from_secs(360 * DAY));
    let second = renew(&door, &first).await.json();
    assert_eq!(second["expires_in"], second["refresh_token_expires_in"]);
    assert!((5 * DAY - 60..=5 * DAY).contains(&second["expires_in"].as_u64().unwrap()), "{second}");
    door.sandbox.advance(Duration::from_secs(5 * DAY));
    assert_eq!(renew(&door, &second).await.error(), (400, "invalid_grant".to_owned()));
    assert_eq!(door.introspect(second["refresh_token"].as_str().unwrap()).await["status"], "expired");
}

#[tokio::test]
async fn refresh_token_that_is_used_twice_revokes_its_consent() {
    let door = Door::open().await;
    let first = door.login("r_orders").await;
    let second = renew(&door, &first).await.json();
    assert_eq!(door.introspect(first["refresh_token"].as_str().unwrap()).await["active"], false);
    assert_eq!(renew(&door, &first).await.error(), (400, "invalid_grant".to_owned()));
    assert_eq!(renew(&door, &second).await.error(), (400, "invalid_grant".to_owned()));
    assert_eq!(door.introspect(second["access_token"].as_str().unwrap()).await["status"], "revoked");
}

#[tokio::test]
async fn kept_refresh_token_is_used_again() {
    let door = Door::with(SHOP, vec![App { renewals: Renewals::Kept, ..App::default() }]).await;
    let first = door.login("r_orders").await;
    for _ in 0..2 {
        assert_eq!(renew(&door, &first).await.json()["refresh_token"], first["refresh_token"]);
    }
}

#[tokio::test]
async fn app_that_may_not_renew_gets_no_refresh_token() {
    let door = Door::with(SHOP, vec![App { renewals: Renewals::None, ..App::default() }]).await;
    assert!(door.login("r_orders").await.get("refresh_token").is_none());
    let refused = door.token(&[("grant_type", "refresh_token"), ("refresh_token", "any")]).await;
    assert_eq!(refused.error(), (400, "unauthorized_client".to_owned()));
}

#[tokio::test]
async fn refresh_token_of_another_app_is_refused() {
    let other = App { id: "other".to_owned(), secret: "other-secret".to_owned(), ..App::default() };
    let door = Door::with(SHOP, vec![App::default(), other]).await;
    let token = door.login("r_orders").await;
    let text = token["refresh_token"].as_str().unwrap();
    let form = [("grant_type", "refresh_token"), ("refresh_token", text), ("client_id", "other"), ("client_secret", "other-secret")];
    assert_eq!(door.post("/oauth/v2/token", &form).await.error(), (400, "invalid_grant".to_owned()));
    let unproven = [("grant_type", "refresh_token"), ("refresh_token", text), ("client_id", "sandbox")];
    assert_eq!(door.post("/oauth/v2/token", &unproven).await.error(), (401, "invalid_client".to_owned()));
    assert_eq!(renew(&door, &token).await.status, 200);
}

#[tokio::test]
async fn renewal_narrows_scopes_and_never_widens_them() {
    let door = Door::open().await;
    let token = door.login("r_orders w_orders").await;
    let text = token["refresh_token"].as_str().unwrap();
    let form = |scope| [("grant_type", "refresh_token"), ("refresh_token", text), ("scope", scope)];
    assert_eq!(door.token(&form("r_orders email")).await.error(), (400, "invalid_scope".to_owned()));
    let narrow = door.token(&form("r_orders")).await.json();
    assert_eq!(narrow["scope"], "r_orders");
    assert_eq!(renew(&door, &narrow).await.json()["scope"], "r_orders w_orders");
}
