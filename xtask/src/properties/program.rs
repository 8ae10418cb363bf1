//! A program that builds every request of a random client through its typed functions, and reads and writes a sample of each type.
//!
//! The program prints a line of JSON per request or value; the line's position is the position of what is expected.

use std::fmt::Write as _;

use restli_codegen::Plan;
use restli_codegen::plan::model::{Argument, Destination, FieldPlan, ItemRef, MethodPlan, Passing, ResourcePlan, RustType};
use restli_schema::api::{Api, Paging, Type};
use restli_schema::rust_names;
use serde_json::{Value, json};

use super::sample;
use super::wire::{Inputs, expected};

/// The expected content of one line of the output of the program.
pub(crate) enum Line {
    /// The request of a method, named for messages.
    Request { name: String, expected: Value },
    /// The value of a type, named for messages.
    Back { name: String, value: Value },
}

/// The head of the program: helpers that the calls use.
const HEAD: &str = r#"//! Builds every request.
#![allow(deprecated)]

use random_client as client;
use restli_client as rt;
use rt::core::Json;

fn arg<T: rt::core::data::Data>(json: &str) -> T {
    rt::core::json::from_slice(json.as_bytes()).unwrap_or_else(|error| panic!("{json}: {error}"))
}

fn built<T, P, C>(request: rt::Request<T, P, C>) {
    let mut line = Json::Object(Default::default());
    match request.to_http() {
        Ok(request) => {
            line["method"] = request.method().as_str().into();
            line["uri"] = request.uri().to_string().into();
            let header = |(name, value): (&rt::http::HeaderName, &rt::http::HeaderValue)| {
                (name.as_str().to_owned(), Json::from(String::from_utf8_lossy(value.as_bytes()).into_owned()))
            };
            line["headers"] = request.headers().iter().map(header).collect();
            line["body"] = String::from_utf8_lossy(request.body()).into_owned().into();
        }
        Err(error) => line["error"] = error.to_string().into(),
    }
    println!("{line}");
}

fn back<T: rt::core::data::Data>(json: &str) {
    match rt::core::json::from_slice::<T>(json.as_bytes()) {
        Ok(value) => println!("{}", rt::core::json::to_string(&value)),
        Err(error) => println!("{}", Json::from(error.to_string())),
    }
}

"#;

/// The text of the program, and what its lines should say.
pub(crate) fn program(api: &Api, plan: &Plan<'_>) -> (String, Vec<Line>) {
    let (mut text, mut calls, mut lines) = (HEAD.to_owned(), String::new(), Vec::new());
    for (number, resource) in plan.resources.iter().enumerate() {
        let _ = writeln!(text, "fn resource{number}(client: &client::Client) {{\n    let handle = client.{}();", resource.accessor);
        for method in &resource.methods {
            text.push_str(&call(api, plan, resource, method, &mut lines));
        }
        text.push_str("    let _ = handle;\n}\n\n");
        let _ = writeln!(calls, "    resource{number}(&client);");
    }
    for (number, (ids, types)) in chunks(api, plan).into_iter().enumerate() {
        let _ = writeln!(text, "fn types{number}() {{");
        for (id, item) in ids.into_iter().zip(types) {
            let value = sample::of(api, &Type::Named(id));
            if !value.is_null() {
                let _ = writeln!(text, "    back::<{}>({});", path(plan, &item), literal(&value));
                lines.push(Line::Back { name: api[id].full_name.clone(), value });
            }
        }
        text.push_str("}\n\n");
        let _ = writeln!(calls, "    types{number}();");
    }
    let _ = write!(
        text,
        "fn main() {{\n    let client = client::Client::builder().token(\"t\").tunnel(rt::Tunnel::Never).build();\n    let client: client::Client = client.unwrap_or_else(|error| panic!(\"{{error}}\"));\n{calls}}}\n"
    );
    (text, lines)
}

/// The types in groups, each for a function: long functions compile slowly.
fn chunks(api: &Api, plan: &Plan<'_>) -> Vec<(Vec<restli_schema::api::TypeId>, Vec<ItemRef>)> {
    let all: Vec<_> = api.type_ids().zip(plan.types.iter().map(|ty| ty.item.clone())).collect();
    all.chunks(50).map(|chunk| chunk.iter().cloned().unzip()).collect()
}

/// The statement that builds the request of a method.
fn call(api: &Api, plan: &Plan<'_>, resource: &ResourcePlan, planned: &MethodPlan, lines: &mut Vec<Line>) -> String {
    let declared = &api[resource.id];
    let Some(method) = declared.methods.get(planned.index) else { return String::new() };
    let inputs = Inputs::new(api, resource.id, method, planned.alt_key.as_deref());
    let arguments: Vec<String> = planned.arguments.iter().map(|argument| self::argument(plan, argument, &inputs)).collect();
    let mut text = format!("    built(handle.{}({})", planned.fn_name, arguments.join(", "));
    if let Some(params) = &planned.params {
        let setters: String = params.fields.iter().map(|field| setter(plan, field, inputs.params.get(&field.wire))).collect();
        let _ = write!(text, ".with(|params| params{setters})");
    }
    match &method.paging {
        Some(Paging::StartCount { .. }) => text.push_str(".start(3).count(2)"),
        Some(Paging::Token { .. }) => text.push_str(".count(2)"),
        None => {}
    }
    text.push_str(");\n");
    let name = format!("{} ({})", planned.id, planned.url);
    lines.push(Line::Request { name, expected: expected(api, declared, method, planned.alt_key.as_deref(), &inputs) });
    text
}

fn argument(plan: &Plan<'_>, argument: &Argument, inputs: &Inputs) -> String {
    let null = Value::Null;
    let param = |name: &String| inputs.params.get(name).unwrap_or(&null);
    let value = match &argument.destination {
        Destination::Key(name) => inputs.keys.get(name).unwrap_or(&null),
        Destination::PathKeys(_) => return path_keys(plan, &argument.ty, inputs),
        Destination::KeyPart(name) => inputs.parts.get(name).unwrap_or(&null),
        Destination::Query(name) | Destination::Criteria(name) | Destination::Body(name) => param(name),
        Destination::Ids => &inputs.own,
        Destination::Entity | Destination::Entities | Destination::EntitiesByKey => &inputs.entity,
        Destination::Patch | Destination::PatchesByKey => &inputs.set,
        Destination::Content => return "rt::Content::new(\"image/png\", \"content\")".to_owned(),
    };
    let one = |ty: &RustType| match &argument.destination {
        Destination::Patch | Destination::PatchesByKey => patch(plan, ty, value),
        _ => typed(plan, ty, value),
    };
    match argument.passing {
        Passing::Value | Passing::Into => one(&argument.ty),
        Passing::Ref => format!("&{}", one(&argument.ty)),
        Passing::Slice if matches!(argument.ty, RustType::Vec(_)) => format!("&{}", one(&argument.ty)),
        Passing::Slice => format!("&[{}]", one(&argument.ty)),
        Passing::Each { .. } => format!("[{}]", one(&argument.ty)),
        Passing::EachByKey { .. } => {
            let key = argument.by.as_ref().map(|ty| typed(plan, ty, &inputs.own)).unwrap_or_default();
            format!("[({key}, {})]", one(&argument.ty))
        }
    }
}

/// The expression of the keys in a path, each by name.
fn path_keys(plan: &Plan<'_>, ty: &RustType, inputs: &Inputs) -> String {
    let fields = plan.path_keys(ty).into_iter().flat_map(|keys| &keys.fields);
    let value = |field: &FieldPlan| typed(plan, &field.ty, inputs.keys.get(&field.wire).unwrap_or(&Value::Null));
    let fields: Vec<String> = fields.map(|field| format!("{}: {}", field.ident, value(field))).collect();
    format!("{} {{ {} }}", rust(plan, ty), fields.join(", "))
}

/// The expression of a value of a Rust type.
fn typed(plan: &Plan<'_>, ty: &RustType, value: &Value) -> String {
    let RustType::ComplexKey(key, params) = ty else { return format!("arg::<{}>({})", rust(plan, ty), literal(value)) };
    let mut record = value.clone();
    let given = record.as_object_mut().and_then(|content| content.remove("$params")).unwrap_or_default();
    format!("rt::core::key::ComplexKey {{ key: {}, params: Some({}) }}", typed(plan, key, &record), typed(plan, params, &given))
}

/// The expression of a patch that sets every field.
fn patch(plan: &Plan<'_>, ty: &RustType, set: &Value) -> String {
    let RustType::Item(item) = ty else { return typed(plan, ty, &json!({"patch": {"$set": set}})) };
    let fields = plan.patches.iter().filter(|patch| patch.item == *item).flat_map(|patch| &patch.fields);
    let setters: String = fields.map(|field| setter(plan, &field.field, set.get(&field.field.wire))).collect();
    format!("{}::new(){setters}", path(plan, item))
}

/// The call of a setter, if there is a value to set.
fn setter(plan: &Plan<'_>, field: &FieldPlan, value: Option<&Value>) -> String {
    value.map(|value| format!(".{}({})", rust_names::setter_name(&field.ident), typed(plan, field.ty.bare(), value))).unwrap_or_default()
}

fn literal(value: &Value) -> String {
    format!("r####\"{value}\"####")
}

/// The path of a generated item.
fn path(plan: &Plan<'_>, item: &ItemRef) -> String {
    format!("client::{}::{}", item.module.name(&plan.products), item.ident)
}

/// A Rust type as the program writes it.
fn rust(plan: &Plan<'_>, ty: &RustType) -> String {
    let inner = |ty: &RustType| rust(plan, ty);
    match ty {
        RustType::Bool => "bool".to_owned(),
        RustType::I32 => "i32".to_owned(),
        RustType::I64 => "i64".to_owned(),
        RustType::F32 => "f32".to_owned(),
        RustType::F64 => "f64".to_owned(),
        RustType::String => "String".to_owned(),
        RustType::Bytes => "rt::core::data::Bytes".to_owned(),
        RustType::Json => "Json".to_owned(),
        RustType::Urn => "rt::core::urn::Urn".to_owned(),
        RustType::Item(item) => path(plan, item),
        RustType::Option(nested) => format!("Option<{}>", inner(nested)),
        RustType::Vec(nested) => format!("Vec<{}>", inner(nested)),
        RustType::Map(key, nested) if **key == RustType::String => format!("rt::core::Map<{}>", inner(nested)),
        RustType::Map(key, nested) => format!("rt::core::KeyedMap<{}, {}>", inner(key), inner(nested)),
        RustType::Boxed(nested) => format!("Box<{}>", inner(nested)),
        RustType::ComplexKey(key, params) => format!("rt::core::key::ComplexKey<{}, {}>", inner(key), inner(params)),
        RustType::Content => "rt::Content".to_owned(),
    }
}
