//! Faults of one item in an answer with several (`docs/protocol.md §7`).

use bytes::Bytes;
use http::Response;
use restli_core::Json;
use restli_schema::api::Situation;
use serde_json::{Map, json};

use super::answers::put;
use super::fault::Fault;
use super::rule::Rule;
use super::scene::Scene;
use crate::refusal::Refusal;

/// The answer with the item that the rule breaks.
pub(super) fn of(rule: &Rule, scene: Scene<'_>, mut answer: Response<Bytes>) -> Response<Bytes> {
    let Ok(mut body) = serde_json::from_slice::<Json>(answer.body()) else { return answer };
    let refused = |situation: Situation, message: &str| Refusal::of(scene.api, scene.method, situation, message);
    match rule.fault {
        Fault::Item404 => error(rule, &mut body, &refused(Situation::NotFound, "nothing has this key")),
        Fault::Item429 => error(rule, &mut body, &refused(Situation::AppQuota, "a quota of the app is used up")),
        Fault::Item500 => error(rule, &mut body, &Refusal::bare("fault", 500, "the server failed".to_owned())),
        Fault::ItemBroken => broken(rule, &mut body),
        Fault::ItemMissing => {
            if let Some(key) = key(rule, &body) {
                for map in ["results", "statuses", "errors"] {
                    members(&mut body, map).map(|members| members.remove(&key));
                }
            }
        }
        _ => {
            if let Some(elements) = body.get_mut("elements").and_then(Json::as_array_mut) {
                elements.truncate(elements.len() / 2);
            }
        }
    }
    put(&mut answer, &body);
    answer
}

/// Puts an error in the place of an item.
fn error(rule: &Rule, body: &mut Json, refusal: &Refusal) {
    let inside = json!({"status": refusal.status, "error": refusal.to_json()});
    if let Some(element) = element(rule, body) {
        *element = inside;
        return;
    }
    let Some(key) = key(rule, body) else { return };
    members(body, "results").map(|results| results.remove(&key));
    members(body, "errors").map(|errors| errors.remove(&key));
    if let Some(status) = members(body, "statuses").and_then(|statuses| statuses.get_mut(&key)) {
        *status = json!(refusal.status);
    }
    let (map, item) = if rule.param("in") == Some("results") { ("results", inside) } else { ("errors", refusal.to_json()) };
    if let Some(whole) = body.as_object_mut() {
        whole.entry(map).or_insert_with(|| json!({}));
    }
    members(body, map).map(|items| items.insert(key, item));
}

/// Puts a text in the place of an entity.
fn broken(rule: &Rule, body: &mut Json) {
    let text = Json::from("no entity");
    if let Some(element) = element(rule, body) {
        *element = text;
    } else if let Some(key) = key(rule, body) {
        members(body, "results").map(|results| results.insert(key, text));
    }
}

/// The element of a list that the rule is about, by its place from 0; the last one if the rule does not say.
fn element<'a>(rule: &Rule, body: &'a mut Json) -> Option<&'a mut Json> {
    let elements = body.get_mut("elements")?.as_array_mut()?;
    match rule.param("key").and_then(|place| place.parse::<usize>().ok()) {
        Some(place) => elements.get_mut(place),
        None => elements.last_mut(),
    }
}

/// The key that the rule is about; the last one of the answer if the rule does not say.
fn key(rule: &Rule, body: &Json) -> Option<String> {
    let last = || ["results", "errors"].iter().find_map(|map| body.get(map)?.as_object()?.keys().next_back()).cloned();
    rule.param("key").map(str::to_owned).or_else(last)
}

fn members<'a>(body: &'a mut Json, map: &str) -> Option<&'a mut Map<String, Json>> {
    body.get_mut(map)?.as_object_mut()
}
