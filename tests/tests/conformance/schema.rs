//! The schema of the client was imported from the suite's own, nobody has edited it since, and it says what the suite's says.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use restli_schema::api::{Api, Key, Method, Param, Resource, ResourceMethod, Type, TypeDef, TypeKind};
use serde_json::Value;

use super::suite;

fn api() -> Api {
    super::load("schema/testsuite")
}

#[test]
fn the_schema_is_what_import_makes_of_the_suite() {
    let folder = restli_testing::workspace().join("tests/conformance");
    let files = [suite::files("schemas", "pdsc"), suite::files("restspecs", "json")].concat();
    let text = |path: &Path| std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let texts = files.iter().map(|file| (file.display().to_string(), text(file))).collect();
    let imported = restli_import::import(texts, "testsuite", "https://example.com");
    let there: BTreeMap<String, String> = std::fs::read_dir(folder.join("schema/testsuite"))
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .map(|path| (path.file_name().expect("a name").to_string_lossy().into_owned(), text(&path)))
        .collect();
    let here: BTreeMap<String, String> = imported.files.into_iter().collect();
    assert_eq!(there.keys().collect::<Vec<_>>(), here.keys().collect::<Vec<_>>());
    for (name, text) in &here {
        assert_eq!(&there[name], text, "{name} was edited, or `cargo xtask import` writes another");
    }
}

#[test]
fn every_type_of_the_suite_is_described_as_there() {
    let api = api();
    let mut definitions = BTreeMap::new();
    for file in suite::files("schemas", "pdsc") {
        let pdsc: Value = serde_json::from_slice(&std::fs::read(&file).expect("a file")).expect("JSON");
        collect(&pdsc, "", &mut definitions);
    }
    let mut aliases = BTreeMap::new();
    for pdsc in definitions.values() {
        aliases.extend(list(&pdsc["aliases"]).iter().map(|alias| (text(alias).to_owned(), text(&pdsc["name"]).to_owned())));
    }
    assert!(definitions.len() > 50 && aliases.contains_key("EnumWithPropsAlias"), "the suite has more");
    for (name, mut pdsc) in definitions {
        resolve(&mut pdsc, &aliases);
        let ours = api.types().iter().find(|def| def.full_name == name).unwrap_or_else(|| panic!("`{name}` is missing"));
        assert_eq!(type_here(&api, ours), type_there(&pdsc), "{name}");
    }
}

/// Every definition by its full name, those inside others too.
fn collect(value: &Value, namespace: &str, out: &mut BTreeMap<String, Value>) {
    let namespace = value["namespace"].as_str().unwrap_or(namespace);
    if let (Some(name), Some("record" | "enum" | "fixed" | "typeref")) = (value["name"].as_str(), value["type"].as_str()) {
        out.insert(format!("{namespace}.{name}"), value.clone());
    }
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, namespace, out)),
        Value::Object(members) => members.values().for_each(|member| collect(member, namespace, out)),
        _ => {}
    }
}

/// Puts the names of types in the place of their aliases.
fn resolve(value: &mut Value, aliases: &BTreeMap<String, String>) {
    match value {
        Value::String(text) => {
            if let Some(name) = aliases.get(text) {
                name.clone_into(text);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| resolve(item, aliases)),
        Value::Object(members) => members.values_mut().for_each(|member| resolve(member, aliases)),
        _ => {}
    }
}

/// A definition in the suite, in one line.
fn type_there(pdsc: &Value) -> String {
    match text(&pdsc["type"]) {
        "record" => {
            let fields = list(&pdsc["fields"]).iter().map(|field| {
                // A field with a default is never absent to a reader, optional or not.
                let mark = mark(field["optional"] == true, !field["default"].is_null());
                format!("{}{mark}: {}", text(&field["name"]), ty_there(&field["type"]))
            });
            let includes = list(&pdsc["include"]).iter().map(|include| format!("with {}", ty_there(include)));
            format!("record {}", joined(includes.chain(fields)))
        }
        "enum" => format!("enum {}", joined(list(&pdsc["symbols"]).iter().map(|symbol| text(symbol).to_owned()))),
        "fixed" => format!("fixed {}", pdsc["size"]),
        "typeref" if pdsc["ref"].is_array() => ty_there(&pdsc["ref"]),
        "typeref" => format!("typeref {}", ty_there(&pdsc["ref"])),
        other => panic!("`{other}`"),
    }
}

/// The same line from the schema.
fn type_here(api: &Api, def: &TypeDef) -> String {
    match &def.kind {
        TypeKind::Record(record) => {
            let own = record.fields.iter().filter(|field| field.included_from.is_none());
            let fields = own.map(|field| {
                let mark = mark(field.optional, field.default.is_some());
                format!("{}{mark}: {}", field.name.wire, ty_here(api, &field.ty))
            });
            let includes = record.includes.iter().map(|id| format!("with {}", last(&api[*id].full_name)));
            format!("record {}", joined(includes.chain(fields)))
        }
        TypeKind::Enum(symbols) => format!("enum {}", joined(symbols.iter().map(|symbol| symbol.name.wire.clone()))),
        TypeKind::Fixed(size) => format!("fixed {size}"),
        TypeKind::Typeref(ty) => format!("typeref {}", ty_here(api, ty)),
        TypeKind::Union(union) => {
            let null = union.null.then(|| "null".to_owned());
            let members = union.members.iter().map(|member| {
                let ty = ty_here(api, &member.ty);
                if member.name.wire == own_key(api, &member.ty) { ty } else { format!("{}: {ty}", member.name.wire) }
            });
            format!("union {}", joined(null.into_iter().chain(members).collect::<BTreeSet<_>>().into_iter()))
        }
        other => panic!("{other:?}"),
    }
}

/// The mark behind the name of a field.
fn mark(optional: bool, default: bool) -> &'static str {
    match (default, optional) {
        (true, _) => " with default",
        (false, true) => "?",
        (false, false) => "",
    }
}

/// A type that is used in the suite.
fn ty_there(ty: &Value) -> String {
    if let Some(members) = ty.as_array() {
        let members = members.iter().map(|member| match member["alias"].as_str() {
            Some(alias) => format!("{alias}: {}", ty_there(&member["type"])),
            None => ty_there(member),
        });
        return format!("union {}", joined(members.collect::<BTreeSet<_>>().into_iter()));
    }
    match ty["type"].as_str() {
        None => last(text(ty)).to_owned(),
        Some("array") => format!("[{}]", ty_there(&ty["items"])),
        Some("map") => format!("{{string: {}}}", ty_there(&ty["values"])),
        Some(_) => text(&ty["name"]).to_owned(),
    }
}

/// A type that is used in the schema.
fn ty_here(api: &Api, ty: &Type) -> String {
    match ty {
        Type::Int => "int".to_owned(),
        Type::Long => "long".to_owned(),
        Type::Float => "float".to_owned(),
        Type::Double => "double".to_owned(),
        Type::Bool => "boolean".to_owned(),
        Type::String => "string".to_owned(),
        Type::Bytes => "bytes".to_owned(),
        Type::Array(items) => format!("[{}]", ty_here(api, items)),
        Type::Map(_, values) => format!("{{string: {}}}", ty_here(api, values)),
        Type::Named(id) => match &api[*id].kind {
            TypeKind::Union(_) => type_here(api, &api[*id]),
            _ => last(&api[*id].full_name).to_owned(),
        },
        other => panic!("{other:?}"),
    }
}

/// The key of a member without an alias (`docs/protocol.md §4`).
fn own_key(api: &Api, ty: &Type) -> String {
    match ty {
        Type::Array(_) => "array".to_owned(),
        Type::Map(..) => "map".to_owned(),
        Type::Named(id) => match &api[*id].kind {
            TypeKind::Typeref(ty) => own_key(api, ty),
            _ => api[*id].full_name.clone(),
        },
        _ => ty_here(api, ty),
    }
}

#[test]
fn every_resource_of_the_suite_is_described_as_there() {
    let api = api();
    let mut there = BTreeSet::new();
    for file in suite::files("restspecs", "json") {
        let spec: Value = serde_json::from_slice(&std::fs::read(&file).expect("a file")).expect("JSON");
        resource_there(&spec, &mut there);
    }
    let here = api.resources().iter().flat_map(|resource| resource_here(&api, resource)).collect::<BTreeSet<_>>();
    let only = |these: &BTreeSet<String>, those: &BTreeSet<String>| these.difference(those).cloned().collect::<Vec<_>>().join("\n  ");
    assert!(here == there, "\nonly in the suite:\n  {}\nonly here:\n  {}", only(&there, &here), only(&here, &there));
}

/// A resource of the suite and those below it, in lines.
fn resource_there(spec: &Value, out: &mut BTreeSet<String>) {
    let path = placeholders_removed(text(&spec["path"]));
    let (kind, body) = ["collection", "association", "simple", "actionsSet"]
        .iter()
        .find_map(|kind| spec.get(*kind).map(|body| (*kind, body)))
        .expect("a kind");
    let identifier = &body["identifier"];
    let key = match kind {
        "collection" => {
            let params = identifier["params"].as_str().map_or(String::new(), |params| format!(" + {}", last(params)));
            format!("{}: {}{params}", text(&identifier["name"]), last(text(&identifier["type"])))
        }
        "association" => joined(list(&body["assocKeys"]).iter().map(param_there)),
        _ => String::new(),
    };
    out.insert(format!("{path} {kind} of {} by ({key})", last(spec["schema"].as_str().unwrap_or("nothing"))));
    let line = |method: &Value, kind: &str, name: &str| {
        let params = list(&method["parameters"]).iter().map(param_there).collect::<BTreeSet<_>>();
        let keys = list(&method["assocKeys"]).iter().map(|key| format!("key {}", text(key)));
        let returns = method["returns"].as_str().map(|ty| format!(" -> {}", ty_in_text(ty))).unwrap_or_default();
        let metadata = method["metadata"]["type"].as_str().map(|ty| format!(" beside {}", last(ty))).unwrap_or_default();
        let entity = if method["annotations"]["returnEntity"].is_object() { " with entity" } else { "" };
        format!("{path} {kind} {name} ({}){returns}{metadata}{entity}", joined(keys.chain(params)))
    };
    out.extend(list(&body["methods"]).iter().map(|method| line(method, "method", text(&method["method"]))));
    out.extend(list(&body["finders"]).iter().map(|finder| line(finder, "finder", text(&finder["name"]))));
    out.extend(list(&body["actions"]).iter().map(|action| line(action, "action", text(&action["name"]))));
    for below in list(&body["entity"]["subresources"]) {
        resource_there(below, out);
    }
}

/// The same lines from the schema.
fn resource_here(api: &Api, resource: &Resource) -> Vec<String> {
    use restli_schema::api::ResourceKind as Kind;
    let path = placeholders_removed(&resource.path);
    let kind = match resource.kind {
        Kind::Collection => "collection",
        Kind::Association => "association",
        Kind::Simple => "simple",
        Kind::Actions => "actionsSet",
    };
    let key = match &resource.key {
        None => String::new(),
        Some(Key::Simple(param)) => param_here(api, param),
        Some(Key::Compound { parts, .. }) => joined(parts.iter().map(|part| param_here(api, part))),
        Some(Key::Complex { name, record, params }) => {
            let params = params.map_or(String::new(), |params| format!(" + {}", last(&api[params].full_name)));
            format!("{}: {}{params}", name.wire, last(&api[*record].full_name))
        }
    };
    let entity = resource.entity.map_or("nothing", |id| last(&api[id].full_name));
    let head = format!("{path} {kind} of {entity} by ({key})");
    std::iter::once(head).chain(resource.methods.iter().map(|method| method_here(api, &path, method))).collect()
}

fn method_here(api: &Api, path: &str, method: &Method) -> String {
    let kind = match method.kind {
        ResourceMethod::Finder => "finder",
        ResourceMethod::Action => "action",
        _ => "method",
    };
    let params = method.params.iter().map(|param| param_here(api, param)).collect::<BTreeSet<_>>();
    let keys = method.keys.iter().map(|key| format!("key {key}"));
    let returns = method.returns.as_ref().map(|result| format!(" -> {}", ty_here(api, &result.ty))).unwrap_or_default();
    let metadata = method.metadata.map(|id| format!(" beside {}", last(&api[id].full_name))).unwrap_or_default();
    let entity = if method.returns_entity { " with entity" } else { "" };
    format!("{path} {kind} {} ({}){returns}{metadata}{entity}", method.name.wire, joined(keys.chain(params)))
}

fn param_there(param: &Value) -> String {
    let optional = if param["optional"] == true { "?" } else { "" };
    format!("{}{optional}: {}", text(&param["name"]), ty_in_text(text(&param["type"])))
}

fn param_here(api: &Api, param: &Param) -> String {
    let optional = if param.optional { "?" } else { "" };
    format!("{}{optional}: {}", param.name.wire, ty_here(api, &param.ty))
}

/// A restspec holds a type as a name, or as the text of its JSON.
fn ty_in_text(text: &str) -> String {
    ty_there(&serde_json::from_str(text).unwrap_or_else(|_| Value::from(text)))
}

/// The names of placeholders are the suite's own matter: no message shows them.
fn placeholders_removed(path: &str) -> String {
    path.split('/').map(|part| if part.starts_with('{') { "{}" } else { part }).collect::<Vec<_>>().join("/")
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}"))
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// The name without its namespace.
fn last(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(", ")
}
