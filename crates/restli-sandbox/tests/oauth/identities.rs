//! Discovery, keys and ID tokens.

use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use serde_json::{Value as Json, json};

use crate::door::{Door, REQUEST, changed, exchange};

/// The claims of an ID token, whose signature and form another implementation checks by the address of its provider.
async fn claims(door: &Door, token: &str) -> Json {
    let about = door.get("/oauth/.well-known/openid-configuration").await.json();
    let base = door.sandbox.base_url();
    let keys = door.get(about["jwks_uri"].as_str().unwrap().strip_prefix(&base).unwrap()).await.json();
    let keys: JwkSet = serde_json::from_value(keys).unwrap();
    let key = keys.find(&decode_header(token).unwrap().kid.unwrap()).expect("a key of the token's number");
    let mut rules = Validation::new(Algorithm::RS256);
    rules.set_audience(&["sandbox"]);
    rules.set_issuer(&[about["issuer"].as_str().unwrap()]);
    rules.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
    decode::<Json>(token, &DecodingKey::from_jwk(key).unwrap(), &rules).unwrap().claims
}

#[tokio::test]
async fn discovery_names_the_addresses_of_the_sandbox() {
    let door = Door::open().await;
    let base = door.sandbox.base_url();
    let about = door.get("/oauth/.well-known/openid-configuration").await.json();
    assert_eq!(about["issuer"], format!("{base}/oauth"));
    assert_eq!(about["authorization_endpoint"], format!("{base}/oauth/v2/ask"));
    assert_eq!(about["token_endpoint"], format!("{base}/oauth/v2/token"));
    assert_eq!(about["introspection_endpoint"], format!("{base}/oauth/v2/introspect"));
    assert_eq!(about["jwks_uri"], format!("{base}/oauth/keys"));
    assert_eq!(about["userinfo_endpoint"], format!("{base}/v1/userinfo"));
    assert_eq!(about["scopes_supported"], json!(["openid", "profile", "email"]));
    assert_eq!(about["grant_types_supported"], json!(["authorization_code", "refresh_token", "client_credentials"]));
    assert_eq!(about["token_endpoint_auth_methods_supported"], json!(["client_secret_post"]));
    assert_eq!(door.get("/.well-known/openid-configuration").await.json(), about);
    assert!(!door.get("/other/.well-known/openid-configuration").await.text.contains("issuer"));
}

#[tokio::test]
async fn id_token_is_signed_and_keeps_the_nonce() {
    let door = Door::open().await;
    let token = door.login("openid profile email").await;
    let claims = claims(&door, token["id_token"].as_str().unwrap()).await;
    assert_eq!(claims["sub"], "mira");
    assert_eq!(claims["nonce"], "n-1");
    assert_eq!(
        (&claims["name"], &claims["given_name"], &claims["family_name"]),
        (&"Mira Halvorsen".into(), &"Mira".into(), &"Halvorsen".into())
    );
    assert_eq!((&claims["email"], &claims["email_verified"]), (&"mira@example.com".into(), &true.into()));
    assert_eq!(claims["exp"].as_u64().unwrap() - claims["iat"].as_u64().unwrap(), 3600);
}

#[tokio::test]
async fn id_token_tells_what_the_scopes_permit() {
    let door = Door::open().await;
    let token = door.login("openid").await;
    let told = claims(&door, token["id_token"].as_str().unwrap()).await;
    let names: Vec<&str> = told.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(names, ["aud", "exp", "iat", "iss", "nonce", "sub"]);
    let code = door.code("/oauth/v2/ask", &changed(REQUEST, &[("scope", "openid email")]), "june").await;
    let token = door.token(&exchange(&code)).await.json();
    let told = claims(&door, token["id_token"].as_str().unwrap()).await;
    assert!(told["sub"] == "june" && told.get("email").is_none() && told.get("nonce").is_none(), "{told}");
}

#[tokio::test]
async fn login_without_openid_has_no_id_token() {
    let door = Door::open().await;
    assert!(door.login("profile email").await.get("id_token").is_none());
}
