//! Counters of the application are shared by all members; those of a member are its own.

use super::*;

#[tokio::test]
async fn members_share_the_quota_of_the_app_and_have_their_own() {
    let server = generous();
    let one = client(server.url(), Quotas::refuse().limit(&DAILY, 1).limit(&SHARED, 2));
    let other = of_member(&one, TokenSource::fixed("other-token"));
    one.get(1).await.unwrap();
    other.get(1).await.unwrap();
    assert!(matches!(one.get(1).await, Err(Error::Quota(_))));
    one.delete(1).await.unwrap();
    other.delete(1).await.unwrap();
    for client in [&one, &other] {
        assert!(matches!(client.delete(1).await, Err(Error::Quota(_))));
    }
}

#[tokio::test]
async fn member_with_a_name_is_one_in_all_clients() {
    let server = generous();
    let (anna, ben) = (|| TokenSource::fixed("token").of_member("anna"), || TokenSource::fixed("token").of_member("ben"));
    let counters = MemoryCounters::new();
    let quotas = || Quotas::refuse().store(counters.clone()).limit(&DAILY, 1);
    let first = client(server.url(), quotas());
    of_member(&first, anna()).get(1).await.unwrap();
    let second = client(server.url(), quotas());
    assert!(matches!(of_member(&second, anna()).get(1).await, Err(Error::Quota(_))));
    of_member(&second, ben()).get(1).await.unwrap();
    // Another app of the same store counts for itself.
    let app = client(server.url(), quotas().app("other"));
    of_member(&app, anna()).get(1).await.unwrap();
}

#[tokio::test]
async fn bare_token_is_one_member_in_each_client_that_is_made_for_a_request() {
    let server = generous();
    let shop = client(server.url(), Quotas::refuse().limit(&DAILY, 1));
    let request = |token: &str| -> Client { restli_client::FromRuntime::from_runtime(shop.runtime().with_token(token, None).unwrap()) };
    request("bearer-of-anna").get(1).await.unwrap();
    assert!(matches!(request("bearer-of-anna").get(1).await, Err(Error::Quota(_))));
    request("bearer-of-ben").get(1).await.unwrap();
}

#[tokio::test]
async fn token_of_a_store_is_counted_under_its_key() {
    let server = generous();
    let quotas = || Quotas::refuse().limit(&DAILY, 1);
    let client = client(server.url(), quotas());
    let app = restli_client::OAuth::new(&crate::tables::API, "77app", "secret", "https://app.example/cb").unwrap();
    let end = std::time::SystemTime::now() + Duration::from_secs(30 * 86_400);
    let token = restli_client::Token::new("stored-token", end);
    let source = || async {
        let source = TokenSource::stored(app.clone(), restli_client::MemoryStore::new(), "member-7");
        source.keep(&token).await.unwrap();
        source
    };
    of_member(&client, source().await).get(1).await.unwrap();
    assert!(matches!(of_member(&client, source().await).get(1).await, Err(Error::Quota(_))));
    assert!(matches!(of_member(&client, TokenSource::fixed("x").of_member("member-7")).get(1).await, Err(Error::Quota(_))));
}
