//! Faults as data, and their switches.

use bytes::Bytes;
use http::{Request, Response};
use restli_core::Json;
use serde_json::json;

use super::reply;
use crate::faults::{Fault, FaultCount, Rule};
use crate::state::State;

/// The name of every operation in rules.
const EVERY: &str = "*";

/// All faults that need no parameter, each with its level, its effect, the answers that it has spoilt, and whether a switch brings it about
/// for every operation.
pub(super) fn list(state: &State) -> Response<Bytes> {
    let counts = state.faults.counts();
    let shown = |fault: Fault| {
        let rules = || counts.iter().filter(|count| count.rule.fault() == fault);
        let injected: u64 = rules().map(|count| count.injected).sum();
        let is_on = rules().any(is_switch);
        json!({"name": fault.name(), "level": fault.level().word(), "doc": fault.doc(), "isOn": is_on, "count": injected})
    };
    let all: Vec<Json> = Fault::all().filter(|fault| fault.needs().is_none()).map(shown).collect();
    reply::json(&json!({ "faults": all }))
}

/// Switches the fault `name` on or off, for every operation.
pub(super) fn switch(state: &State, request: &Request<Bytes>) -> Response<Bytes> {
    let Ok(asked) = serde_json::from_slice::<Json>(request.body()) else { return reply::refused(400, "the body is no JSON") };
    let name = asked.get("name").and_then(Json::as_str).unwrap_or_default();
    let Some(fault) = Fault::all().find(|fault| fault.name() == name) else {
        return reply::refused(404, &format!("there is no fault `{name}`"));
    };
    for count in state.faults.counts().iter().filter(|count| count.rule.fault() == fault && is_switch(count)) {
        count.id.map(|id| state.faults.remove(id));
    }
    if asked.get("isOn") == Some(&Json::Bool(true)) {
        let injected = state.faults.inject(&state.api, &state.described.routes, Rule::new(EVERY, fault));
        if let Err(error) = injected {
            return reply::refused(400, &error.to_string());
        }
    }
    list(state)
}

/// Returns whether a rule is one of a switch.
fn is_switch(count: &FaultCount) -> bool {
    count.id.is_some() && count.rule.operation() == EVERY
}
