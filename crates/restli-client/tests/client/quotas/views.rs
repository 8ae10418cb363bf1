//! The state of the quotas, and plans.

use super::*;

#[tokio::test]
async fn plan_says_when_a_job_is_done() {
    let server = generous();
    let client = client(server.url(), Quotas::refuse().limit(&DAILY, 500));
    let plan = async |calls| client.runtime().plan(&GET, calls).await.unwrap();
    client.get(1).await.unwrap();
    let cases = [
        (0, "0 calls of shop.things.get: 499 left until 2026-12-01 00:00 UTC, done at once"),
        (499, "499 calls of shop.things.get: 499 left until 2026-12-01 00:00 UTC, done at once"),
        (500, "500 calls of shop.things.get: 499 left until 2026-12-01 00:00 UTC, done on 2026-12-01"),
        (1240, "1,240 calls of shop.things.get: 499 left until 2026-12-01 00:00 UTC, done on 2026-12-02"),
    ];
    for (calls, words) in cases {
        assert_eq!(plan(calls).await.to_string(), words);
    }
    let plan = plan(1240).await;
    assert_eq!((plan.sent_now(), plan.done.unwrap().to_string()), (499, "2026-12-02T00:00:00.000Z".to_owned()));
    // A plan takes nothing.
    assert_eq!(used(&client, "daily").await, 1);
}

#[tokio::test]
async fn plan_of_a_call_without_a_quota_or_with_none_left_says_so() {
    let server = generous();
    let client = client(server.url(), Quotas::refuse().without(&DAILY).limit(&SHARED, 0));
    let plan = client.runtime().plan(&GET, 7).await.unwrap();
    assert_eq!((plan.to_string(), plan.sent_now()), ("7 calls of shop.things.get: no quota counts them".to_owned(), 7));
    let plan = client.runtime().plan(&DELETE, 7).await.unwrap();
    assert_eq!(plan.to_string(), "7 calls of shop.things.delete: 0 left until 2026-12-01 00:00 UTC, never done");
}
