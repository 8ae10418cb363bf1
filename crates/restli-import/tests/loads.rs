//! Values that YAML or the schema language could read as something else, in every place of the imported formats.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use std::fmt::Write as _;

use restli_import::{Imported, import};
use restli_schema::api::{Api, TypeKind};
use serde_json::Value as Json;

/// Words of YAML and of the schema language, and texts with the signs of both.
const TEXTS: &str = r##"
    "" " " " a " "null" "NULL" "~" "true" "No" "y" "NaN" "-Infinity" ".inf" "5" "05" "1e3" "0x1F" "-" "--- a" "? a" "a: b" "a # b" "#a" "a:"
    "[a" "{a: b}" "a, b" "a,b" "\"a\"" "'a'" "'" "\\" "`a`" "@a" "%a" "!a" "&a" "*a" "|" ">" "=" "a = b" "int = 1" "string?" "<<" "2026-01-31"
    "2026-13-45" "12:30" "line\nbreak" "line\n" "\nline" "\t" "a\tb" "\r\n" "a\u0000b" "a\u0007b" "a\u200bb" "\u200b" "a\u00a0b" "\u2028"
    "\ufeff" "\ufffe" "\u0085" "größe" "😀" "doc" "x" "on" "batch" "type" "union" "name" "params" "rust" "enum" "fields" "any" "string" "urn" "none"
    "unknown" "urn:" "urn:person" "urn:li:person" "urn:li:person:" "urn:li:person:1" "urn:x:person:1" "urn:li:person:a" "urn:li:person:(a,1)"
    "urn:li:person:(a,b)" "urn:li:person:(1,2,3)" "urn:li:seat:(urn:li:person:1,urn:x:y:2)" "urn:li:seat:(urn:li:person:a,urn:x:y:2)" "_" "a_"
    "a__b" "Self" "crate" "a.b" "a-b" "$a" ".." "a/b" "https://example.com/a_b?c=<d>"
    "a line that is longer than a line of YAML has room for: it is folded # if nothing in it has a meaning there, and has quotes otherwise"
    "a line that is longer than a line of YAML has room for, followed by another one, so that neither can be folded or have quotes\n  b"
"##;

/// Other values of JSON.
const VALUES: &str =
    r#"null true 5 -0 1.5 1E3 4.4E38 3.4028235E38 -3.5e38 1e400 1e-400 3000000000 9223372036854775808 [] {} [null] {"a":null} [[1]]"#;

/// Files with a value in each place: `TEXT` is the value as JSON.
const PLACES: &[(&str, &str)] = &[
    (
        "defaults.pdsc",
        r#"{"type": "record", "name": "R", "fields": [{"name": "s", "type": "string", "default": TEXT}, {"name": "doc", "type": "string", "doc": "a", "default": TEXT},
          {"name": "y", "type": "bytes", "default": TEXT}, {"name": "i", "type": "int", "default": TEXT}, {"name": "l", "type": "long", "default": TEXT},
          {"name": "f", "type": "float", "default": TEXT}, {"name": "d", "type": "double", "default": TEXT}, {"name": "b", "type": "boolean", "default": TEXT},
          {"name": "t", "type": {"type": "typeref", "name": "T", "ref": "float"}, "default": TEXT}, {"name": "u", "type": ["null", "float"], "default": TEXT},
          {"name": "v", "type": ["string", "null"], "default": {"string": TEXT}}, {"name": "a", "type": {"type": "array", "items": "string"}, "default": [TEXT]},
          {"name": "e", "type": {"type": "array", "items": "float"}, "default": [TEXT]}, {"name": "x", "type": "Unknown", "default": TEXT},
          {"name": "z", "type": "Unknown", "default": [TEXT]}]}"#,
    ),
    (
        "keyed.pdsc",
        r#"{"type": "record", "name": "R", "fields": [{"name": "f", "type": {"type": "map", "values": "string"}, "default": {TEXT: TEXT}},
          {"name": "g", "type": {"type": "record", "name": "O", "fields": []}, "default": {TEXT: TEXT}},
          {"name": "h", "type": {"type": "enum", "name": "E", "symbols": [TEXT]}, "default": TEXT}]}"#,
    ),
    (
        "urns.pdsc",
        r#"{"type": "record", "name": "R", "fields": [{"name": "p", "default": TEXT, "type": {"type": "typeref", "name": "PersonUrn", "ref": "string",
          "validate": {"x.TypedUrnValidator": {"entityType": "person", "fields": [{"type": "long"}]}}}},
          {"name": "s", "default": TEXT, "type": {"type": "typeref", "name": "SeatUrn", "ref": "string",
            "validate": {"x.TypedUrnValidator": {"entityType": "seat", "fields": [{"type": "PersonUrn"}, {"type": "OtherUrn"}]}}}},
          {"name": "a", "default": TEXT, "type": {"type": "typeref", "name": "AnyUrn", "ref": "string", "java": {"class": "x.Urn"}}}]}"#,
    ),
    (
        "urn.pdsc",
        r#"{"type": "record", "name": "R", "fields": [{"name": "f", "default": TEXT, "type": {"type": "typeref", "name": "PersonUrn", "ref": "string",
          "validate": {"x.TypedUrnValidator": {"entityType": "person", "namespace": "x"}}}}]}"#,
    ),
    (
        "parts.pdsc",
        r#"{"type": "record", "name": "R", "fields": [{"name": "f", "default": TEXT, "type": {"type": "typeref", "name": "PersonUrn", "ref": "string",
          "validate": {"x.TypedUrnValidator": {"entityType": "person", "fields": [{"type": "string"}, {"type": "long"}]}}}}]}"#,
    ),
    (
        "validator.pdsc",
        r#"{"type": "typeref", "name": "T", "ref": "string", "validate": {"x.TypedUrnValidator": {"entityType": TEXT, "namespace": TEXT, "fields": [{"type": TEXT}]}}}"#,
    ),
    (
        "words.pdsc",
        r#"{"type": "record", "name": "R", "doc": TEXT, "deprecated": TEXT, "fields": [{"name": "f", "type": "int", "doc": TEXT, "deprecated": TEXT},
          {"name": "e", "doc": TEXT, "type": {"type": "enum", "name": "E", "doc": TEXT, "symbols": ["A", "B"], "symbolDocs": {"A": TEXT},
            "deprecatedSymbols": {"A": TEXT}, "symbolProperties": {"B": {"deprecated": TEXT}}}},
          {"name": "u", "type": {"type": "typeref", "name": "U", "doc": TEXT, "ref": [{"alias": "a", "type": "int", "doc": TEXT, "deprecated": TEXT}]}},
          {"name": "x", "type": {"type": "fixed", "name": "F", "doc": TEXT, "size": 1}}]}"#,
    ),
    (
        "properties.pdsc",
        r#"{"type": "record", "name": "R", TEXT: TEXT, "validate": {TEXT: TEXT}, "aliases": [TEXT], "fields": [
          {"name": "f", "type": "int", "y": [TEXT, {TEXT: TEXT}], "validate": TEXT},
          {"name": "e", "type": {"type": "enum", "name": "E", "symbols": ["A", "B"], "symbolProperties": {"B": {TEXT: TEXT}}}}]}"#,
    ),
    (
        "names.pdsc",
        r#"{"type": "record", "name": "R", "fields": [{"name": TEXT, "type": "int"}, {"name": "z", "type": {"type": "enum", "name": "E", "symbols": [TEXT, "Z"]}},
          {"name": "v", "type": [{"alias": TEXT, "type": "int"}]}]}"#,
    ),
    ("field.pdsc", r#"{"type": "record", "name": "R", "fields": [{"name": TEXT, "type": "string", "default": "a"}]}"#),
    ("optional.pdsc", r#"{"type": "record", "name": "R", "fields": [{"name": TEXT, "type": "string", "optional": true, "doc": "a"}]}"#),
    ("symbols.pdsc", r#"{"type": "enum", "name": "E", "symbols": ["A", TEXT, "B"], "symbolDocs": {"A": "a"}}"#),
    ("symbol.pdsc", r#"{"type": "enum", "name": "E", "symbols": [TEXT], "symbolDocs": {TEXT: "a"}}"#),
    ("member.pdsc", r#"{"type": "typeref", "name": "U", "ref": [{"alias": TEXT, "type": "string"}, {"alias": "y", "type": "int"}]}"#),
    ("type.pdsc", r#"{"type": "record", "name": TEXT, "fields": [{"name": "f", "type": TEXT}]}"#),
    (
        "below.pdsc",
        r#"{"type": "record", "name": TEXT, "namespace": "com.x", "fields": [{"name": "f", "type": [TEXT, "null"]}]}
        {"type": "record", "name": "R", "namespace": TEXT, "fields": []}"#,
    ),
    (
        "parameters.restspec.json",
        r#"{"name": "r", "actionsSet": {"actions": [{"name": "a", "doc": TEXT, "annotations": {"deprecated": {"doc": TEXT}, "z": TEXT}, "parameters": [
          {"name": "s", "type": "string", "default": TEXT, "doc": TEXT, "annotations": {"deprecated": {"doc": TEXT}, "z": {TEXT: TEXT}}},
          {"name": "t", "type": "string", "default": TEXT}, {"name": "b", "type": "boolean", "default": TEXT}, {"name": "d", "type": "double", "default": TEXT},
          {"name": "f", "type": "float", "default": TEXT}, {"name": "i", "type": "int", "default": TEXT}, {"name": "l", "type": "long", "default": TEXT},
          {"name": "m", "type": "{\"type\": \"map\", \"values\": \"string\"}", "default": TEXT}, {"name": "u", "type": "Unknown", "default": TEXT}]},
          {"name": "b", "parameters": [{"name": TEXT, "type": "string"}]},
          {"name": "c", "parameters": [{"name": TEXT, "type": "string", "default": "a"}, {"name": "z", "type": "string"}]}]}}"#,
    ),
    (
        "method.restspec.json",
        r#"{"name": "r", "schema": "R", "collection": {"identifier": {"name": "id", "type": "long"}, "finders": [{"name": TEXT}], "actions": [{"name": TEXT}],
          "batchFinders": [{"name": TEXT, "batchParam": TEXT, "parameters": [{"name": TEXT, "type": "{\"type\": \"array\", \"items\": \"R\"}"}]}]}}"#,
    ),
    (
        "methods.restspec.json",
        r#"{"name": "r", "schema": "R", "collection": {"identifier": {"name": "id", "type": "long"}, "finders": [{"name": "z"}, {"name": TEXT}],
          "actions": [{"name": "z"}, {"name": TEXT}]}}"#,
    ),
    (
        "key.restspec.json",
        r#"{"name": "r", "schema": "R", "collection": {"identifier": {"name": TEXT, "type": "long"}, "methods": [{"method": "get", "doc": TEXT}],
          "alternativeKeys": [{"name": TEXT, "type": "string", "keyCoercer": TEXT, "doc": TEXT}]}}
        {"name": "s", "schema": "R", "association": {"identifier": TEXT, "assocKeys": [{"name": TEXT, "type": "int"}, {"name": "z", "type": "string"}],
          "methods": [{"method": "get"}], "finders": [{"name": "q", "assocKeys": [TEXT]}]}}"#,
    ),
    (
        "resource.restspec.json",
        r#"{"name": TEXT, "schema": "R", "simple": {"methods": [{"method": "get"}],
          "entity": {"subresources": [{"name": TEXT, "schema": "R", "simple": {"methods": [{"method": "get"}]}}]}}}"#,
    ),
    (
        "texts.restspec.json",
        r#"{"name": "r", "schema": "R", "namespace": TEXT, "path": TEXT, "doc": TEXT, TEXT: TEXT,
          "annotations": {"deprecated": {"doc": TEXT}, "readOnly": {"value": [TEXT]}, TEXT: TEXT},
          "simple": {"methods": [{"method": "get", "annotations": {"deprecated": {"doc": TEXT}}}],
            "serviceErrors": [{"code": TEXT, "status": 400, "message": TEXT, TEXT: TEXT}]}}"#,
    ),
];

/// The import of a value in a place.
fn imported(path: &str, place: &str, value: &str) -> Imported {
    let record = ("R.pdl".to_owned(), "record R { f: int }".to_owned());
    let texts = [(path.to_owned(), place.replace("TEXT", value))].into_iter();
    import(texts.chain(path.contains("restspec").then_some(record)).collect(), "example", "http://localhost")
}

/// The default of the field `s` of the record `R`.
fn default_of_text(api: &Api) -> Option<&Json> {
    let record = api.types().iter().find(|def| def.name.wire == "R")?;
    let TypeKind::Record(record) = &record.kind else { return None };
    record.fields.iter().find(|field| field.name.wire == "s")?.default.as_ref()
}

#[test]
fn value_in_any_place_makes_a_schema_that_loads() {
    let texts: Vec<Json> = serde_json::Deserializer::from_str(TEXTS).into_iter().collect::<Result<_, _>>().expect("JSON");
    let values: Vec<String> = texts.iter().map(Json::to_string).chain(VALUES.split(' ').map(str::to_owned)).collect();
    let mut failed = String::new();
    for (path, place) in PLACES {
        for (at, value) in values.iter().enumerate() {
            match restli_schema::load_texts(imported(path, place, value).files) {
                Ok(loaded) if *path == "defaults.pdsc" && at < texts.len() => assert_eq!(default_of_text(&loaded.api), texts.get(at)),
                Ok(_) => {}
                Err(report) => {
                    let _ = writeln!(failed, "{path}: {value}\n{}", report.render(false));
                }
            }
        }
    }
    assert!(failed.is_empty(), "{failed}");
}
