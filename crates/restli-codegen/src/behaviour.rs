//! The table of behaviours: the facts about each operation that a client acts by, as data beside the generated crate.

use std::fmt::Write as _;

use restli_schema::api::{Api, Method, Paging, Resource, UploadSteps, UploadWait};
use restli_schema::client_names::method_id;
use serde_json::{Value, json};

use crate::output::{CrateNames, header};
use crate::plan::model::MethodPlan;
use crate::plan::{Plan, docs};

/// The table, and its path: an object per operation, in the order of the resources.
pub(crate) fn table(plan: &Plan<'_>, crates: &CrateNames) -> (String, String) {
    let api = plan.api;
    // The marker stands in the first line, as in every generated file.
    let mut text = format!("{{\"generated\": {},\n", Value::from(header("").trim()));
    let passes: serde_json::Map<String, Value> =
        api.errors().iter().filter_map(|error| Some((error.name.wire.clone(), error.passes?.word().into()))).collect();
    let facts = [
        ("api", Value::from(api.name.wire.as_str())),
        ("query_in_body_above", Value::from(restli_core::url::LONGEST_QUERY)),
        ("passes", Value::Object(passes)),
    ];
    for (name, value) in &facts {
        text.extend([" ", &member(name, value), ",\n"]);
    }
    text.push_str(" \"operations\": [");
    let mut separator = "\n";
    for resource in &plan.resources {
        let declared = &api[resource.id];
        for planned in resource.methods.iter().filter(|planned| planned.alt_key.is_none()) {
            let Some(method) = declared.methods.get(planned.index) else { continue };
            let members: Vec<String> = operation(api, declared, method, planned).iter().map(|(name, value)| member(name, value)).collect();
            let _ = write!(text, "{separator}  {{\n    {}\n  }}", members.join(",\n    "));
            separator = ",\n";
        }
    }
    text.push_str("\n ]\n}\n");
    (format!("{}/behaviour.json", crates.client), text)
}

fn member(name: &str, value: &Value) -> String {
    format!("{}: {value}", Value::from(name))
}

/// The facts about an operation; those that it lacks are left out.
fn operation(api: &Api, resource: &Resource, method: &Method, planned: &MethodPlan) -> Vec<(&'static str, Value)> {
    let base = &api[resource.base];
    let request = format!("{} {}{}", method.kind.http_verb(), base.path, resource.method_path(method));
    let mut facts = vec![
        ("id", planned.id.clone().into()),
        ("method", method.kind.wire_name().into()),
        ("request", request.into()),
        ("repeatable", repeatable(method).into()),
        ("sent_again_after", sent_again_after(api, method).into()),
        ("permissions", docs::requirement_text(api, &method.requirement).replace('`', "").into()),
    ];
    let names = |all: Vec<&str>| Some(all).filter(|all| !all.is_empty()).map(Value::from);
    facts.extend(names(method.quotas.iter().map(|id| api[*id].name.wire.as_str()).collect()).map(|names| ("quotas", names)));
    facts.extend(base.versions.map(|family| ("versions", api[family].name.wire.as_str().into())));
    facts.extend(method.since.map(|since| ("since", since.into())));
    facts.extend(method.until.map(|until| ("until", until.into())));
    facts.extend(method.paging.as_ref().map(|paging| ("paging", self::paging(paging))));
    facts.extend(method.look.as_ref().map(|look| {
        let by: serde_json::Map<String, Value> = look.by.iter().map(|(param, field)| (param.clone(), field.as_str().into())).collect();
        ("look", json!({"operation": method_id(api, resource, look.method), "by": by}))
    }));
    facts.extend(method.max_batch.map(|most| ("max_batch", most.into())));
    facts.extend(method.media.map(|rule| ("media", api[rule].name.wire.as_str().into())));
    let ways: Vec<Value> = method.upload.iter().map(|steps| upload(api, resource, steps)).collect();
    facts.extend((!ways.is_empty()).then(|| ("upload", ways.into())));
    facts
}

/// The steps of one way of an upload behind the operation that begins it: the address that takes the bytes, the operation that ends it, and the state that
/// is waited for.
fn upload(api: &Api, resource: &Resource, steps: &UploadSteps) -> Value {
    let id = |method: usize| method_id(api, resource, method);
    let wait = |wait: &UploadWait| {
        let UploadWait { method, field, ready, failed } = wait;
        json!({"operation": id(*method), "field": field, "ready": ready, "failed": failed})
    };
    let all = [
        ("to", Some(Value::from(steps.to.as_str()))),
        ("in_parts", Some(steps.in_parts.into())),
        ("finish", steps.finish.map(|finish| id(finish).into())),
        ("wait", steps.wait.as_ref().map(wait)),
    ];
    all.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect::<serde_json::Map<_, _>>().into()
}

/// The source of the knowledge that a call may be sent twice.
const fn repeatable(method: &Method) -> &'static str {
    if method.kind.is_idempotent() {
        "by method"
    } else if method.repeatable {
        "by schema"
    } else {
        "no"
    }
}

/// The failures after which a call is sent again by the standard policy.
fn sent_again_after(api: &Api, method: &Method) -> Vec<Value> {
    let mut failures = vec![Value::from("no connection")];
    if method.is_repeatable() {
        failures.push("lost answer".into());
        failures.extend(api.retry_statuses.iter().map(|status| Value::from(*status)));
    }
    failures
}

fn paging(paging: &Paging) -> Value {
    let mut object = match paging {
        Paging::StartCount { default, max } => json!({"style": "start_count", "default": default, "max": max}),
        Paging::Token { token_param, size_param, token_field, default, max } => json!({
            "style": "token", "token_param": token_param, "size_param": size_param, "token_field": token_field, "default": default, "max": max,
        }),
    };
    if let Some(members) = object.as_object_mut() {
        members.retain(|_, value| !value.is_null());
    }
    object
}
