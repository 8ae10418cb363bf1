//! Events that a command has a running sandbox tell.

use std::fmt::Write as _;
use std::time::Duration;

use http::Method;
use http::header::CONTENT_TYPE;
use restli_core::Json;
use serde_json::json;

use super::address;
use super::call::{Outgoing, call};
use super::error::WebhookError;

/// The longest wait for the answer: longer than the sandbox waits for the receivers.
const WAIT: Duration = Duration::from_secs(20);

/// Has the sandbox at a port of this machine tell an event, and returns a line for each delivery.
pub(crate) async fn trigger(port: u16, event: &str, body: Option<&Json>, mishap: Option<&str>) -> Result<String, WebhookError> {
    let sandbox = address::read(&format!("http://127.0.0.1:{port}/_sandbox/webhooks/trigger"), false).map_err(WebhookError)?;
    let asked = json!({ "event": event, "body": body, "mishap": mishap }).to_string();
    let headers = vec![(CONTENT_TYPE.as_str(), "application/json".to_owned())];
    let outgoing = Outgoing { verb: Method::POST, target: sandbox.target.clone(), headers, body: asked.into() };
    let answer = call(&sandbox, outgoing, WAIT).await.map_err(|why| WebhookError(format!("no sandbox at port {port}: {why}")))?;
    let body = answer.body.map_err(|why| WebhookError(format!("the answer of port {port} {why}")))?;
    let told: Json = serde_json::from_slice(&body).unwrap_or_default();
    if !answer.status.is_success() {
        let message = told.get("message").and_then(Json::as_str).unwrap_or("the port is not that of a sandbox");
        return Err(WebhookError(message.to_owned()));
    }
    let deliveries = told.get("deliveries").and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default();
    if deliveries.is_empty() {
        return Err(WebhookError(format!(
            "nobody subscribes to {event}: start the sandbox with `--webhook ADDRESS`, or subscribe an address"
        )));
    }
    Ok(deliveries.iter().map(line).collect())
}

fn line(delivery: &Json) -> String {
    let text = |name: &str| delivery.get(name).and_then(Json::as_str).unwrap_or_default().to_owned();
    let number = delivery.get("number").and_then(Json::as_u64).unwrap_or_default();
    let mut line = format!("{number} {} {}", text("address"), text("state"));
    for attempt in delivery.get("attempts").and_then(Json::as_array).into_iter().flatten() {
        let status = attempt.get("status").and_then(Json::as_u64).map(|status| status.to_string());
        let why = || attempt.get("failure").and_then(Json::as_str).unwrap_or_default().to_owned();
        let _ = write!(line, " {}", status.unwrap_or_else(why));
    }
    line + "\n"
}
