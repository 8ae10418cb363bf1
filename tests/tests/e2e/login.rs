//! The login of the guide: authorization address, callback, exchange, and the end after 60 days.

use std::fmt::Write as _;
use std::time::{Duration, SystemTime};

use linkedin::oauth::{self, ExposeSecret as _, OAuth, Token};
use linkedin::{Client, Error};
use linkedin_sandbox::{Sandbox, Settings, settings};
use restli_sandbox::Member;
use restli_testing::TOKEN;

use crate::desk::{Desk, json};
use crate::snapshot;

const SECRET: &str = "WPL_AP1.secret/+=";

fn app() -> OAuth {
    oauth::app("86vhj2q7ukf83q", SECRET, "https://app.example/oauth/callback").expect("an app")
}

#[test]
fn the_authorization_address() {
    let consent = app().authorize(["r_liteprofile", "r_emailaddress", "w_member_social"]);
    let state = consent.state().expose_secret();
    assert!(state.len() >= 22, "at least the 128 bits of the guide: {state}");
    assert_eq!(
        consent.url().replace(state, "STATE"),
        "https://www.linkedin.com/oauth/v2/authorization?response_type=code&client_id=86vhj2q7ukf83q&state=STATE\
         &redirect_uri=https%3A%2F%2Fapp.example%2Foauth%2Fcallback&scope=r_liteprofile%20r_emailaddress%20w_member_social"
    );
    assert_eq!(
        consent.warnings(),
        [
            "`r_liteprofile`: no new grants since 2023-08-01; ask for `openid`, `profile` instead",
            "`r_emailaddress`: no new grants since 2023-08-01; ask for `openid`, `email` instead",
        ]
    );
    let today = app().authorize(oauth::SIGN_IN_AND_POST);
    assert_eq!(today.warnings(), [""; 0]);
    assert!(today.url().ends_with("&scope=openid%20profile%20email%20w_member_social"), "{}", today.url());
    assert_ne!(today.state().expose_secret(), state, "each login has a state of its own");
}

#[tokio::test]
async fn from_the_callback_to_the_first_call() {
    let answer = r#"{"access_token":"AQX-secret-token","expires_in":5184000,"scope":"email,openid,profile","token_type":"Bearer","id_token":"a.b.c"}"#;
    let desk = Desk::answering([json(200, answer), json(200, r#"{"sub":"aB3_xYz-9"}"#)]).await;
    let url = desk.sandbox.base_url();
    let app = app().base_url(&url).expect("a server");
    let consent = app.authorize(oauth::SIGN_IN_AND_POST);
    let state = consent.state().expose_secret();

    let code = app.callback(&format!("https://app.example/oauth/callback?code=AQT-code&state={state}"), state).expect("a code");
    let token = app.exchange(code.requested(consent.scopes())).await.expect("a token");
    let day = Duration::from_hours(24);
    assert!(token.expires_in() > day * 59 && token.expires_in() <= day * 60, "60 days: {:?}", token.expires_in());
    assert!(!token.needs_renewal(token.expires_at() - day * 2));
    assert!(token.needs_renewal(token.expires_at() - day), "the guide's 24 hours before the end");
    assert_eq!(token.granted().expect("scopes"), ["email", "openid", "profile"]);
    assert_eq!(token.withheld(), ["w_member_social"], "asked for and not granted");
    assert!(token.refresh_token().is_none(), "as the guide says, for most apps");

    let client = Client::builder().oauth_token(&token).base_url(&url).build().expect("a client");
    assert_eq!(client.userinfo().get().await.expect("userinfo").sub, "aB3_xYz-9");
    let refused = client.me().get().await.expect_err("known before it is sent");
    assert!(matches!(refused, Error::Permission(_)), "{refused}");
    desk.transcript("login", &["exchange", "the first call"]);
}

#[tokio::test]
async fn failed_login_returns_cause_and_remedy() {
    let desk = Desk::answering([
        json(400, r#"{"error":"invalid_request","error_description":"Unable to retrieve access token: appid/redirect uri/code verifier does not match authorization code. Or authorization code expired."}"#),
        json(401, r#"{"error":"invalid_client","error_description":"Client authentication failed: client_secret=WPL_AP1.secret/+="}"#),
    ])
    .await;
    let url = desk.sandbox.base_url();
    let app = app().base_url(&url).expect("a server");
    let code = || app.callback("code=c&state=s", "s").expect("a code");
    let dead = Token::new(TOKEN, SystemTime::UNIX_EPOCH);
    assert!(dead.needs_renewal(SystemTime::now()));
    assert_eq!(dead.expires_in(), Duration::ZERO);
    let cases = [
        ("a state that is not ours", app.callback("https://app.example/oauth/callback?code=c&state=other", "kept").map(|_| ())),
        (
            "the member said no",
            app.callback("error=user_cancelled_authorize&error_description=The+user+cancelled&state=s", "s").map(|_| ()),
        ),
        (
            "a scope that the app may not ask for",
            app.callback(
                "error=unauthorized_scope_error&error_description=Scope+%26quot%3Br_liteprofile%26quot%3B+is+not+authorized&state=s",
                "s",
            )
            .map(|_| ()),
        ),
        ("a code that is used or too old", app.exchange(code()).await.map(|_| ())),
        ("a wrong secret", app.exchange(code()).await.map(|_| ())),
        ("a token that cannot be renewed", app.refresh(&dead).await.map(|_| ())),
        ("a redirect address without a scheme", oauth::app("id", SECRET, "app.example/callback").map(|_| ())),
        ("a token with its scheme", Client::builder().token("Bearer x").build().map(|_| ())),
    ];
    let mut messages = String::new();
    for (what, result) in cases {
        let _ = writeln!(messages, "=== {what}\n{}\n", result.expect_err(what));
    }
    assert!(!messages.contains("secret/"), "{messages}");
    snapshot("login_errors", &messages);
}

#[tokio::test]
async fn one_client_for_many_users() {
    linkedin::scopes! { AppScopes: openid, profile }
    let members = ["a", "b"].map(|id| Member { id: id.to_owned(), name: id.to_owned(), email: None });
    let settings = Settings { members: members.to_vec(), ..settings() };
    let sandbox = Sandbox::start(linkedin_sandbox::api(), settings).await.expect("a sandbox");
    let token = |member| sandbox.token_of(member, ["openid", "profile"]).expect("a member");
    let app = Client::builder().scopes(AppScopes).token(token("a")).base_url(&sandbox.base_url()).build().expect("a client");
    let other = app.with_token(token("b"), Some(vec!["openid".to_owned(), "profile".to_owned()])).expect("a token");
    assert_eq!(app.userinfo().get().await.expect("userinfo").sub, "a");
    assert_eq!(other.userinfo().get().await.expect("userinfo").sub, "b");
    assert_eq!(sandbox.token_of("c", ["openid"]), None);
}
