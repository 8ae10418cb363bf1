//! The cases of the repository: good ones load, and the JSON Schema of the language holds together.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::{broken, product};
use crate::{json_schema, json_schema_of, load_dir, load_texts, rules};

/// The folders below `tests/` of the workspace that hold a schema each.
pub(super) fn folders(kind: &str) -> Vec<PathBuf> {
    let folder = Path::new("../../tests").join(kind);
    let entries = std::fs::read_dir(folder).expect("a folder of cases");
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

#[test]
fn load_dir_case_folders_load() {
    let mut told = String::new();
    for case in folders("cases") {
        if let Err(error) = load_dir(&case) {
            told += &error.render(false);
        }
    }
    assert!(told.is_empty(), "{told}");
}

/// Every `$ref` of a JSON value.
fn references<'v>(value: &'v Value, found: &mut BTreeSet<&'v str>) {
    match value {
        Value::Object(entries) => {
            found.extend(entries.get("$ref").and_then(Value::as_str));
            entries.values().for_each(|inner| references(inner, found));
        }
        Value::Array(items) => items.iter().for_each(|inner| references(inner, found)),
        _ => {}
    }
}

#[test]
fn json_schema_references_are_its_definitions() {
    let schema = json_schema();
    let mut found = BTreeSet::new();
    references(&schema, &mut found);
    let defined: BTreeSet<String> =
        schema["$defs"].as_object().expect("definitions").keys().map(|name| format!("#/$defs/{name}")).collect();
    assert_eq!(found, defined.iter().map(String::as_str).collect(), "defined and used are the same");
    assert_eq!(schema, json_schema());
}

#[test]
fn json_schema_offers_the_keys_of_every_form_of_a_type() {
    let schema = json_schema();
    let entry = &schema["$defs"]["product"]["properties"]["types"]["anyOf"][0]["additionalProperties"];
    let mut keys: Vec<&str> = entry["properties"].as_object().expect("keys").keys().map(String::as_str).collect();
    keys.sort_unstable();
    assert_eq!(keys, ["bytes", "enum", "is", "union"]);
    assert!(schema["$defs"]["record"]["properties"]["fields"].is_object());
}

/// The JSON Schema takes texts alone for symbols, and so does the reader.
#[test]
fn symbol_that_yaml_takes_for_something_else_is_refused_as_by_the_json_schema() {
    let schema = json_schema();
    let symbols = &schema["$defs"]["enum"]["properties"]["enum"]["anyOf"][0];
    assert_eq!(symbols["items"], serde_json::json!({"type": "string"}));
    for text in ["CALM", "NO", "y", "2026-01-01", "\"12\"", "'true'", "\"null\""] {
        assert_eq!(broken(product(format!("product: one\ntypes: {{Tone: {{enum: [{text}]}}}}\n"))), Vec::<&str>::new(), "{text}");
    }
    for text in ["12", "1e3", "0x1F", "-.5", "true", "FALSE", "null", "NULL", "~"] {
        let rule = if matches!(text, "null" | "NULL" | "~") { rules::NO_VALUE } else { rules::MALFORMED };
        assert_eq!(broken(product(format!("product: one\ntypes: {{Tone: {{enum: [{text}]}}}}\n"))), [rule], "{text}");
    }
}

#[test]
fn finder_or_action_that_is_named_like_a_key_needs_no_value() {
    let text = |finders: &str| {
        format!(
            "product: one\ntypes: {{T: {{fields: {{id: long}}}}}}\nresources: {{ts: {{collection: T, base: main, key: {{k: long}}, finders: {finders}, actions: {{x: }}}}}}\n"
        )
    };
    for finders in ["{x: }", "{x: {}}", "{owner: , name: }", "{doc: {doc: All.}}"] {
        assert_eq!(broken(product(text(finders))), Vec::<&str>::new(), "{finders}");
    }
    for finders in ["{doc: All.}", "{doc: All., params: {a: string}}", "{owner: , doc: All.}"] {
        assert_eq!(broken(product(text(finders))), [rules::UNKNOWN_KEY], "{finders}");
    }
}

/// Removes what tells the schema of an API from that of the language: the title, and the names that are offered.
fn without_names(mut schema: Value) -> Value {
    match &mut schema {
        Value::Object(entries) => {
            entries.retain(|key, value| key != "examples" && !(key == "title" && value.is_string()));
            entries.values_mut().for_each(|value| *value = without_names(value.take()));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| *item = without_names(item.take())),
        _ => {}
    }
    schema
}

#[test]
fn json_schema_of_an_api_offers_its_names_and_refuses_nothing_more() {
    let api =
        "api: test\nnamespace: com.example\nbases: {main: {url: 'https://api.example.com'}}\npermissions: {r_ads: {}}\nurns: {ad: }\n";
    let one = "product: one\ntypes: {Ad: {fields: {id: urn:ad, more: {union: [int, string]}}}, Tone: {enum: [LOW]}}\n";
    let two = "product: two\ntypes: {Ad: {name: com.example.two.Ad, fields: {id: long}}}\n";
    let loaded =
        load_texts([("api.yaml", api), ("one.yaml", one), ("two.yaml", two)]).unwrap_or_else(|report| panic!("{}", report.render(false)));
    let schema = json_schema_of(&loaded.api);
    assert_eq!(without_names(schema.clone()), without_names(json_schema()));
    let offered = |definition: &str| schema["$defs"][definition]["examples"].as_array().cloned().unwrap_or_default();
    assert_eq!(offered("permission_name"), ["r_ads"]);
    assert_eq!(offered("base_name"), ["main"]);
    assert_eq!(offered("urn_name"), ["ad"]);
    assert_eq!(offered("record_name"), ["one.Ad", "two.Ad"]);
    let types = schema["$defs"]["type"]["anyOf"][0]["examples"].as_array().cloned().unwrap_or_default();
    assert_eq!(types.get(types.len() - 5..).unwrap_or_default(), ["urn", "urn:ad", "Tone", "one.Ad", "two.Ad"]);
}
