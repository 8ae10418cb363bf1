//! The surface of an API: a line per fact that callers build on, for reviewers of a schema change.

mod tables;
mod types;

use std::fmt::Write as _;

use restli_schema::api::{Method, Param, Resource, TypeId};
use restli_schema::client_names::method_id;
use restli_schema::rust_names;

use crate::plan::model::{Argument, Destination, FieldPlan, MethodPlan, Paging, Passing, ResourcePlan, Returns, RustType};
use crate::plan::{Plan, docs};
use types::type_text;

/// Returns the surface of an API as text. The same API gives the same text.
#[must_use]
pub fn surface(plan: &Plan<'_>) -> String {
    let api = plan.api;
    let mut out = format!("# {}\n\n## Operations\n", api.name.wire);
    for resource in &plan.resources {
        let declared = &api[resource.id];
        for method in &resource.methods {
            if let Some(definition) = declared.methods.get(method.index) {
                operation(&mut out, plan, declared, definition, method);
            }
        }
        for projection in &declared.projections {
            let product = &api[declared.product].name.wire;
            let name = &projection.name;
            let ident = rust_names::type_name(name);
            let ident = if ident == rust_names::of_type(&name.wire) { String::new() } else { format!(" as {ident}") };
            let _ = writeln!(out, "\n{product}.{}.{}{ident} = {}", resource.accessor, name.wire, projection.select);
        }
    }
    types::types(&mut out, plan);
    tables::tables(&mut out, plan);
    out
}

/// The facts about one function, a line each: its arguments and result, verb and URL, then what the address does not show. Empty if a resource has
/// no such function.
#[must_use]
pub fn operation_surface(plan: &Plan<'_>, resource: &ResourcePlan, method: &MethodPlan) -> String {
    let declared = &plan.api[resource.id];
    let mut out = String::new();
    if let Some(definition) = declared.methods.get(method.index) {
        operation(&mut out, plan, declared, definition, method);
    }
    out.trim_start().to_owned()
}

/// The lines of a type: its Rust name with that on the wire, and its members.
#[must_use]
pub fn type_surface(plan: &Plan<'_>, id: TypeId) -> String {
    let mut out = String::new();
    if let Some(planned) = plan.types.get(id.index()) {
        types::declared(&mut out, plan, planned, &plan.api[id]);
    }
    out.trim_start().to_owned()
}

fn operation(out: &mut String, plan: &Plan<'_>, resource: &Resource, method: &Method, planned: &MethodPlan) {
    let arguments: Vec<String> = planned.arguments.iter().map(|argument| self::argument(plan, argument)).collect();
    let _ = writeln!(out, "\n{}({}) -> {}", planned.id, arguments.join(", "), returns_text(&planned.returns));
    let _ = writeln!(out, "    {} {}", method.kind.http_verb(), planned.url);
    if let Some(params) = &planned.params {
        let _ = writeln!(out, "    with {}", params.item.ident);
        for field in &params.fields {
            let _ = writeln!(out, "        {}", types::field(plan, field));
        }
    }
    for fact in facts(plan, resource, method) {
        let _ = writeln!(out, "    {fact}");
    }
    for (resource, index) in &method.other_versions {
        let others = plan.resources.iter().filter(|planned| planned.id == *resource).flat_map(|planned| &planned.methods);
        if let Some(other) = others.into_iter().find(|planned| planned.index == *index && planned.alt_key.is_none()) {
            let _ = writeln!(out, "    in other versions {}", other.id);
        }
    }
}

fn argument(plan: &Plan<'_>, argument: &Argument) -> String {
    if let Some(keys) = plan.path_keys(&argument.ty) {
        let key = |field: &FieldPlan| format!("{}: {}", named(&field.ident, Some(&field.wire)), type_text(&field.ty));
        return format!("{} {{{}}}", keys.item.ident, keys.fields.iter().map(key).collect::<Vec<_>>().join(", "));
    }
    let ty = type_text(&argument.ty);
    let ty = match argument.passing {
        Passing::Slice if matches!(argument.ty, RustType::Vec(_)) => ty,
        Passing::Each { .. } | Passing::Slice => format!("[{ty}]"),
        Passing::EachByKey { .. } => format!("{{key: {ty}}}"),
        Passing::Value | Passing::Into | Passing::Ref => ty,
    };
    let wire = match &argument.destination {
        Destination::Key(wire)
        | Destination::KeyPart(wire)
        | Destination::Query(wire)
        | Destination::Criteria(wire)
        | Destination::Body(wire) => Some(wire),
        Destination::PathKeys(_)
        | Destination::Ids
        | Destination::Entity
        | Destination::Entities
        | Destination::EntitiesByKey
        | Destination::Patch
        | Destination::PatchesByKey
        | Destination::Content => None,
    };
    format!("{}: {ty}", named(&argument.ident, wire))
}

/// The name of an argument, with that on the wire if it is no other spelling of it.
fn named(ident: &str, wire: Option<&String>) -> String {
    match wire.filter(|wire| rust_names::of_field(wire) != ident) {
        Some(wire) => format!("{ident} ({wire})"),
        None => ident.to_owned(),
    }
}

/// The facts about a method that its address does not show.
fn facts(plan: &Plan<'_>, resource: &Resource, method: &Method) -> Vec<String> {
    let api = plan.api;
    let mut facts = vec![docs::requirement_text(api, &method.requirement).replace('`', "")];
    facts.extend(method.actor.as_ref().map(|actor| format!("as {actor}")));
    facts.extend(docs::roles(api, method, &|role| role.name.wire.clone()).into_iter().map(|roles| format!("role in {roles}")));
    facts.extend(method.quotas.iter().map(|quota| docs::quota_text(&api[*quota])));
    facts.push(format!("base {}", api[resource.base].name.wire));
    let projection = if method.projection_required { "projection required" } else { "projection" };
    facts.push(format!("{projection} {:?}", method.projection).to_lowercase());
    facts.extend(method.since.map(|since| format!("since {since}")));
    facts.extend(method.until.map(|until| format!("until {until}")));
    let sizes = |default: &Option<u32>, max: &Option<u32>| {
        let default = default.map(|size| format!(", {size} by default")).unwrap_or_default();
        default + &max.map(|size| format!(", {size} at most")).unwrap_or_default()
    };
    facts.extend(method.paging.as_ref().map(|paging| match paging {
        Paging::StartCount { default, max } => format!("pages by start_count{}", sizes(default, max)),
        Paging::Token { token_param, size_param, token_field, default, max } => {
            format!("pages by token: {token_param}, {size_param}, {token_field}{}", sizes(default, max))
        }
    }));
    facts.extend(method.repeatable.then(|| "may be sent twice".to_owned()));
    facts.extend(method.keyless.then(|| "tells no key".to_owned()));
    facts.extend(method.look.as_ref().map(|look| {
        let by: Vec<String> = look.by.iter().map(|(param, field)| format!("{param} = {field}")).collect();
        let with = if by.is_empty() { String::new() } else { format!(", {}", by.join(", ")) };
        format!("look with {}{with}", method_id(api, resource, look.method))
    }));
    facts.extend(method.max_batch.map(|most| format!("{most} keys at most")));
    facts.extend((!method.success.is_empty()).then(|| {
        let statuses: Vec<String> = method.success.iter().map(ToString::to_string).collect();
        format!("success {}", statuses.join(", "))
    }));
    facts.extend(method.errors.iter().map(|error| format!("error {}", api[*error].name.wire)));
    facts.extend(method.media.map(|media| format!("media {}", api[media].name.wire)));
    facts.extend(method.upload.iter().map(|steps| {
        let to = if steps.in_parts { "bytes in parts to" } else { "bytes to" };
        let mut words = vec![format!("{to} {}", steps.to)];
        words.extend(steps.finish.map(|finish| method_id(api, resource, finish)));
        let ready = steps.wait.as_ref();
        words.extend(
            ready.map(|wait| format!("{} until {} is {}", method_id(api, resource, wait.method), wait.field, wait.ready.join(" or "))),
        );
        format!("upload {}", words.join(", then "))
    }));
    facts.extend(method.retired.as_ref().or(resource.retired.as_ref()).map(|since| format!("retired {since}")));
    facts.extend(method.replaced_by.as_ref().or(resource.replaced_by.as_ref()).map(|other| format!("use {other}")));
    facts.extend(method.deprecated.as_ref().or(resource.deprecated.as_ref()).map(|reason| format!("deprecated: {reason}")));
    facts.extend(method.batch_param.as_ref().map(|param| format!("criteria in {param}")));
    facts.extend(method.params.iter().filter_map(parameter));
    facts
}

/// The facts about a parameter that neither its type nor its place shows.
fn parameter(param: &Param) -> Option<String> {
    let default = param.default.as_ref().map(|default| format!("{default} where it is absent"));
    let since = param.since.map(|since| format!("since {since}"));
    let until = param.until.map(|until| format!("until {until}"));
    let facts: Vec<String> = default.into_iter().chain(since).chain(until).collect();
    (!facts.is_empty()).then(|| format!("parameter {}: {}", param.name.wire, facts.join(", ")))
}

fn returns_text(returns: &Returns) -> String {
    match returns {
        Returns::Value(value) => type_text(value),
        Returns::Envelope(name, arguments) if arguments.is_empty() => (*name).to_owned(),
        Returns::Envelope(name, arguments) => {
            let arguments: Vec<String> = arguments.iter().map(type_text).collect();
            format!("{name}<{}>", arguments.join(", "))
        }
        Returns::Empty => "()".to_owned(),
    }
}
