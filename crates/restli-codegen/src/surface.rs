//! The surface of an API: a line per operation and per type, for people who review what a schema change does.

use std::fmt::Write as _;

use restli_schema::api::{Method, Resource};

use crate::plan::model::{FieldPlan, ItemRef, MethodPlan, Paging, Passing, Returns, RustType, Shape, TypePlan};
use crate::plan::{Plan, docs};

/// The surface of an API as text. Same API, same text.
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
            let _ = writeln!(
                out,
                "\n{}.{}.{} = {}",
                api[declared.product].name.wire, resource.accessor, projection.name.wire, projection.select
            );
        }
    }
    out.push_str("\n## Types\n\n");
    for planned in &plan.types {
        let tagged = tagged(&planned.full_name, &members(planned), planned.deprecated.is_some());
        let _ = writeln!(out, "{}{tagged}", planned.item.ident);
    }
    for form in &plan.forms {
        let _ = writeln!(out, "{}{}", form.ty.item.ident, tagged("create", &members(&form.ty), false));
    }
    for patch in &plan.patches {
        let members: Vec<String> = patch.fields.iter().map(|field| field.field.wire.clone()).collect();
        let _ = writeln!(out, "{}{}", patch.item.ident, tagged("partial update", &members, false));
    }
    out
}

fn operation(out: &mut String, plan: &Plan<'_>, resource: &Resource, method: &Method, planned: &MethodPlan) {
    let api = plan.api;
    let arguments: Vec<String> = planned
        .arguments
        .iter()
        .map(|argument| {
            let ty = type_text(&argument.ty);
            match argument.passing {
                Passing::Slice if matches!(argument.ty, RustType::Vec(_)) => format!("{}: {ty}", argument.ident),
                Passing::Each { .. } | Passing::Slice => format!("{}: [{ty}]", argument.ident),
                Passing::EachByKey { .. } => format!("{}: {{key: {ty}}}", argument.ident),
                Passing::Value | Passing::Into | Passing::Ref => format!("{}: {ty}", argument.ident),
            }
        })
        .collect();
    let _ = writeln!(out, "\n{}({}) -> {}", planned.id, arguments.join(", "), returns_text(&planned.returns));
    let _ = writeln!(out, "    {} {}", method.kind.http_verb(), planned.url);
    if let Some(params) = &planned.params {
        let fields: Vec<String> = params.fields.iter().map(field_text).collect();
        let _ = writeln!(out, "    with {} {{ {} }}", params.item.ident, fields.join(", "));
    }
    let mut facts = vec![docs::requirement_text(api, &method.requirement).replace('`', "")];
    facts.extend(method.actor.as_ref().map(|actor| format!("as {actor}")));
    facts.extend(method.quotas.iter().map(|quota| docs::quota_text(&api[*quota])));
    if let Some(family) = api[resource.base].versions {
        facts.push(api[family].pinned.to_string());
    }
    facts.extend(method.since.map(|since| format!("since {since}")));
    facts.extend(method.until.map(|until| format!("until {until}")));
    facts.extend(method.paging.as_ref().map(|paging| match paging {
        Paging::StartCount { .. } => "start_count".to_owned(),
        Paging::Token { .. } => "token".to_owned(),
    }));
    if method.retired.is_some() || resource.retired.is_some() {
        facts.push("retired".to_owned());
    }
    if method.deprecated.is_some() || resource.deprecated.is_some() {
        facts.push("deprecated".to_owned());
    }
    let _ = writeln!(out, "    {}", facts.join(" | "));
}

/// The members of a type: fields with their types, or the names of variants.
fn members(planned: &TypePlan) -> Vec<String> {
    match &planned.shape {
        Shape::Record { fields, .. } => fields.iter().map(field_text).collect(),
        Shape::Enum(variants) | Shape::UrnChoice(variants) | Shape::Union { variants, .. } => {
            variants.iter().map(|variant| variant.wire.clone()).collect()
        }
        Shape::Typeref(target) => vec![format!("= {}", type_text(target))],
        Shape::Time => vec!["= milliseconds".to_owned()],
        Shape::Text { .. } | Shape::Fixed(_) => Vec::new(),
    }
}

fn tagged(name: &str, members: &[String], deprecated: bool) -> String {
    let deprecated = if deprecated { " deprecated" } else { "" };
    format!(" ({name}){deprecated}: {}", members.join(", "))
}

fn field_text(field: &FieldPlan) -> String {
    let optional = if matches!(field.ty, RustType::Option(_)) { "?" } else { "" };
    let default = field.default.as_ref().or(field.or_default.as_ref()).map(|default| format!(" = {default}")).unwrap_or_default();
    format!("{}{optional}: {}{default}", field.wire, type_text(field.ty.bare()))
}

fn type_text(ty: &RustType) -> String {
    match ty {
        RustType::Bool => "bool".to_owned(),
        RustType::I32 => "i32".to_owned(),
        RustType::I64 => "i64".to_owned(),
        RustType::F32 => "f32".to_owned(),
        RustType::F64 => "f64".to_owned(),
        RustType::String => "String".to_owned(),
        RustType::Bytes => "Bytes".to_owned(),
        RustType::Json => "Json".to_owned(),
        RustType::Urn => "Urn".to_owned(),
        RustType::Item(ItemRef { ident, .. }) => ident.clone(),
        RustType::Option(inner) => format!("{}?", type_text(inner)),
        RustType::Vec(inner) => format!("[{}]", type_text(inner)),
        RustType::Map(inner) => format!("{{String: {}}}", type_text(inner)),
        RustType::Boxed(inner) => type_text(inner),
        RustType::ComplexKey(key, params) => format!("{} + {}", type_text(key), type_text(params)),
        RustType::Content => "Content".to_owned(),
    }
}

fn returns_text(returns: &Returns) -> String {
    match returns {
        Returns::Value(value) => type_text(value),
        Returns::Envelope(name, arguments) => {
            let arguments: Vec<String> = arguments.iter().map(type_text).collect();
            format!("{name}<{}>", arguments.join(", "))
        }
        Returns::Empty => "()".to_owned(),
    }
}
