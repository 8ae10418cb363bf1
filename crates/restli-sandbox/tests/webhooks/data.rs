//! Webhooks as data of the page, by which programs and the command tell events.

use restli_sandbox::Sandbox;
use serde_json::{Value as Json, json};

use crate::desk::shop;
use crate::receiver::{Receiver, SECRET};

async fn post(sandbox: &Sandbox, path: &str, body: &Json) -> (u16, Json) {
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let answer = http.post(format!("{}/_sandbox/webhooks{path}", sandbox.base_url())).body(body.to_string()).send().await.unwrap();
    (answer.status().as_u16(), serde_json::from_str(&answer.text().await.unwrap()).unwrap())
}

#[tokio::test]
async fn event_is_told_and_replayed_on_demand() {
    let (sandbox, receiver) = (shop().await, Receiver::open(SECRET).await);
    let (status, told) = post(&sandbox, "", &json!({"address": receiver.address, "events": ["SOLD"]})).await;
    assert_eq!((status, &told["standing"], &told["events"]), (200, &json!("VALIDATED"), &json!(["SOLD"])));
    let asked = json!({"event": "SOLD", "body": {"sale": 7}, "mishap": "twice"});
    let (status, told) = post(&sandbox, "/trigger", &asked).await;
    let first = &told["deliveries"][0];
    assert_eq!((status, &first["state"], &first["attempts"][0]["status"]), (200, &json!("DELIVERED"), &json!(200)), "{told}");
    let (_, told) = post(&sandbox, "/replay", &json!({"delivery": 1})).await;
    assert_eq!(told["deliveries"][0]["repeats"], 1, "{told}");
    let sales: Vec<Json> = receiver.events().iter().map(|event| event.json()["sale"].clone()).collect();
    assert_eq!(sales, [json!(7), json!(7), json!(7)]);
    let listed: Json = serde_json::from_str(&get(&sandbox).await).unwrap();
    let numbers: Vec<&Json> = listed["deliveries"].as_array().unwrap().iter().map(|one| &one["number"]).collect();
    assert_eq!((numbers, &listed["registrations"][0]["address"]), (vec![&json!(3), &json!(2), &json!(1)], &json!(receiver.address)));
    assert!(!get(&sandbox).await.contains(SECRET));
}

#[tokio::test]
async fn unknown_names_are_refused() {
    let sandbox = shop().await;
    for (path, body, status, words) in [
        ("/trigger", json!({"event": "LOST"}), 400, "the API has no event `LOST`, but SOLD, GONE"),
        (
            "/trigger",
            json!({"event": "SOLD", "mishap": "thrice"}),
            400,
            "`mishap` is \"thrice\", and not one of twice, reordered, wrong_secret, stale",
        ),
        ("/trigger", json!({"event": "SOLD", "body": 7}), 400, "the body of an event is an object, and not `7`"),
        ("/trigger", json!([]), 400, "the body is no JSON object"),
        ("/replay", json!({"delivery": 9}), 404, "there is no delivery 9"),
        ("", json!({"address": "https://127.0.0.1/"}), 400, "`https://127.0.0.1/` is not called"),
    ] {
        let (told, answer) = post(&sandbox, path, &body).await;
        assert_eq!(told, status, "{path} {body}");
        assert!(answer["message"].as_str().unwrap().starts_with(words), "{answer}");
    }
}

async fn get(sandbox: &Sandbox) -> String {
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    http.get(format!("{}/_sandbox/webhooks", sandbox.base_url())).send().await.unwrap().text().await.unwrap()
}
