//! Every schema of the tests, exported as snapshots and imported again, says what it said before (`docs/formats.md §4.1`, EQUIVALENT).

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

mod said;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use restli_export::{Disposition, Exported, Format, export};
use restli_import::{FileKind, import};
use restli_schema::api::Api;
use serde_json::Value;

fn tests() -> PathBuf {
    PathBuf::from("../../tests")
}

fn load(folder: &Path) -> Api {
    restli_schema::load_dir(folder).unwrap_or_else(|error| panic!("{}", error.render(false))).api
}

/// The API after an export and an import.
fn back(name: &str, exported: &Exported) -> Api {
    let imported = import(exported.files.clone().into_iter().collect(), name, "https://api.example.com");
    // What Rest.li refuses is told when it is written, and only that. The import reads full names as aliases.
    let refused = exported.notes.iter().filter(|note| note.disposition == Disposition::Refused && !note.what.starts_with("aliases"));
    let refused: usize = refused.map(|note| note.count).sum();
    assert_eq!(imported.errors(), refused, "{name}:\n{}", imported.render(false));
    match restli_schema::load_texts(imported.files) {
        Ok(loaded) => loaded.api,
        Err(report) => panic!("{name}:\n{}", report.render(false)),
    }
}

/// The lines that differ, and how many were compared.
fn differences(name: &str, api: &Api) -> (String, usize) {
    let exported = export(api, Format::Snapshot);
    let (before, after) = (said::said(api), said::said(&back(name, &exported)));
    let only = |left: &[String], right: &[String]| left.iter().filter(|line| !right.contains(line)).cloned().collect::<Vec<_>>().join("\n");
    let (lost, new) = (only(&before, &after), only(&after, &before));
    let same = lost.is_empty() && new.is_empty();
    (if same { String::new() } else { format!("{name}\nlost:\n{lost}\nnew:\n{new}\n") }, before.len())
}

#[test]
fn the_schema_of_the_protocols_test_suite_comes_back() {
    let (different, lines) = differences("testsuite", &load(&tests().join("conformance/schema/testsuite")));
    assert_eq!(different, "");
    assert!(lines > 100, "only {lines} lines were compared");
}

/// The construct that snapshots have no word for: one request in several versions. The import keeps the first of each name and path.
const BEYOND_SNAPSHOTS: &str = "versions";

/// Resources of LinkedIn that share their path with another one, of which the import keeps the first, and the types that they alone use.
const OF_ONE_PATH: &[&str] = &[
    "com.linkedin.identity.Connection",
    "com.linkedin.social.ReactionKey",
    "entityReactions",
    "reactions",
    "v2EntityReactions",
    "v2Reactions",
    "viewerConnections",
];

#[test]
fn the_schema_of_each_construct_comes_back() {
    let (mut count, mut different) = (0, String::new());
    for entry in std::fs::read_dir(tests().join("cases")).expect("tests/cases") {
        let folder = entry.expect("an entry").path();
        let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
        let api = load(&folder);
        if name == BEYOND_SNAPSHOTS {
            let exported = export(&api, Format::Snapshot);
            assert!(back(&name, &exported).resources().len() < api.resources().len(), "all of it comes back");
        } else {
            different += &differences(&name, &api).0;
        }
        count += 1;
    }
    assert_eq!(different, "");
    assert!(count >= 22, "cases are missing");
}

/// The notes of an export whose files can be imported without other errors than those that the notes announce.
fn notes(api: &str, product: &str) -> Vec<(Disposition, &'static str)> {
    let loaded = restli_schema::load_texts([("api.yaml", api), ("product.yaml", product)]);
    let exported = export(&loaded.map_err(|report| report.render(false)).expect("a schema").api, Format::Snapshot);
    back("notes", &exported);
    exported.notes.iter().map(|note| (note.disposition, note.what)).collect()
}

#[test]
fn default_of_a_value_of_any_kind_becomes_an_optional_field() {
    let api = "api: notes\nbases: {main: {url: \"https://api.example.com\"}}\n";
    let product = "product: things
types:
  Words: {is: \"[any]\"}
  Thing: {fields: {list: {type: any, default: [1]}, record: {type: any, default: {a: 1}}, words: {type: Words, default: [a]}}}
resources: {things: {simple: Thing, methods: {get: }}}
";
    let weakened = (Disposition::Weakened, "defaults of values of any kind, whose fields become optional");
    assert!(notes(api, product).contains(&weakened));
}

#[test]
fn sub_resource_on_another_base_is_told_as_refused() {
    let api = "api: notes\nbases: {main: {url: \"https://api.example.com\"}, other: {url: \"https://api.example.com\", path: /other}}\n";
    let product = "product: things
types: {Thing: {fields: {id: long}}}
resources:
  things:
    base: main
    simple: Thing
    methods: {get: }
    sub: {parts: {base: other, simple: Thing, methods: {get: }}}
";
    assert!(notes(api, product).contains(&(Disposition::Refused, "sub-resources on another base than the resource above")));
}

#[test]
fn member_named_null_of_a_union_that_may_be_null_is_told_as_refused() {
    let api = "api: notes\nbases: {main: {url: \"https://api.example.com\"}}\n";
    let product = "product: things
types: {Size: {union: {\"null\": long}, \"null\": true}, Thing: {fields: {size: Size}}}
resources: {things: {simple: Thing, methods: {get: }}}
";
    assert!(notes(api, product).contains(&(Disposition::Refused, "members named `null` of unions that may be null")));
}

#[test]
fn names_without_letters_come_back() {
    let api = "api: notes
bases: {main: {url: \"https://api.example.com\"}}
urns: {_: , \"2\": , _thing: {key: long}}
";
    let product = "product: things
types: {Thing: {fields: {id: \"urn:_\", other: \"urn:2\", owner: \"urn:_thing\"}}}
resources:
  _:
    collection: Thing
    key: {名前: {type: long, rust: name}}
    alt_keys: {_: string}
    methods: {get: }
    finders: {_: {params: {_: string}}}
    actions: {名前: {rust: run, params: {値: {type: int, rust: value}}}}
";
    let loaded = restli_schema::load_texts([("api.yaml", api), ("product.yaml", product)]);
    let api = loaded.map_err(|report| report.render(false)).expect("a schema").api;
    assert_eq!(differences("names", &api).0, "");
}

#[test]
fn a_snapshot_of_another_tool_comes_back() {
    let path = PathBuf::from("../restli-import/tests/data/albums.snapshot.json");
    let text = std::fs::read_to_string(path).expect("text");
    let imported = import(vec![("albums.snapshot.json".to_owned(), text)], "photos", "https://photos.example.com");
    let api = restli_schema::load_texts(imported.files).map_err(|report| report.render(false)).expect("a schema").api;
    assert_eq!(differences("photos", &api).0, "");
}

#[test]
fn export_same_schema_returns_the_same_bytes() {
    let api = load(&tests().join("cases/rules"));
    for format in [Format::Snapshot, Format::OpenApi, Format::JsonSchema] {
        assert_eq!(export(&api, format).files, export(&api.clone(), format).files);
    }
}

/// The files below a folder that can be imported.
fn texts(folder: &Path, texts: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.to_string_lossy().into_owned();
        if path.is_dir() {
            self::texts(&path, texts);
        } else if FileKind::of(&name).is_some() {
            texts.push((name, std::fs::read_to_string(&path).expect("text")));
        }
    }
    texts.sort();
}

/// The normal form of a value: without what an export adds, types as JSON where they are JSON, and no list that says nothing.
fn plain(value: Value) -> Value {
    match value {
        Value::String(text) if text.starts_with('{') => serde_json::from_str(&text).unwrap_or(Value::String(text)),
        Value::String(text) => Value::String(text.trim().to_owned()),
        Value::Array(items) => items.into_iter().map(plain).collect(),
        Value::Object(entries) => {
            let entries = entries.into_iter().map(|(key, value)| (key, plain(value)));
            let says = |(key, value): &(String, Value)| {
                let empty = value.as_object().is_some_and(serde_json::Map::is_empty) && key == "annotations";
                key != "x-restli" && !empty
            };
            Value::Object(entries.filter(says).collect())
        }
        other => other,
    }
}

/// The places in which two values differ.
fn different(path: &str, left: &Value, right: &Value, found: &mut Vec<String>) {
    match (left, right) {
        (Value::Object(one), Value::Object(other)) => {
            for key in one.keys().chain(other.keys().filter(|key| !one.contains_key(*key))) {
                let get = |object: &serde_json::Map<String, Value>| object.get(key).cloned().unwrap_or_default();
                different(&format!("{path}/{key}"), &get(one), &get(other), found);
            }
        }
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
            for (number, (one, other)) in one.iter().zip(other).enumerate() {
                different(&format!("{path}/{number}"), one, other, found);
            }
        }
        _ if left != right => found.push(format!("{path}: {left} was {right}")),
        _ => {}
    }
}

/// Rest.li's own generator wrote the restspecs of the suite; ours say the same.
#[test]
fn restspecs_come_back_as_rest_li_wrote_them() {
    let mut all = Vec::new();
    texts(&tests().join("conformance/suite"), &mut all);
    let imported = import(all.clone(), "testsuite", "https://api.example.com");
    let api = restli_schema::load_texts(imported.files).map_err(|report| report.render(false)).expect("a schema").api;
    let exported = export(&api, Format::Snapshot);
    let mut found = Vec::new();
    let mut count = 0;
    for (path, text) in all.iter().filter(|(path, _)| path.ends_with(".restspec.json")) {
        let written: Value = serde_json::from_str(text).expect("JSON");
        let name = written["name"].as_str().expect("a name");
        let (_, ours) = exported.files.iter().find(|(file, _)| file.ends_with(&format!("{name}.snapshot.json"))).expect(path);
        let ours: Value = serde_json::from_str(ours).expect("JSON");
        different(name, &plain(ours["schema"].clone()), &plain(written.clone()), &mut found);
        count += 1;
    }
    assert_eq!(count, 10);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Takes the types that are spelled out inside others out of them.
fn flat(value: Value, defs: &mut BTreeMap<String, Value>) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(|item| flat(item, defs)).collect(),
        Value::Object(entries) => {
            let named = matches!(entries.get("type").and_then(Value::as_str), Some("record" | "error" | "enum" | "fixed" | "typeref"));
            let object = Value::Object(entries.into_iter().map(|(key, value)| (key, flat(value, defs))).collect());
            let (Some(name), Some(namespace)) = (object["name"].as_str(), object["namespace"].as_str()) else { return object };
            if !named {
                return object;
            }
            let full = format!("{namespace}.{name}");
            assert!(defs.insert(full.clone(), object).is_none(), "{full} is spelled out twice");
            Value::String(full)
        }
        other => other,
    }
}

/// The places in which a snapshot differs after an import and an export.
fn differences_of_snapshot(path: &str) -> String {
    let text = std::fs::read_to_string(path).expect("text");
    let written: Value = serde_json::from_str(&text).expect("JSON");
    let imported = import(vec![(path.to_owned(), text)], "everything", "https://api.example.com");
    assert_eq!(imported.errors(), 0, "{}", imported.render(false));
    let api = restli_schema::load_texts(imported.files).map_err(|report| report.render(false)).expect("a schema").api;
    let (_, ours) = export(&api, Format::Snapshot).files.pop_first().expect("a file");
    let ours: Value = serde_json::from_str(&ours).expect("JSON");
    let mut found = Vec::new();
    different("schema", &plain(ours["schema"].clone()), &plain(written["schema"].clone()), &mut found);
    let (mut theirs_by_name, mut ours_by_name) = (BTreeMap::new(), BTreeMap::new());
    flat(plain(written["models"].clone()), &mut theirs_by_name);
    flat(plain(ours["models"].clone()), &mut ours_by_name);
    for name in theirs_by_name.keys().chain(ours_by_name.keys()).collect::<BTreeSet<_>>() {
        let get = |defs: &BTreeMap<String, Value>| defs.get(name).cloned().unwrap_or_default();
        different(name, &get(&ours_by_name), &get(&theirs_by_name), &mut found);
    }
    found.join("\n")
}

#[test]
fn everything_that_a_snapshot_can_hold_comes_back() {
    assert_eq!(differences_of_snapshot("tests/data/everything.snapshot.json"), "");
}

/// Unions inside arrays and maps, keys and actions of one name.
#[test]
fn snapshot_with_names_that_the_yaml_has_once_comes_back() {
    assert_eq!(differences_of_snapshot("tests/data/nested.snapshot.json"), "");
}

#[test]
fn the_schemas_that_are_generated_come_back() {
    for entry in std::fs::read_dir(tests().join("../schema")).expect("schema") {
        let folder = entry.expect("an entry").path();
        if restli_schema::holds_api(&folder) {
            let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
            let (different, _) = differences(&name, &load(&folder));
            let left: Vec<&str> = different.lines().filter(|line| !OF_ONE_PATH.iter().any(|lost| line.starts_with(lost))).collect();
            assert!(left.iter().all(|line| [name.as_str(), "lost:", "new:", ""].contains(line)), "{}", left.join("\n"));
        }
    }
}
