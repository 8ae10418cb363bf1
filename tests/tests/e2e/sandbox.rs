//! The login of the client at the sandbox of LinkedIn, whose consent page a member answers.

use std::time::Duration;

use linkedin::oauth::{self, AuthorizationCode, ExposeSecret as _, IntrospectionStatus, OAuth};
use linkedin::{Client, Error};
use linkedin_sandbox::{Sandbox, settings};
use restli_client::Authorization;
use restli_client::bytes::Bytes;

const BACK: &str = "http://127.0.0.1:3000/callback";

async fn sandbox() -> Sandbox {
    Sandbox::start(linkedin_sandbox::api(), settings()).await.expect("a sandbox")
}

fn app(sandbox: &Sandbox) -> OAuth {
    oauth::app("sandbox", "sandbox-secret", BACK).expect("an app").base_url(&sandbox.base_url()).expect("a server")
}

/// The code that the first member's decision on the consent page leads to.
fn decided(sandbox: &Sandbox, app: &OAuth, consent: &Authorization, decision: &str) -> Result<AuthorizationCode, Error> {
    let (path, request) = consent.url().strip_prefix(&sandbox.base_url()).and_then(|rest| rest.split_once('?')).expect("the sandbox");
    let page = sandbox.answer(http::Request::get(format!("{path}?{request}")).body(Bytes::new()).expect("a request"));
    assert_eq!(page.status(), 200, "{page:?}");
    let html = String::from_utf8_lossy(page.body());
    let member = html.split_once("<option value=\"").and_then(|(_, rest)| rest.split_once('"')).expect("a member").0;
    let form = format!("{request}&member={member}&decision={decision}");
    let answer = sandbox.answer(http::Request::post(path).body(Bytes::from(form)).expect("a request"));
    let callback = answer.headers()["location"].to_str().expect("an address");
    app.callback(callback, consent.state().expose_secret())
}

#[tokio::test]
async fn app_with_a_secret_logs_in_and_renews_at_the_sandbox() {
    let sandbox = sandbox().await;
    let app = app(&sandbox);
    let consent = app.authorize(oauth::SIGN_IN_AND_POST);
    let code = decided(&sandbox, &app, &consent, "allow").expect("a code");
    let token = app.exchange(code.requested(consent.scopes())).await.expect("a token");
    assert!(token.withheld().is_empty() && token.unrequested().is_empty() && token.id_token().is_some());
    assert!(token.expires_in() > Duration::from_hours(59 * 24), "{:?}", token.expires_in());
    let identity = app.identity(&token, None).await.expect("an identity");
    assert_eq!(identity.claim("iss"), Some(&format!("{}/oauth", sandbox.base_url()).into()));
    let told = app.introspect(token.access_token()).await.expect("an answer");
    assert!(told.active && told.expires_at.is_some() && told.authorized_at.is_some(), "{told:?}");

    let renewed = app.refresh(&token).await.expect("another token");
    assert_ne!(renewed.access_token().expose_secret(), token.access_token().expose_secret());
    app.refresh(&token).await.expect("LinkedIn's refresh tokens are not spent");
    let client = Client::builder().oauth_token(&renewed).base_url(&sandbox.base_url()).build().expect("a client");
    assert_eq!(client.userinfo().get().await.expect("claims").sub, identity.subject());

    assert!(sandbox.revoke(renewed.access_token().expose_secret()));
    let told = app.introspect(renewed.access_token()).await.expect("an answer");
    assert_eq!((told.active, told.status), (false, Some(IntrospectionStatus::Revoked)));
    let refused = client.userinfo().get().await.expect_err("a revoked token");
    assert!(refused.to_string().contains("REVOKED_ACCESS_TOKEN"), "{refused}");
    app.refresh(&renewed).await.expect_err("the refresh token is revoked, too");
}

#[tokio::test]
async fn app_without_a_secret_logs_in_at_the_sandbox() {
    let sandbox = sandbox().await;
    let app = oauth::native_app("sandbox", BACK).expect("an app").base_url(&sandbox.base_url()).expect("a server");
    let consent = app.authorize(oauth::SIGN_IN);
    let code = decided(&sandbox, &app, &consent, "allow").expect("a code");
    let verifier = consent.verifier().expect("a verifier").expose_secret();
    assert!(app.exchange(code.verifier(verifier)).await.expect("a token").id_token().is_some());
}

#[tokio::test]
async fn denial_at_the_sandbox_is_told_to_the_app() {
    let sandbox = sandbox().await;
    let app = app(&sandbox);
    let refused = decided(&sandbox, &app, &app.authorize(oauth::SIGN_IN), "deny").expect_err("a denial");
    assert!(refused.to_string().contains("user_cancelled_authorize"), "{refused}");
}
