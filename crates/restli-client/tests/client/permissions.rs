//! Permissions, roles and actors, before a call is sent and after a 403.

use restli_client::Error;

use crate::errors::{lines, message};
use crate::tables::{Client, TOKEN, thing};
use restli_testing::{Server, json};

/// A client whose token grants the scopes, of a server that nobody runs.
fn granting<const N: usize>(scopes: [&str; N]) -> Client {
    Client::builder().token(TOKEN).granted(scopes).base_url("http://127.0.0.1:9").retry(restli_client::Retry::never()).build().unwrap()
}

#[tokio::test]
async fn missing_permission_lists_the_ways_to_it() {
    let body = r#"{"serviceErrorCode":100,"message":"Not enough permissions to access: GET /things","status":403}"#;
    assert_eq!(
        message(json(403, body)).await,
        lines(&[
            "shop.things.get: 403 Forbidden; ask for the permission, let the user consent again, and check the role",
            "call: GET /rest/things/1",
            "message: Not enough permissions to access: GET /things",
            "service error code: 100",
            "cause: the token lacks a permission, or its owner lacks the role on this entity",
            "needs: r_things or (r_lite and w_things)",
            "r_things: Read things; product Browsing; by application for the product",
            "r_lite: Read a little; no new grants; retired 2023-08-01; replaced by `r_things`",
            "w_things: Write things; self-serve",
        ])
    );
}

#[tokio::test]
async fn consent_is_not_advised_where_it_would_not_help() {
    let answers = vec![json(403, "{}"), json(403, r#"{"code":"NO_SUCH_SHOP"}"#), json(403, "{}"), json(403, "{}")];
    let server = Server::answering(answers).unwrap();
    let remedy = |error: Error| error.remedy().map(std::borrow::Cow::into_owned).unwrap();
    let client = Client::at(server.url());
    let closed = "use client.get(): the scopes that this call needs are no longer granted to anybody";
    assert_eq!(remedy(client.get_old(1).await.unwrap_err()), closed);
    assert_eq!(remedy(client.get_old(1).await.unwrap_err()), format!("wait until it opens; or {closed}"));
    assert!(!remedy(client.post("urn:li:robot:1").await.unwrap_err()).contains("no longer granted"), "no permission names robots");
    let client = Client::builder().token(TOKEN).granted(["r_lite"]).base_url(server.url()).build().unwrap();
    assert_eq!(
        remedy(client.get_old(1).await.unwrap_err()),
        "check the role of the token's owner on this entity: the token grants the scopes that the call needs"
    );
}

#[tokio::test]
async fn missing_role_is_named_for_the_entities_that_have_it() {
    let server = Server::answering(vec![json(403, "{}"); 3]).unwrap();
    let client = Client::at(server.url());
    let roles = |error: Error| {
        error.to_string().lines().filter_map(|line| line.trim().strip_prefix("role: ").map(str::to_owned)).collect::<Vec<_>>()
    };
    assert_eq!(roles(client.post("urn:li:shop:1").await.unwrap_err()), ["in urn:li:shop:1, the member needs KEEPER or CLERK"]);
    assert_eq!(roles(client.post("urn:li:person:a").await.unwrap_err()), [""; 0], "a member acts as himself");
    assert_eq!(roles(client.delete(1).await.unwrap_err()), ["in a shop, the member needs KEEPER"]);
}

#[tokio::test]
async fn missing_permission_known_before_sends_nothing() {
    let client = granting(["r_things"]);
    assert_eq!(
        client.create(&thing(1, "a")).await.unwrap_err().to_string(),
        lines(&[
            "shop.things.create: not sent, the token lacks a permission; let the user consent again with the scopes that this call…",
            "needs: w_things",
            "w_things: Write things; self-serve",
            "token: grants r_things",
            "remedy: let the user consent again with the scopes that this call needs",
        ])
    );
    let client = granting(["w_things"]);
    let remedy = |error: Error| error.remedy().map(std::borrow::Cow::into_owned);
    assert_eq!(remedy(client.get(1).await.unwrap_err()).as_deref(), Some("let the user consent again with r_things"), "r_lite is closed");
    assert_eq!(
        remedy(client.get_old(1).await.unwrap_err()).as_deref(),
        Some("use client.get(): the scopes that this call needs are no longer granted to anybody")
    );
    let client = Client::builder().build().unwrap();
    assert_eq!(
        client.create(&thing(1, "a")).await.unwrap_err().to_string(),
        "shop.things.create: the client has no token, and this call needs one; give it one with `Builder::token`"
    );
}

#[tokio::test]
async fn header_with_credentials_of_ones_own_is_enough_for_a_client_without_a_token() {
    let server = restli_testing::Server::replying(|_| restli_testing::json(200, r#"{"id":1}"#)).unwrap();
    let own = "Bearer own-token";
    let bare = Client::builder().base_url(server.url()).build().unwrap();
    assert_eq!(bare.get(1).header("Authorization", own).await.unwrap().id, 1);
    let client = Client::builder().base_url(server.url()).header("Authorization", own).build().unwrap();
    assert_eq!(client.get(1).await.unwrap().id, 1);
    assert!(server.seen().iter().all(|request| request.contains(own)));
}

#[tokio::test]
async fn call_that_acts_as_a_urn_needs_a_permission_for_its_type() {
    let client = granting(["w_things"]);
    assert_eq!(
        client.post("urn:li:shop:1").await.unwrap_err().to_string(),
        lines(&[
            "shop.posts.create: not sent, the token lacks a permission to act as `urn:li:shop:1`; let the user consent again with…",
            "needs: w_things or w_shop",
            "w_things: Write things; self-serve",
            "w_shop: Write as a shop; by application for the product",
            "token: grants w_things",
            "remedy: let the user consent again with w_shop",
        ])
    );
    let is_refused = |error: Error| matches!(error, Error::Permission(_));
    assert!(is_refused(client.posts(&["urn:li:person:a", "urn:li:shop:1"]).await.unwrap_err()));
    assert!(!is_refused(client.posts(&["urn:li:person:a"]).await.unwrap_err()));
    for owners in [&["urn:li:person:a", "urn:li:shop:1"][..], &["urn:li:shop:1"]] {
        assert!(is_refused(client.batch_post(owners).await.unwrap_err()), "in an entity of a batch: {owners:?}");
        assert!(is_refused(client.import(owners).await.unwrap_err()), "in a record of a parameter: {owners:?}");
    }
    assert!(!is_refused(client.import(&["urn:li:person:a"]).await.unwrap_err()));
    for owner in ["urn:li:person:a", "urn:li:robot:1"] {
        assert!(!is_refused(client.post(owner).await.unwrap_err()), "{owner}");
    }
}

#[tokio::test]
async fn scopes_that_the_schema_does_not_know_refuse_no_call() {
    let sent = |granted: &[&str]| {
        Client::builder().token(TOKEN).granted(granted).base_url("http://127.0.0.1:9").retry(restli_client::Retry::never()).build().unwrap()
    };
    for granted in [&["openid+r_things"][..], &["unheard_of", "w_thing"]] {
        let error = sent(granted).create(&thing(1, "a")).await.unwrap_err();
        assert!(matches!(error, Error::Transport(_)), "{granted:?}: {error}");
    }
    for granted in [&[][..], &["unheard_of", "r_things"], &["openid r_things"]] {
        let error = sent(granted).create(&thing(1, "a")).await.unwrap_err();
        assert!(matches!(error, Error::Permission(_)), "{granted:?}: {error}");
    }
}

/// The scopes that an app declares, as `scopes!` makes them.
#[derive(Clone, Copy, Debug)]
struct Declared;

impl restli_client::Scopes for Declared {
    const DECLARED: Option<&'static [&'static str]> = Some(&["w_things"]);
}

#[tokio::test]
async fn declared_scopes_that_do_not_let_the_caller_act_as_a_urn_send_nothing() {
    let builder = || Client::builder().scopes(Declared).token(TOKEN).base_url("http://127.0.0.1:9").retry(restli_client::Retry::never());
    let client: Client = builder().build().unwrap();
    assert_eq!(
        client.post("urn:li:shop:1").await.unwrap_err().to_string(),
        lines(&[
            "shop.posts.create: not sent, the app declares no permission to act as `urn:li:shop:1`; declare more in `scopes!`, and…",
            "needs: w_things or w_shop",
            "w_things: Write things; self-serve",
            "w_shop: Write as a shop; by application for the product",
            "app: declares w_things",
            "remedy: declare more in `scopes!`, and let the user consent again with w_shop",
        ])
    );
    let is_refused = |error: Error| matches!(error, Error::Permission(_));
    assert!(!is_refused(client.post("urn:li:person:a").await.unwrap_err()));
    let granted: Client = builder().granted(["w_things", "w_shop"]).build().unwrap();
    assert!(!is_refused(granted.post("urn:li:shop:1").await.unwrap_err()), "the token is known to grant more");
}
