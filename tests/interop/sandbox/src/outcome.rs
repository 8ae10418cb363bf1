//! The outcome of a call: what the client read, and whether that is what the sandbox sent.

use linkedin_sandbox::Exchange;
use restli_core::Json;

use crate::driver::Told;

/// The outcome of a call in a few words, `200 elements`; `Err` if the client did not get what it asked for.
pub(crate) fn outcome(operation: &str, told: &Told, exchange: Option<&Exchange>) -> Result<String, String> {
    let Some(exchange) = exchange else {
        return Err(format!("nothing sent: {}", told.error.as_deref().unwrap_or_default().trim_end_matches([':', ' '])));
    };
    let status = exchange.status.as_u16();
    if !exchange.status.is_success() {
        return Err(format!("{status} {}", exchange.refused_by.unwrap_or_default()));
    }
    if let Some(error) = &told.error {
        return Err(format!("{status}, then {}", error.trim_end_matches([':', ' '])));
    }
    if exchange.operation.as_deref() != Some(operation) {
        return Err(format!("{status} of {}", exchange.operation.as_deref().unwrap_or("no operation")));
    }
    if let Some(unread) = exchange.unread.first() {
        return Err(format!("{status}, and no rule read {unread}"));
    }
    let body: Json = serde_json::from_slice(&exchange.answer).unwrap_or_default();
    let id = exchange.answer_headers.iter().find(|(name, _)| name == "x-restli-id").map(|(_, id)| id.as_str());
    match part(&told.answer, &body, id) {
        Some("") => Ok(status.to_string()),
        Some(part) => Ok(format!("{status} {part}")),
        None => Err(format!("{status}, read otherwise")),
    }
}

/// The part of an answer that the client has read; `None` if it has read something else than was sent.
fn part(answer: &Json, body: &Json, id: Option<&str>) -> Option<&'static str> {
    let at = |name: &str| answer.get(name).filter(|value| !value.is_null());
    if let Some(id) = id {
        // The JavaScript client tells the id undone of escapes, the Python client both.
        let told = at("createdEntityId").or_else(|| at("entity_id"))?;
        let told = told.as_str().map_or_else(|| told.to_string(), str::to_owned);
        let undone = restli_core::url::percent_decode(id).map_or_else(|| id.to_owned(), std::borrow::Cow::into_owned);
        return (told == id || told == undone || told.starts_with('{')).then_some("id");
    }
    // Of the JavaScript client the body as it came, of the Python client a part of it.
    let data = at("data").filter(|data| data.as_str() != Some(""));
    if let Some(data) = data {
        let named = ["elements", "results", "value"].into_iter().find(|name| body.get(name).is_some());
        return alike(data, body).then_some(named.unwrap_or("entity"));
    }
    let whole = at("entity").filter(|_| body.is_object());
    if let Some(entity) = whole {
        return alike(entity, body).then_some("entity");
    }
    for name in ["elements", "results", "value"] {
        if let Some(sent) = body.get(name) {
            // The Python client calls the elements of a batch finder results.
            let read = at(name).or_else(|| at("results").filter(|_| name == "elements"))?;
            return within(sent, read).then_some(name);
        }
    }
    (body.is_null() || body == &serde_json::json!({})).then_some("")
}

/// Returns whether two values are the same; JavaScript has one kind of numbers.
fn alike(left: &Json, right: &Json) -> bool {
    match (left, right) {
        (Json::Array(left), Json::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| alike(left, right))
        }
        (Json::Object(left), Json::Object(right)) => {
            left.len() == right.len() && left.iter().all(|(name, left)| right.get(name).is_some_and(|right| alike(left, right)))
        }
        (Json::Number(left), Json::Number(right)) => left.as_f64() == right.as_f64(),
        (left, right) => left == right,
    }
}

/// Returns whether a client has read what was sent: members of one name are alike, and objects have some in common. The Python client adds
/// members that were not sent, leaves out those it has no name for, and undoes the escapes of keys.
fn within(sent: &Json, read: &Json) -> bool {
    match (sent, read) {
        (Json::Array(sent), Json::Array(read)) => sent.len() == read.len() && sent.iter().zip(read).all(|(sent, read)| within(sent, read)),
        (Json::Object(sent), Json::Object(read)) => {
            let undone = |name: &str| restli_core::url::percent_decode(name).and_then(|name| read.get(&*name));
            let mut common = sent.iter().filter_map(|(name, sent)| Some((sent, read.get(name).or_else(|| undone(name))?))).peekable();
            (sent.is_empty() || common.peek().is_some()) && common.all(|(sent, read)| within(sent, read))
        }
        (sent, read) => alike(sent, read),
    }
}
