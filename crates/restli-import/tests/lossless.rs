//! Values of every JSON type in every place of restspecs, snapshots and PDSC: each is read, kept under `x:`, or told.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

use std::fmt::Write as _;

use restli_import::{Imported, import};
use serde_json::{Value as Json, json};

/// A text that stands in no file.
const MARK: &str = "zq7";

/// A type of each kind, with every member that the format has.
const TYPES: &str = r#"{"type": "record", "name": "Memo", "namespace": "com.x", "package": "com.y", "doc": "A memo.", "aliases": ["Note"],
  "include": ["com.x.Base"], "fields": [
    {"name": "id", "type": "long", "doc": "Its number.", "optional": false, "order": "ascending", "aliases": ["number"]},
    {"name": "tags", "type": {"type": "array", "items": "string"}, "default": []},
    {"name": "at", "type": {"type": "string", "java": {"class": "com.x.At"}}, "optional": true},
    {"name": "words", "type": {"type": "map", "values": "int"}, "optional": true},
    {"name": "of", "type": [{"alias": "text", "type": "string", "doc": "Words."}, {"alias": "number", "type": "int"}]},
    {"name": "tone", "type": {"type": "enum", "name": "Tone", "symbols": ["LOW", "HIGH"], "symbolDocs": {"LOW": "Deep."},
      "deprecatedSymbols": {"LOW": "too low"}, "symbolProperties": {"HIGH": {"rank": 1}}}},
    {"name": "sum", "type": {"type": "fixed", "name": "Sum", "size": 4}, "optional": true},
    {"name": "link", "type": {"type": "typeref", "name": "Link", "ref": "string"}, "optional": true}],
  "color": "red"}"#;

/// A resource of each kind, with every member that the format has.
const RESOURCES: [&str; 4] = [
    r#"{"name": "memos", "namespace": "com.x", "path": "/memos", "schema": "com.x.Memo", "doc": "Memos.",
      "annotations": {"readOnly": {"value": ["id"]}, "createOnly": {"value": ["tone"]}, "deprecated": {"doc": "old"}, "owner": {"team": "a"}},
      "collection": {"identifier": {"name": "memosId", "type": "long"},
        "alternativeKeys": [{"name": "slug", "type": "string", "keyCoercer": "com.x.Slug"}],
        "serviceErrors": [{"status": 410, "code": "GONE", "message": "It was removed."}],
        "supports": ["get", "batch_get", "create"],
        "methods": [
          {"method": "get", "doc": "Reads one.", "parameters": [{"name": "deep", "type": "boolean", "optional": true, "doc": "All of it."},
            {"name": "most", "type": "int", "default": "3"}, {"name": "of", "type": "array", "items": "string", "optional": true}]},
          {"method": "batch_get", "maxBatchSize": {"value": 20, "validate": true}},
          {"method": "create", "annotations": {"returnEntity": {}}, "success": [201], "serviceErrors": [{"status": 409, "code": "TWICE"}]}],
        "finders": [{"name": "q", "doc": "Finds.", "pagingSupported": true, "metadata": {"type": "com.x.Base"}}],
        "batchFinders": [{"name": "b", "batchParam": "criteria",
          "parameters": [{"name": "criteria", "type": "{ \"type\" : \"array\", \"items\" : \"com.x.Base\" }"}]}],
        "actions": [{"name": "clean", "returns": "int", "parameters": [{"name": "hard", "type": "boolean"}]}],
        "entity": {"path": "/memos/{memosId}", "actions": [{"name": "send"}],
          "subresources": [{"name": "parts", "namespace": "com.x", "path": "/memos/{memosId}/parts", "schema": "com.x.Base",
            "simple": {"supports": ["get"], "methods": [{"method": "get"}], "entity": {"path": "/memos/{memosId}/parts"}}}]}}}"#,
    r#"{"name": "links", "namespace": "com.x", "path": "/links", "schema": "com.x.Memo", "association": {"identifier": "linksId",
        "assocKeys": [{"name": "from", "type": "long"}, {"name": "to", "type": "long"}], "supports": ["get"], "methods": [{"method": "get"}],
        "finders": [{"name": "out", "assocKeys": ["from"]}, {"name": "in", "assocKey": "to"}], "entity": {"path": "/links/{linksId}"}}}"#,
    r#"{"name": "files", "namespace": "com.x", "path": "/files", "entityType": "UNSTRUCTURED_DATA",
        "collection": {"identifier": {"name": "id", "type": "long"}, "supports": ["get"], "methods": [{"method": "get"}]}}"#,
    r#"{"name": "tools", "namespace": "com.x", "path": "/tools", "actionsSet": {"actions": [{"name": "run", "returns": "string"}]}}"#,
];

/// An import of resources and types.
fn imported(resources: &Json, types: &Json) -> Imported {
    let base = "namespace com.x record Base { word: string }";
    let restspec = resources.as_array().expect("a list").iter().map(Json::to_string).collect::<Vec<_>>().join("\n");
    let texts = [("memos.restspec.json", restspec), ("Memo.pdsc", types.to_string()), ("Base.pdl", base.to_owned())];
    import(texts.map(|(path, text)| (path.to_owned(), text)).into(), "example", "http://localhost")
}

/// The places of all values, as JSON pointers.
fn places(value: &Json, at: &str, into: &mut Vec<String>) {
    into.push(at.to_owned());
    match value {
        Json::Object(members) => members.iter().for_each(|(name, value)| places(value, &format!("{at}/{}", name.replace('/', "~1")), into)),
        Json::Array(items) => items.iter().enumerate().for_each(|(index, value)| places(value, &format!("{at}/{index}"), into)),
        _ => {}
    }
}

#[test]
fn value_of_any_json_type_in_any_place_is_read_kept_or_told() {
    let types: Json = serde_json::from_str(TYPES).expect("JSON");
    let resources: Json = RESOURCES.iter().map(|text| serde_json::from_str::<Json>(text).expect("JSON")).collect();
    let whole = json!({"resources": resources, "types": types});
    let before = imported(&whole["resources"], &whole["types"]);
    assert_eq!(before.errors(), 0, "{}", before.render(false));
    let mut at = Vec::new();
    places(&whole["resources"], "/resources", &mut at);
    places(&whole["types"], "/types", &mut at);
    let values = [json!(null), json!(true), json!(48_151_623), json!(MARK), json!([MARK]), json!({MARK: MARK})];
    let mut silent = String::new();
    let (mut tried, beside) = (0, [json!(null), json!(MARK), json!({MARK: MARK})]);
    for place in &at {
        let old = whole.pointer(place).expect("a value");
        let mut variants: Vec<(String, Json)> = Vec::new();
        if place.matches('/').count() > 1 {
            variants.extend(values.iter().filter(|value| *value != old).map(|value| (value.to_string(), value.clone())));
        }
        if let Json::Object(members) = old {
            for value in &beside {
                let mut members = members.clone();
                members.insert(MARK.to_owned(), value.clone());
                variants.push((format!("beside: {MARK}: {value}"), Json::Object(members)));
            }
        }
        for (what, value) in variants {
            let mut changed = whole.clone();
            *changed.pointer_mut(place).expect("a value") = value;
            let after = imported(&changed["resources"], &changed["types"]);
            tried += 1;
            let told = after.problems.len() > before.problems.len() || after.notes.len() > before.notes.len();
            let marked = || after.files.values().any(|file| file.contains(MARK));
            let kept = if what.contains(MARK) { marked() } else { after.files != before.files };
            if !told && !kept {
                let _ = writeln!(silent, "{place} = {what} (was {old})");
            }
        }
    }
    assert!(tried > 1000, "{tried}");
    assert!(silent.is_empty(), "nothing tells of:\n{silent}");
}
