//! Faults as data, and their switches.

use bytes::Bytes;
use http::{Request, Response};
use restli_core::Json;
use serde_json::json;

use super::reply;
use crate::state::State;

/// A fault that can be switched on.
#[derive(Debug)]
struct Fault {
    name: String,
    /// The level at which it happens, such as `connection`.
    level: String,
    /// The effect, in a sentence.
    doc: String,
    is_on: bool,
    /// The number of answers that it has spoilt.
    count: u64,
}

/// All faults.
pub(super) fn list(state: &State) -> Response<Bytes> {
    let shown =
        |fault: Fault| json!({ "name": fault.name, "level": fault.level, "doc": fault.doc, "isOn": fault.is_on, "count": fault.count });
    let all: Vec<Json> = faults(state).into_iter().map(shown).collect();
    reply::json(&json!({ "faults": all }))
}

/// Switches the fault `name` on or off.
pub(super) fn switch(state: &State, request: &Request<Bytes>) -> Response<Bytes> {
    let Ok(asked) = serde_json::from_slice::<Json>(request.body()) else { return reply::refused(400, "the body is no JSON") };
    let name = asked.get("name").and_then(Json::as_str).unwrap_or_default();
    if put(state, name, asked.get("isOn") == Some(&Json::Bool(true))) {
        list(state)
    } else {
        reply::refused(404, &format!("there is no fault `{name}`"))
    }
}

/// The faults of a sandbox.
fn faults(_: &State) -> Vec<Fault> {
    Vec::new()
}

/// Switches a fault, and returns whether there is one of this name.
fn put(_: &State, _: &str, _: bool) -> bool {
    false
}
