//! A server that refuses the token of a call.

use std::time::SystemTime;

use restli_client::{Error, MemoryStore, Token, TokenFault, TokenSource, TokenStore as _};
use restli_testing::{Server, json};

use super::{HOUR, app, issued, old, short};
use crate::tables::{Client, TOKEN};

const EXPIRED: &str = r#"{"code":"TOKEN_EXPIRED","status":401}"#;
const REVOKED: &str = r#"{"code":"TOKEN_REVOKED","status":401}"#;

fn thing() -> String {
    json(200, r#"{"id":1}"#)
}

async fn call(source: TokenSource, server: &Server) -> Result<(), Error> {
    let client = Client::builder().token_source(source).base_url(server.url()).build().unwrap();
    client.get(1).await.map(|_| ())
}

fn fault(result: Result<(), Error>) -> Option<TokenFault> {
    result.unwrap_err().as_api().and_then(restli_client::ApiError::token_fault)
}

#[tokio::test]
async fn token_that_the_server_calls_expired_is_renewed_and_the_call_sent_again_once() {
    let server = Server::answering([json(401, EXPIRED), issued("NEW-access", "NEW-refresh", 5_184_000), thing()]).unwrap();
    call(TokenSource::refreshing(app(&server), &old(900)), &server).await.unwrap();
    assert_eq!(short(&server), ["call OLD-access", "renew OLD-refresh", "call NEW-access"]);

    let server = Server::answering([json(401, EXPIRED), issued("NEW-access", "R", 5_184_000), json(401, EXPIRED)]).unwrap();
    let error = call(TokenSource::refreshing(app(&server), &old(900)), &server).await;
    assert_eq!(fault(error), Some(TokenFault::TooYoung), "the second token was issued just now");
    assert_eq!(server.targets().len(), 3);
}

#[tokio::test]
async fn refusal_without_a_known_code_is_answered_with_one_renewal() {
    let server = Server::answering([json(401, "{}"), issued("NEW-access", "NEW-refresh", 5_184_000), thing()]).unwrap();
    call(TokenSource::refreshing(app(&server), &old(900)), &server).await.unwrap();
    assert_eq!(short(&server), ["call OLD-access", "renew OLD-refresh", "call NEW-access"]);
}

#[tokio::test]
async fn refused_token_that_is_not_a_minute_old_is_not_renewed() {
    for body in ["{}", EXPIRED] {
        let server = Server::answering([json(401, body)]).unwrap();
        let now = SystemTime::now();
        let young = Token::new("A", now + HOUR * 900).with_issued_at(now - HOUR / 180).with_refresh_token("R", None);
        let error = call(TokenSource::refreshing(app(&server), &young), &server).await.unwrap_err();
        assert!(error.is_unauthorized(), "{error}");
        assert_eq!(short(&server), ["call A"]);
    }
}

#[tokio::test]
async fn renewal_of_a_refused_token_that_failed_rests_for_a_while() {
    let server = Server::answering([json(401, EXPIRED), json(503, ""), json(401, EXPIRED)]).unwrap();
    let source = TokenSource::refreshing(app(&server), &old(900));
    assert!(matches!(call(source.clone(), &server).await, Err(Error::OAuth(_))));
    assert_eq!(fault(call(source, &server).await), Some(TokenFault::Expired));
    assert_eq!(short(&server), ["call OLD-access", "renew OLD-refresh", "call OLD-access"]);
}

#[tokio::test]
async fn address_of_an_upload_that_takes_no_token_renews_none() {
    let server = Server::answering([json(401, "{}")]).unwrap();
    let source = TokenSource::refreshing(app(&server), &old(900));
    let client: Client = Client::builder().token_source(source).base_url(server.url()).build().unwrap();
    let error = client.runtime().upload(&format!("{}/up", server.url()), "0123").await.unwrap_err();
    assert!(error.is_unauthorized(), "{error}");
    assert_eq!(short(&server), ["call OLD-access"]);
}

#[tokio::test]
async fn revoked_token_is_not_renewed() {
    let server = Server::answering([json(401, REVOKED)]).unwrap();
    let error = call(TokenSource::refreshing(app(&server), &old(900)), &server).await;
    assert_eq!(fault(error), Some(TokenFault::Revoked));
    assert_eq!(short(&server), ["call OLD-access"]);
}

#[tokio::test]
async fn revoked_token_gives_way_to_the_one_that_a_login_has_saved_since() {
    let server = Server::answering([thing(), json(401, REVOKED), thing()]).unwrap();
    let store = MemoryStore::new();
    let source = || TokenSource::stored(app(&server), store.clone(), "k");
    source().keep(&old(900)).await.unwrap();
    let worker = source();
    call(worker.clone(), &server).await.unwrap();
    // Another process lets the user consent to more scopes, which revokes the first token.
    source().keep(&Token::new("LOGIN-access", SystemTime::now() + HOUR * 24 * 60)).await.unwrap();
    call(worker, &server).await.unwrap();
    assert_eq!(short(&server), ["call OLD-access", "call OLD-access", "call LOGIN-access"]);
    assert!(store.load("k").await.unwrap().is_some());
}

#[tokio::test]
async fn token_of_moments_ago_is_tried_once_more_after_a_pause() {
    let young = || Token::new(TOKEN, SystemTime::now() + HOUR);
    let at = |token: &Token, server: &Server| Client::builder().oauth_token(token).base_url(server.url()).build().unwrap();
    let server = Server::answering([json(401, REVOKED), thing()]).unwrap();
    at(&young(), &server).get(1).await.unwrap();
    assert_eq!(server.targets().len(), 2);

    let server = Server::answering([json(401, REVOKED), json(401, REVOKED)]).unwrap();
    let error = at(&young(), &server).get(1).await.unwrap_err();
    assert!(error.to_string().contains("\n  token: was issued moments ago; not every server may know it yet"), "{error}");
    assert_eq!(error.as_api().unwrap().token_fault(), Some(TokenFault::TooYoung));

    let server = Server::answering([json(401, REVOKED)]).unwrap();
    let error = at(&young().with_issued_at(SystemTime::now() - HOUR), &server).get(1).await.unwrap_err();
    assert_eq!(error.as_api().unwrap().token_fault(), Some(TokenFault::Revoked));
    assert_eq!(server.targets().len(), 1);
}

#[tokio::test]
async fn token_that_has_ended_is_sent_once_and_told_with_its_end() {
    for ago in [HOUR * 720, HOUR / 3600] {
        let server = Server::answering([json(401, EXPIRED)]).unwrap();
        let end = SystemTime::now() - ago;
        let client: Client = Client::builder().oauth_token(&Token::new(TOKEN, end)).base_url(server.url()).build().unwrap();
        let error = client.get(1).await.unwrap_err();
        assert_eq!(error.as_api().unwrap().token_fault(), Some(TokenFault::Expired));
        assert!(error.to_string().contains("\n  token: ended at 20"), "{error}");
        assert_eq!(server.targets().len(), 1);
    }
}

#[tokio::test]
async fn fixed_token_that_is_refused_is_the_error_of_the_call() {
    let server = Server::answering([json(401, EXPIRED), json(403, "{}")]).unwrap();
    let client = Client::at(server.url());
    let error = client.get(1).await.unwrap_err();
    assert_eq!(error.as_api().unwrap().token_fault(), Some(TokenFault::Expired));
    assert_eq!(client.get(1).await.unwrap_err().as_api().unwrap().token_fault(), None);
    assert_eq!(server.targets().len(), 2);
}

#[tokio::test]
async fn expired_token_that_cannot_be_renewed_asks_for_consent() {
    let server = Server::answering([json(401, EXPIRED)]).unwrap();
    let token = Token::new("A", SystemTime::now() + HOUR).with_issued_at(SystemTime::now() - HOUR);
    let error = call(TokenSource::refreshing(app(&server), &token), &server).await.unwrap_err();
    assert!(matches!(error, Error::Reauthorize(_)), "{error}");
}

#[tokio::test]
async fn token_of_a_source_that_no_header_can_carry_is_refused() {
    let server = Server::answering([]).unwrap();
    let token = Token::new("two words", SystemTime::now() + HOUR);
    let error = call(TokenSource::refreshing(app(&server), &token), &server).await.unwrap_err();
    assert!(error.to_string().starts_with("token source: the token holds a character that no token has"), "{error}");
    assert!(!error.to_string().contains("two words"));
}
