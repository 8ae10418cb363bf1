//! `OpenAPI` and JSON Schema as a careful reader meets them, and what must hold in every document.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use restli_export::{Exported, Format, export};
use restli_schema::api::Api;
use serde_json::Value;

fn root() -> PathBuf {
    PathBuf::from("../..")
}

fn load(folder: &Path) -> Api {
    restli_schema::load_dir(folder).unwrap_or_else(|error| panic!("{}", error.render(false))).api
}

/// Every schema folder of the workspace.
fn folders() -> Vec<PathBuf> {
    let below = |folder: &str| {
        let entries = std::fs::read_dir(root().join(folder)).expect("a folder");
        entries.map(|entry| entry.expect("an entry").path()).filter(|path| restli_schema::holds_api(path)).collect::<Vec<_>>()
    };
    let all = [below("schema"), below("tests/cases"), below("tests/conformance/schema")].concat();
    assert!(all.len() >= 24, "schemas are missing");
    all
}

/// The only file.
fn document(exported: &Exported) -> Value {
    let (_, text) = exported.files.first_key_value().expect("a file");
    serde_json::from_str(text).expect("JSON")
}

fn shown(exported: &Exported) -> String {
    let mut out = String::new();
    for (name, text) in &exported.files {
        let _ = write!(out, "=== {name}\n{text}\n");
    }
    for note in &exported.notes {
        let _ = writeln!(out, "{:?}: {} ({}, the first at {})", note.disposition, note.what, note.count, note.first);
    }
    out
}

/// Visits every object of a document.
fn objects<'v>(value: &'v Value, visit: &mut impl FnMut(&'v serde_json::Map<String, Value>)) {
    match value {
        Value::Object(object) => {
            visit(object);
            object.values().for_each(|value| objects(value, visit));
        }
        Value::Array(items) => items.iter().for_each(|value| objects(value, visit)),
        _ => {}
    }
}

/// References that lead nowhere.
fn dangling(document: &Value) -> Vec<&str> {
    let mut found = Vec::new();
    objects(document, &mut |object| {
        if let Some(target) = object.get("$ref").and_then(Value::as_str)
            && document.pointer(target.trim_start_matches('#')).is_none()
        {
            found.push(target);
        }
    });
    found
}

fn case(name: &str, format: Format) -> String {
    let api = load(&root().join("tests/cases").join(name));
    // The digest changes with every letter of the input.
    shown(&export(&api, format)).replace(&api.hash, "DIGEST")
}

#[test]
fn rules_as_openapi() {
    insta::assert_snapshot!(case("rules", Format::OpenApi));
}

#[test]
fn events_as_openapi() {
    insta::assert_snapshot!(case("events", Format::OpenApi));
}

#[test]
fn an_association_as_openapi() {
    insta::assert_snapshot!(case("association", Format::OpenApi));
}

#[test]
fn a_collection_as_openapi() {
    insta::assert_snapshot!(case("collection", Format::OpenApi));
}

#[test]
fn unions_as_json_schema() {
    insta::assert_snapshot!(case("union", Format::JsonSchema));
}

#[test]
fn records_as_json_schema() {
    insta::assert_snapshot!(case("record", Format::JsonSchema));
}

#[test]
fn rules_as_a_snapshot() {
    insta::assert_snapshot!(case("rules", Format::Snapshot));
}

#[test]
fn references_of_every_schema_resolve() {
    for folder in folders() {
        let api = load(&folder);
        for format in [Format::OpenApi, Format::JsonSchema] {
            let document = document(&export(&api, format));
            assert!(dangling(&document).is_empty(), "{}: {:?}", folder.display(), dangling(&document));
        }
    }
}

#[test]
fn every_type_has_a_definition_that_names_its_fields() {
    for folder in folders() {
        let api = load(&folder);
        let document = document(&export(&api, Format::JsonSchema));
        let defs = document["$defs"].as_object().expect("definitions");
        assert_eq!(defs.len(), api.types().len(), "{}", folder.display());
        for def in api.types() {
            if let restli_schema::api::TypeKind::Record(record) = &def.kind {
                let properties = defs[&def.full_name].get("properties").and_then(Value::as_object);
                assert_eq!(properties.map_or(0, serde_json::Map::len), record.fields.len(), "{}", def.full_name);
            }
        }
    }
}

#[test]
fn every_method_is_an_operation_that_an_openapi_reader_takes() {
    for folder in folders() {
        let api = load(&folder);
        let document = document(&export(&api, Format::OpenApi));
        let scopes = document.pointer("/components/securitySchemes/oauth/flows/authorizationCode/scopes");
        let mut ids = BTreeSet::new();
        let mut count = 0;
        for (path, item) in document["paths"].as_object().expect("paths") {
            assert!(path.starts_with('/'), "{path}");
            for (verb, operation) in item.as_object().expect("an object").iter().filter(|(key, _)| *key != "servers") {
                let place = format!("{}: {verb} {path}", folder.display());
                assert!(["get", "put", "post", "delete"].contains(&verb.as_str()), "{place}");
                assert!(ids.insert(operation["operationId"].as_str().expect("an id").to_owned()), "{place}: the id is taken");
                parameters(path, operation, &place);
                responses(operation, &place);
                for scope in operation["security"].as_array().expect("security").iter().filter_map(|way| way["oauth"].as_array()).flatten()
                {
                    let name = scope.as_str().expect("a scope");
                    assert!(scopes.is_none_or(|scopes| scopes.get(name).is_some()), "{place}: {name}");
                }
                count += 1;
            }
        }
        assert_eq!(count, api.resources().iter().map(|resource| resource.methods.len()).sum::<usize>(), "{}", folder.display());
        for name in document.pointer("/components/schemas").and_then(Value::as_object).expect("schemas").keys() {
            assert!(name.chars().all(|one| one.is_ascii_alphanumeric() || ".-_".contains(one)), "{name}");
        }
    }
}

/// The placeholders of a path are its path parameters, and no parameter stands twice.
fn parameters(path: &str, operation: &Value, place: &str) {
    let address = path.split('#').next().unwrap_or_default();
    let written: BTreeSet<&str> = address.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect();
    let mut seen = BTreeSet::new();
    let mut given = BTreeSet::new();
    for param in operation["parameters"].as_array().expect("parameters") {
        let (name, kind) = (param["name"].as_str().expect("a name"), param["in"].as_str().expect("a place"));
        assert!(seen.insert((name, kind)), "{place}: {name} stands twice");
        assert!(param.get("schema").is_some() != param.get("content").is_some(), "{place}: {name} needs a schema or content");
        if kind == "path" {
            assert_eq!(param["required"], true, "{place}: {name}");
            given.insert(name);
        }
    }
    assert_eq!(written, given, "{place}");
}

fn responses(operation: &Value, place: &str) {
    let responses = operation["responses"].as_object().expect("responses");
    assert!(responses.keys().any(|status| status.starts_with('2')), "{place}: no success");
    for (status, response) in responses {
        assert!(status == "default" || status.parse::<u16>().is_ok_and(|status| (100..600).contains(&status)), "{place}: {status}");
        assert!(response["description"].is_string(), "{place}: {status} needs a description");
    }
}

#[test]
fn read_only_paths_below_a_field_are_left_out_of_bodies_of_create() {
    let api = load(&root().join("tests/cases/nested_read_only"));
    let document = document(&export(&api, Format::OpenApi));
    let fields = |pointer: &str| -> BTreeSet<&str> {
        let fields = document.pointer(&format!("/components/schemas/{pointer}/properties")).and_then(Value::as_object);
        fields.unwrap_or_else(|| panic!("no properties in {pointer}")).keys().map(String::as_str).collect()
    };
    let create = "restli.create.shows/properties";
    assert_eq!(fields(&format!("{create}/slides/items")), BTreeSet::from(["caption", "url"]));
    assert_eq!(fields(&format!("{create}/by_room/additionalProperties")), BTreeSet::from(["caption", "url"]));
    assert_eq!(fields(&format!("{create}/poster/oneOf/0/properties/media")), BTreeSet::from(["caption", "url"]));
    assert_eq!(fields(&format!("{create}/opening")), BTreeSet::from(["caption", "id", "url"]));
    assert_eq!(fields(&format!("{create}/opening/properties/caption")), BTreeSet::from(["text"]));
    let whole = "restli.update.albums/properties/image";
    assert_eq!(fields(whole), BTreeSet::from(["caption", "id", "url"]));
    assert_eq!(document.pointer(&format!("/components/schemas/{whole}/required")), Some(&serde_json::json!(["url"])));
}
