//! Scopes of a login, as callers name them and as servers write them.

use std::time::SystemTime;

use restli_client::{AuthorizationCode, Token};
use restli_testing::{Server, json};

use crate::login::{app, exchange};
use crate::tables::Client;

#[test]
fn authorize_text_of_several_scopes_asks_for_each_once() {
    let page = app().authorize(["r_things w_things", "", " ", "w_things\n"]);
    assert!(page.url().ends_with("&scope=r_things%20w_things"), "{}", page.url());
    assert!(page.warnings().is_empty(), "{:?}", page.warnings());
    for none in [&[][..], &["", " "]] {
        let page = app().authorize(none);
        assert!(!page.url().contains("scope="), "{}", page.url());
        assert_eq!(page.warnings(), ["no scope is asked for, so that the token may grant nothing"]);
    }
}

#[test]
fn authorize_unknown_or_retired_scopes_warns() {
    let page = app().authorize(["r_thing", "R_THINGS", "r_lite", "zzzzzzzzzz"]);
    assert_eq!(
        page.warnings(),
        [
            "the schema knows no scope `r_thing`; did you mean `r_things`?",
            "the schema knows no scope `R_THINGS`; did you mean `r_things`?",
            "`r_lite`: no new grants since 2023-08-01; ask for `r_things` instead",
            "the schema knows no scope `zzzzzzzzzz`",
        ]
    );
}

#[test]
fn text_of_several_scopes_is_split_wherever_scopes_are_named() {
    let texts = ["r_things openid", "w_things\n", "openid"];
    let names = ["r_things", "openid", "w_things"];
    assert_eq!(app().authorize(texts).scopes(), names);
    assert_eq!(Token::new("A", SystemTime::now()).with_granted(texts).granted().unwrap(), names);
    let client: Client = Client::builder().token("A").granted(texts).build().unwrap();
    assert_eq!(client.runtime().granted().unwrap(), names);
    let other = client.runtime().with_token("B", Some(texts.map(str::to_owned).to_vec())).unwrap();
    assert_eq!(other.granted().unwrap(), names);
}

#[tokio::test]
async fn exchange_with_a_text_of_several_scopes_withholds_none_of_them() {
    let body = r#"{"access_token":"AQX","expires_in":60,"scope":"openid,r_things"}"#;
    let server = Server::answering(vec![json(200, body)]).unwrap();
    let code = AuthorizationCode::new("code-1").requested(["openid r_things"]);
    let token = app().base_url(server.url()).unwrap().exchange(code).await.unwrap();
    assert!(token.withheld().is_empty() && token.unrequested().is_empty(), "{token:?}");
}

#[test]
fn scopes_that_the_builder_knows_stay_beside_a_token_that_names_none() {
    let token = Token::new("A", SystemTime::now());
    let granted = |token: &Token| {
        let client: Client = Client::builder().granted(["openid"]).oauth_token(token).build().unwrap();
        client.runtime().granted().unwrap().to_vec()
    };
    assert_eq!(granted(&token), ["openid"]);
    assert_eq!(granted(&token.with_granted(["r_things"])), ["r_things"]);
}

#[tokio::test]
async fn exchange_response_with_encoded_scopes_returns_their_names() {
    for scope in [r#""openid%20r_things""#, r#""openid%2Cr_things""#, r#""openid+r_things""#, r#"["openid","r_things"]"#] {
        let (token, _) = exchange(json(200, &format!(r#"{{"access_token":"AQX","expires_in":60,"scope":{scope}}}"#))).await;
        assert_eq!(token.unwrap().granted().unwrap(), ["openid", "r_things"], "{scope}");
    }
}

#[tokio::test]
async fn exchange_response_without_a_scope_that_can_be_read_grants_those_asked_for() {
    for scope in [r#""""#, r#"" , ""#, r#"{"openid":true}"#, "[]", r#""\u001b[2K""#] {
        let (token, _) = exchange(json(200, &format!(r#"{{"access_token":"AQX","expires_in":60,"scope":{scope}}}"#))).await;
        assert_eq!(token.unwrap().granted().unwrap(), ["r_things", "w_things"], "{scope}");
    }
    let (token, _) = exchange(json(200, r#"{"access_token":"AQX","expires_in":60,"scope":"openid \u001b[2K"}"#)).await;
    assert_eq!(token.unwrap().granted().unwrap(), ["openid"]);
}
