//! The cases of the repository: good ones load, and the JSON Schema of the language holds together.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::{json_schema, load_dir};

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
