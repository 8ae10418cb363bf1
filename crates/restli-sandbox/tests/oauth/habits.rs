//! Habits of authorization servers beside the standards.

use restli_sandbox::{Habits, Settings};

use crate::door::{Door, Pairs, REQUEST, SECRET, SHOP, exchange};

async fn lax(refuses_unread: bool) -> Door {
    let habits = Habits { commas: true, auth_type: true, lax: true, token_parameter: Some("old_token") };
    Door::set(SHOP, Settings { habits, refuses_unread, ..Settings::default() }).await
}

fn query(pairs: Pairs<'_>) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

#[tokio::test]
async fn parameters_in_the_address_are_taken_and_reported_where_the_server_is_lax() {
    let door = lax(false).await;
    let code = door.code("/oauth/v2/ask", REQUEST, "mira").await;
    let form = [&exchange(&code), SECRET].concat();
    let token = door.post(&format!("/oauth/v2/token?{}", query(&form)), &[]).await.json();
    assert_eq!(token["scope"], "email,openid,profile,r_orders");
    let last = door.sandbox.exchanges().pop().unwrap();
    assert_eq!(last.unread, ["the parameters in the address"]);
    assert!(!last.target.contains("sandbox-secret") && !last.target.contains(&code), "{}", last.target);
    // A strict server refuses them, and so does one that refuses unread input.
    for door in [Door::open().await, lax(true).await] {
        let code = door.code("/oauth/v2/ask", REQUEST, "mira").await;
        let form = [&exchange(&code), SECRET].concat();
        let refused = door.post(&format!("/oauth/v2/token?{}", query(&form)), &[]).await;
        assert_eq!(refused.error(), (400, "invalid_request".to_owned()));
    }
}

#[tokio::test]
async fn header_beside_the_secret_is_passed_over_where_the_server_is_lax() {
    let door = lax(false).await;
    let basic = [("authorization", "Basic c2FuZGJveDp4")];
    let code = door.code("/oauth/v2/ask", REQUEST, "mira").await;
    let token = door.post_with("/oauth/v2/token", &[&exchange(&code), SECRET].concat(), &basic).await.json();
    assert!(token["access_token"].is_string());
    assert_eq!(door.sandbox.exchanges().pop().unwrap().unread, ["the header `authorization`"]);
    let code = door.code("/oauth/v2/ask", REQUEST, "mira").await;
    let alone = [&exchange(&code)[..], &[("client_id", "sandbox")]].concat();
    assert_eq!(door.post_with("/oauth/v2/token", &alone, &basic).await.error(), (401, "invalid_client".to_owned()));
}

#[tokio::test]
async fn introspection_tells_whose_token_it_is_where_the_server_says_so() {
    let door = lax(false).await;
    let (member, app) = (door.sandbox.token(["openid"]), door.sandbox.app_token(["openid"]));
    assert_eq!(door.introspect(&member).await["auth_type"], "3L");
    assert_eq!(door.introspect(&app).await["auth_type"], "2L");
    let plain = Door::open().await;
    assert!(plain.introspect(&plain.sandbox.token(["openid"])).await["auth_type"].is_null());
}

#[tokio::test]
async fn access_token_in_a_parameter_is_taken_where_older_clients_send_it_and_is_not_logged() {
    let door = lax(false).await;
    let token = door.sandbox.token_for_all();
    let answer = door.get(&format!("/v1/userinfo?old_token={token}")).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let last = door.sandbox.exchanges().pop().unwrap();
    assert_eq!(last.target, "/v1/userinfo");
    let strict = Door::open().await;
    let token = strict.sandbox.token_for_all();
    assert_eq!(strict.get(&format!("/v1/userinfo?old_token={token}")).await.status, 401);
}
