//! A sandbox of a small shop that tells webhooks of events.

use std::time::Duration;

use restli_sandbox::{Delivery, Described, Repeats, Sandbox, Settings, Subscriptions, WebhookStyle};
use restli_schema::load_texts;
use serde_json::{Value as Json, json};

const API: &str = r#"
api: shop
namespace: com.example
bases: {main: {url: "https://api.example.com", path: /v1}}
permissions: {w_all: {doc: Writes.}}
rules: {base: main, permissions: [w_all]}
"#;

const THINGS: &str = r"
product: things
types:
  Sold: {fields: {kind: string, sale: long, shop?: string, at?: Time}}
  Time: {is: long, time: milliseconds}
  Hook: {fields: {id?: long, webhook: string, shop: string}}
events:
  SOLD: {doc: A thing was sold., body: Sold, id: [sale], time: at}
  GONE: {doc: A thing is gone., body: Sold, id: [sale], time: at}
resources:
  hooks: {collection: Hook, key: {id: long}, read_only: [id], methods: {create: , get: }}
";

const STYLE: WebhookStyle = WebhookStyle {
    header: "X-Signature",
    prefix: "signed=",
    challenge: "challenge",
    response: "response",
    challenge_wait: Duration::from_millis(300),
    delivery_wait: Duration::from_millis(300),
    revalidation: Duration::from_secs(3_600),
    failures: 3,
    event: "kind",
    repeats: &[Repeats { event: "SOLD", calls: 3, every: Duration::from_secs(60), only_200: true }],
    escaped: &["GONE"],
    address: "webhook",
    validated_by: &["things.hooks.create"],
    subscriptions: &[Subscriptions { collection: "/hooks", event: "SOLD", is_for: |_, _| true, fit }],
    arrivals: &[],
};

fn fit(subscription: &Json, body: &mut Json) {
    body["shop"] = subscription["shop"].clone();
}

pub(crate) async fn shop() -> Sandbox {
    let loaded = load_texts([("api.yaml", API), ("things.yaml", THINGS)]).unwrap_or_else(|report| panic!("{}", report.render(false)));
    Sandbox::start(Described::new(loaded.api), Settings { webhooks: Some(STYLE), ..Settings::default() }).await.unwrap()
}

/// Subscribes an address as a client does, over a socket.
pub(crate) async fn subscribe(sandbox: &Sandbox, address: &str, token: &str) -> u16 {
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let request = http.post(format!("{}/v1/hooks", sandbox.base_url())).bearer_auth(token).header("x-restli-protocol-version", "2.0.0");
    let body = json!({"webhook": address, "shop": "Corner"}).to_string();
    request.header("content-type", "application/json").body(body).send().await.unwrap().status().as_u16()
}

/// The statuses of a delivery's calls; 0 for one without an answer.
pub(crate) fn statuses(delivery: &Delivery) -> Vec<u16> {
    delivery.attempts.iter().map(|attempt| attempt.outcome.clone().unwrap_or_default()).collect()
}
