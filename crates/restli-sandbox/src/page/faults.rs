//! Faults as data, and their switches.

use bytes::Bytes;
use http::Request;
use restli_core::Json;
use serde_json::json;

use super::asked::Asked;
use super::reply::Refused;
use crate::faults::{Fault, FaultCount, Rule};
use crate::state::State;

/// The name of every operation in rules.
const EVERY: &str = "*";

/// All faults that need no parameter, each with its level, its effect, the answers that it has spoilt, and whether a switch brings it about
/// for every operation.
pub(super) fn list(state: &State) -> Json {
    let counts = state.faults.counts();
    let shown = |fault: Fault| {
        let rules = || counts.iter().filter(|count| count.rule.fault() == fault);
        let injected: u64 = rules().map(|count| count.injected).sum();
        let is_on = rules().any(is_switch);
        json!({"name": fault.name(), "level": fault.level().word(), "doc": fault.doc(), "isOn": is_on, "count": injected})
    };
    let all: Vec<Json> = Fault::all().filter(|fault| fault.needs().is_none()).map(shown).collect();
    json!({ "faults": all })
}

/// Switches the fault `name` on or off, for every operation.
pub(super) fn switch(state: &State, request: &Request<Bytes>) -> Result<Json, Refused> {
    let asked = Asked::read(request, &["name", "isOn"])?;
    let name = asked.need("name", "the name of a fault", Json::as_str)?;
    let is_on = asked.need("isOn", "true or false", Json::as_bool)?;
    let fault = Fault::all().find(|fault| fault.name() == name);
    let fault = fault.ok_or_else(|| Refused { status: 404, message: format!("there is no fault `{name}`") })?;
    for count in state.faults.counts().iter().filter(|count| count.rule.fault() == fault && is_switch(count)) {
        count.id.map(|id| state.faults.remove(id));
    }
    if is_on {
        let injected = state.faults.inject(&state.api, &state.described.routes, Rule::new(EVERY, fault));
        injected.map_err(|error| Refused::wrong(error.to_string()))?;
    }
    Ok(list(state))
}

/// Returns whether a rule is one of a switch.
fn is_switch(count: &FaultCount) -> bool {
    count.id.is_some() && count.rule.operation() == EVERY
}
