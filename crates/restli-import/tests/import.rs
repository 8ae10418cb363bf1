//! Imports as a maintainer meets them: the YAML, the problems, and what could not be said.

#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use restli_import::{FileKind, Imported, import, rules};

fn data() -> PathBuf {
    PathBuf::from("tests/data")
}

/// The schemas of the protocol's test suite, which the conformance tests carry.
fn suite() -> PathBuf {
    PathBuf::from("../../tests/conformance/suite")
}

/// The files below a folder, by their path in it.
fn texts(root: &Path) -> Vec<(String, String)> {
    let mut texts = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_str().is_some_and(|name| FileKind::of(name).is_some()) {
                let name = path.strip_prefix(root).expect("below").to_string_lossy().replace('\\', "/");
                texts.push((name, std::fs::read_to_string(&path).expect("text")));
            }
        }
    }
    texts.sort();
    texts
}

/// Everything that an import gives, for people.
fn shown(imported: &Imported) -> String {
    let mut out = String::new();
    for (name, text) in &imported.files {
        let _ = write!(out, "=== {name}\n{text}\n");
    }
    for note in &imported.notes {
        let place = imported.sources.place(note.span);
        let _ = writeln!(out, "{} {}: {place}", if note.kept { "kept:" } else { "left out:" }, note.what);
    }
    out + "\n" + &imported.render(false)
}

fn loads(imported: &Imported) {
    if let Err(report) = restli_schema::load_texts(imported.files.clone()) {
        panic!("{}", report.render(false));
    }
}

#[test]
fn the_schemas_of_the_test_suite() {
    let imported = import(texts(&suite()), "testsuite", "http://localhost:8080");
    loads(&imported);
    assert_eq!(imported.errors(), 0);
    insta::assert_snapshot!(shown(&imported));
}

#[test]
fn a_snapshot_holds_resource_and_types() {
    let text = std::fs::read_to_string(data().join("albums.snapshot.json")).expect("text");
    let imported = import(vec![("albums.snapshot.json".to_owned(), text)], "photos", "https://photos.example.com");
    loads(&imported);
    insta::assert_snapshot!(shown(&imported));
}

#[test]
fn unstructured_data_is_bytes() {
    let text = r#"{"name": "pictures", "namespace": "com.example", "path": "/pictures", "entityType": "UNSTRUCTURED_DATA", "doc": "As they are.",
  "collection": {"identifier": {"name": "pictureId", "type": "string"}, "supports": ["get", "create"], "methods": [{"method": "get"}, {"method": "create"}],
    "entity": {"path": "/pictures/{pictureId}", "subresources": [{"name": "thumbnail", "namespace": "com.example", "path": "/pictures/{pictureId}/thumbnail",
      "entityType": "UNSTRUCTURED_DATA", "simple": {"supports": ["get"], "methods": [{"method": "get"}], "entity": {"path": "/pictures/{pictureId}/thumbnail"}}}]}}}"#;
    let imported = import(vec![("pictures.restspec.json".to_owned(), text.to_owned())], "album", "http://localhost");
    loads(&imported);
    insta::assert_snapshot!(shown(&imported));
}

/// A restspec beside its snapshot, and types that both carry, are no contradiction.
#[test]
fn declaration_repeated_alike_in_two_files_is_imported_once() {
    let text = std::fs::read_to_string(data().join("albums.snapshot.json")).expect("text");
    let snapshot: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let mut resource = snapshot["schema"].clone();
    resource["resourceClass"] = "com.example.photos.AlbumsResource".into();
    let alone = import(vec![("z.snapshot.json".to_owned(), text.clone())], "photos", "http://localhost");
    // A record, and a typeref that is a URN type.
    let (record, urn) = (snapshot["models"][0].to_string(), snapshot["models"][1].to_string());
    let again = [("a.restspec.json", resource.to_string()), ("b.pdsc", record), ("c.pdsc", urn), ("z.snapshot.json", text)];
    let both = import(again.map(|(path, text)| (path.to_owned(), text)).to_vec(), "photos", "http://localhost");
    assert_eq!(both.errors(), 0, "{}", both.render(false));
    let said = |imported: &Imported| imported.files["photos.yaml"].replace("resourceClass: com.example.photos.AlbumsResource, ", "");
    assert_eq!(said(&both), said(&alone));
}

/// A server needs few names to tell requests apart (`docs/protocol.md §1`), and the key of an association may have one part.
#[test]
fn parameters_and_keys_that_a_server_can_route_are_kept() {
    let text = r#"{"name": "r", "schema": "a.R", "association": {"assocKeys": [{"name": "id", "type": "long"}], "methods": [{"method": "get"}],
      "finders": [{"name": "f", "parameters": [{"name": "bq", "type": "string"}, {"name": "action", "type": "string"},
        {"name": "start", "type": "int"}, {"name": "count", "type": "int", "optional": true}]}]}}"#;
    let record = r#"{"type": "record", "name": "a.R", "fields": [{"name": "f", "type": "int"}]}"#;
    let texts = [("r.restspec.json", text), ("R.pdsc", record)].map(|(path, text)| (path.to_owned(), text.to_owned()));
    let imported = import(texts.to_vec(), "x", "http://localhost");
    loads(&imported);
    assert_eq!(imported.errors(), 0, "{}", imported.render(false));
    let yaml = shown(&imported);
    for kept in ["association: a.R", "key: {id: long}", "bq: string", "action: string", "start: int", "count?: int"] {
        assert!(yaml.contains(kept), "{kept} in {yaml}");
    }
}

/// A method with alternative keys has a function by each of them, whose arguments have names of their own.
#[test]
fn parameter_named_like_an_alternative_key_gets_another_name_in_rust() {
    let text = r#"{"name": "r", "schema": "a.R", "collection": {"identifier": {"name": "id", "type": "long"},
      "alternativeKeys": [{"name": "mail", "type": "string", "keyCoercer": ""}], "supports": ["delete"],
      "methods": [{"method": "delete", "parameters": [{"name": "mail", "type": "string"}], "maxBatchSize": {"value": 0}}]}}"#;
    let record = r#"{"type": "record", "name": "a.R", "fields": [{"name": "f", "type": "int"}]}"#;
    let texts = [("r.restspec.json", text), ("R.pdsc", record)].map(|(path, text)| (path.to_owned(), text.to_owned()));
    let imported = import(texts.to_vec(), "x", "http://localhost");
    loads(&imported);
    assert!(shown(&imported).contains("mail: {type: string, rust: mail_param}"), "{}", shown(&imported));
    let report = imported.render(false);
    assert!(report.contains("`value` is not a whole number from 1 to 2147483647"), "{report}");
}

/// In Rest.li a method has the errors of its resource and its own, and a resource below has none of them; in the YAML the nearest
/// list counts (`docs/formats.md §2.5`).
#[test]
fn errors_stand_where_they_count() {
    let text = r#"{"name": "r", "schema": "a.R", "simple": {"serviceErrors": [{"code": "LOST", "status": 404}],
      "methods": [{"method": "get"}, {"method": "update", "serviceErrors": [{"code": "FULL", "status": 409, "errorDetailType": "a.R"}]}],
      "entity": {"subresources": [{"name": "below", "schema": "a.R", "simple": {"methods": [{"method": "get"}]}}]}}}"#;
    let record = r#"{"type": "record", "name": "a.R", "fields": [{"name": "f", "type": "int"}]}"#;
    let texts = [("r.restspec.json", text), ("R.pdsc", record)].map(|(path, text)| (path.to_owned(), text.to_owned()));
    let imported = import(texts.to_vec(), "errors", "http://localhost");
    loads(&imported);
    insta::assert_snapshot!(shown(&imported));
}

#[test]
fn pdl_with_everything_that_its_grammar_has() {
    let imported = import(texts(&data().join("pdl")), "people", "https://people.example.com");
    loads(&imported);
    insta::assert_snapshot!(shown(&imported));
}

/// Names that are apart in Rest.li and not in Rust, unions whose name is taken, keys of one name in a path.
#[test]
fn names_that_would_meet_are_kept_apart() {
    let imported = import(texts(&data().join("names")), "names", "https://names.example.com");
    loads(&imported);
    insta::assert_snapshot!(shown(&imported));
}

/// The same types in both syntaxes. What only one of them can say is not in here (`docs/formats.md §1.13`).
#[test]
fn pdl_and_pdsc_say_the_same() {
    let pairs = [
        (
            "namespace a /** A record. */ @x.y = 1 record R includes I { f: optional string, @p g: int = 1 }",
            r#"{"type": "record", "name": "a.R", "doc": "A record.", "x": {"y": 1}, "include": ["I"],
                "fields": [{"name": "f", "type": "string", "optional": true}, {"name": "g", "type": "int", "default": 1, "p": true}]}"#,
        ),
        (
            "namespace a record I { h: array[map[string, R2]] } includes record R2 {}",
            r#"{"type": "record", "name": "I", "namespace": "a",
                "fields": [{"name": "h", "type": {"type": "array", "items": {"type": "map", "values": "R2"}}}],
                "include": [{"type": "record", "name": "R2", "fields": []}]}"#,
        ),
        (
            "namespace a enum E { /** First. */ A @deprecated B @deprecated = \"why\" @z = [1] C }",
            r#"{"type": "enum", "name": "a.E", "symbols": ["A", "B", "C"], "symbolDocs": {"A": "First."},
                "deprecatedSymbols": {"B": true, "C": "why"}, "symbolProperties": {"C": {"z": [1]}}}"#,
        ),
        (
            "namespace a @aliases = [\"V\"] typeref U = union[null, int, E, {namespace b fixed F 3}]",
            r#"{"type": "typeref", "name": "U", "namespace": "a", "aliases": ["V"],
                "ref": ["null", "int", "E", {"type": "fixed", "name": "F", "namespace": "b", "size": 3}]}"#,
        ),
        (
            "namespace a\r\n/**\r\n * Two\r\n * lines.\r\n */\r\nfixed G 2\r\n",
            r#"{"type": "fixed", "name": "a.G", "doc": "Two\nlines.", "size": 2}"#,
        ),
        (
            "namespace a typeref W = union[/** One. */ @q one: E, two: array[bytes]]",
            r#"{"type": "typeref", "name": "a.W",
                "ref": [{"alias": "one", "type": "E", "doc": "One.", "q": true}, {"alias": "two", "type": {"type": "array", "items": "bytes"}}]}"#,
        ),
    ];
    let all = |ending: &str, pick: fn(&(&'static str, &'static str)) -> &'static str| {
        let texts = pairs.iter().zip(0..).map(|(pair, number)| (format!("{number}.{ending}"), pick(pair).to_owned()));
        import(texts.collect(), "same", "http://localhost")
    };
    let (pdl, pdsc) = (all("pdl", |pair| pair.0), all("pdsc", |pair| pair.1));
    loads(&pdl);
    assert_eq!(pdl.errors() + pdsc.errors(), 0, "{}{}", pdl.render(false), pdsc.render(false));
    assert_eq!(pdl.files, pdsc.files);
}

#[test]
fn files_with_errors_report_places_and_import_the_rest() {
    let cases = [
        (
            "a.pdsc",
            r#"{"type": "record", "name": "a.A", "fields": [{"name": "x", "type": "a.Misng"}, {"name": "y", "type": "a.Missing"}]}"#,
        ),
        ("missing.pdsc", r#"{"type": "enum", "name": "a.Missing", "symbols": ["A", "A"], "symbolDocs": {"B": "no such symbol"}}"#),
        ("twice.pdsc", r#"{"type": "fixed", "name": "a.A", "size": 3}"#),
        ("broken.pdl", "namespace a\nrecord B { inner: record Inner { n: int }\n  f int }"),
        ("fields.pdl", "namespace a record C {\n  a: int =\n  @p = [1] b: string\n  c: record D { x int, y: long }\n  : int\n  e: A }"),
        ("none.restspec.json", r#"{"name": "none", "schema": "a.A"}"#),
    ];
    let texts = cases.map(|(path, text)| (path.to_owned(), text.to_owned())).to_vec();
    let imported = import(texts, "wrong", "http://localhost");
    loads(&imported);
    insta::assert_snapshot!(shown(&imported));
}

/// Mistakes, each in a file of its own, which is imported alone.
const MISTAKES: &[(&str, &str)] = &[
    ("a.txt", "?"),
    ("unions.pdl", "record Thing { none: union[], only: union[null] }"),
    ("open.pdsc", "{\"type\": \"record\",\n  \"name\": \"a.B\" \"fields\": []}"),
    ("comment.pdsc", "\"int\" /* not closed"),
    ("key.pdsc", r#"{"type": "typeref", "name": "T", "ref": "int", "ref": "long"}"#),
    ("kind.pdsc", r#"{"type": "typeref", "name": "T", "ref": "int", "doc": 1, "aliases": "U"}"#),
    ("keys.pdsc", r#"{"type": "record", "name": "a.D", "fields": [{"type": "int"}, {"name": "f"}]}"#),
    ("name.pdsc", r#"{"type": "fixed", "name": "a-b", "size": 1} {"type": "enum", "name": "E", "symbols": ["a b"]}"#),
    ("alias.pdsc", r#"{"type": "fixed", "name": "A", "size": 1} {"type": "fixed", "name": "B", "size": 1, "aliases": ["A"]}"#),
    ("nameless.pdsc", r#"{"type": "array", "items": "int"}"#),
    ("symbol.pdsc", r#"{"type": "enum", "name": "E", "symbols": ["A"], "symbolDocs": {"B": "no such symbol"}}"#),
    ("type.pdsc", r#"{"type": "typeref", "name": "T", "ref": 5} {"type": "typeref", "name": "N", "ref": "null"}"#),
    ("cycle.pdsc", r#"{"type": "typeref", "name": "T", "ref": {"type": "array", "items": "T"}}"#),
    ("self.pdsc", r#"{"type": "record", "name": "R", "fields": [{"name": "r", "type": "R"}]}"#),
    (
        "include.pdsc",
        r#"{"type": "record", "name": "R", "include": ["R", "E"], "fields": []} {"type": "enum", "name": "E", "symbols": []}"#,
    ),
    ("field.pdsc", r#"{"type": "record", "name": "R", "fields": [{"name": "f", "type": "int"}, {"name": "f", "type": "string"}]}"#),
    (
        "union.pdsc",
        r#"{"type": "typeref", "name": "U", "ref": ["int", "int", ["null"], {"alias": "x", "type": "null"}, {"alias": "x", "type": "int"}]}"#,
    ),
    (
        "default.pdsc",
        r#"{"type": "record", "name": "R", "fields": [{"name": "n", "type": "int", "default": "one"},
  {"name": "l", "type": {"type": "array", "items": "long"}, "default": [1, 2e30]}, {"name": "b", "type": "bytes", "default": "ā"},
  {"name": "u", "type": ["int", "string"], "default": null}, {"name": "r", "type": "R", "default": {"m": 1}}]}"#,
    ),
    (
        "deep.pdl",
        "typeref T = array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[array[int",
    ),
    ("end.pdl", "namespace a\nrecord R {\n  f: int"),
    ("empty.pdl", "// nothing"),
    ("string.pdl", "record R {\n  f: string = \"not closed\n}"),
    ("letter.pdl", "record R { f: string; g: int }"),
    ("word.pdl", "namespace a.record\nrecord R {}"),
    ("symbol.pdl", "enum E { A null B }"),
    ("late.pdl", "record R { @p /** Too late. */ f: int }"),
    ("two.pdl", "record R { f: int }\nrecord S { f: int }"),
    ("scoped.pdl", "{ namespace a record R {} }"),
    ("scope.pdl", "record R { f: { namespace a array[int] } }"),
    ("primitive.pdl", "record R { f: @deprecated int }"),
    ("anonymous.pdl", "record R { f: /** A list. */ array[int] }"),
    ("unnamed.pdl", "union[int]"),
    ("empty_comment.pdl", "/**/ record R { f: int /* g: int */ }"),
    ("name.pdl", "record a-b { c-d: int }"),
    ("property.pdl", "@a = 1 @a.b = 2 @c.d = 1 @c.d = 2 @e = {\"f\": 1 \"f\": 2} record R { @order = 1 @aliases = \"x\" f: int }"),
    ("imports.pdl", "namespace a import a.B import b.C import c.C import c.D import c.D\nrecord R { b: optional record C { f: int } }"),
    ("map.pdl", "record R { f: map[int, string] }"),
    ("includes.pdl", "record R includes { f: int }"),
    ("around.pdl", "record R includes record A { a: int } { f: int } includes record B { b: int }"),
    ("size.pdl", "fixed F 1.5"),
    ("lost.pdl", "record R { f: fixed S 0 h: array[S] }"),
    ("default.pdl", "record R { n: int = 3000000000 e: enum E { A } = \"B\" }"),
    ("floats.pdl", "record R { f: float = 4.4E38 d: double = 1e400 s: double = \"one\" }"),
    ("empty_record.pdl", "record R {}"),
    (
        "method.restspec.json",
        r#"{"name": "r", "actionsSet": {"actions": [{"name": "a", "returns": ""}], "methods": [{"method": "fetch"}]}}"#,
    ),
    ("method.snapshot.json", r#"{"models": [], "schema": {"name": "r", "simple": {"methods": [{"method": "get_all"}]}, "schema": "R"}}"#),
    (
        "association.restspec.json",
        r#"{"name": "r", "schema": "R", "association": {"assocKeys": [{"name": "a", "type": "int"}, {"name": "b", "type": "int"}],
  "methods": [{"method": "get"}, {"method": "create"}]}}"#,
    ),
    (
        "bytes.restspec.json",
        r#"{"name": "r", "entityType": "UNSTRUCTURED_DATA", "annotations": {"readOnly": {"value": ["f"]}}, "collection": {"identifier": {"type": "long"},
  "methods": [{"method": "create", "annotations": {"returnEntity": {}}}, {"method": "batch_get"}], "actions": [{"name": "a"}]}}"#,
    ),
    (
        "list.restspec.json",
        r#"{"name": "r", "schema": "R", "collection": {"identifier": {"type": "long"}, "methods": [{"method": "get"}, {"method": "get"}],
  "finders": [{"name": "q", "pagingSupported": true, "parameters": [{"name": "start", "type": "int"}, {"name": "$x", "type": "int", "optional": true}]}]}}"#,
    ),
    (
        "paths.snapshot.json",
        r#"{"models": [{"type": "record", "name": "R", "fields": [{"name": "f", "type": "int"}]}],
  "schema": {"name": "r", "schema": "R", "annotations": {"readOnly": {"value": ["f", "g", "f/x"]}, "createOnly": {"value": ["f"]}},
  "collection": {"identifier": {"type": "long"}, "methods": [{"method": "get"}]}}}"#,
    ),
    ("array.restspec.json", r#"[{"name": "r", "actionsSet": {"actions": []}}]"#),
    (
        "flag.restspec.json",
        r#"{"name": "r", "actionsSet": {"actions": [{"name": "a", "parameters": [{"name": "p", "type": "int", "optional": "true"}]}]}}"#,
    ),
    (
        "errors.restspec.json",
        r#"{"name": "r", "actionsSet": {"serviceErrors": [{"code": "E", "status": 400}],
  "actions": [{"name": "a", "serviceErrors": [{"code": "E", "status": 404}, {"code": "F", "status": 9}, {"code": " G", "status": 400}]}]}}
{"name": "r", "actionsSet": {"actions": []}}"#,
    ),
    (
        "types.restspec.json",
        r#"{"name": "r", "schema": "R", "association": {"assocKeys": [{"name": "a", "type": "Unknown"}]}}
{"name": "s", "actionsSet": {"actions": [{"name": "a", "parameters": [{"name": "p", "type": "[\"int\"]"}, {"name": "q", "type": "{\"type\""}]}]}}
{"name": "t", "schema": "R", "association": {"assocKeys": []}}"#,
    ),
];

#[test]
fn every_mistake_has_a_message() {
    let mut all = String::new();
    let mut seen = BTreeSet::new();
    for (path, text) in MISTAKES {
        let imported = import(vec![((*path).to_owned(), (*text).to_owned())], "wrong", "http://localhost");
        loads(&imported);
        seen.extend(imported.problems.iter().map(|problem| problem.rule));
        assert!(!imported.problems.is_empty(), "{path} is fine");
        let _ = writeln!(all, "{}", imported.render(false));
    }
    insta::assert_snapshot!(all);
    let unseen: Vec<&str> = rules::RULES.iter().map(|(id, _)| *id).filter(|id| !seen.contains(id)).collect();
    assert!(unseen.is_empty(), "no mistake breaks {unseen:?}");
}

/// Whatever stands in a file: what is wrong is told, and the rest makes a schema.
#[test]
fn no_text_makes_it_panic_or_gives_yaml_that_does_not_load() {
    let mut texts = texts(&suite());
    texts.extend(self::texts(&data()));
    texts.extend(MISTAKES.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())));
    texts.push(("deep.pdsc".to_owned(), "[".repeat(100_000)));
    texts.push(("deep.pdl".to_owned(), "array[".repeat(100_000)));
    texts.push(("path.pdl".to_owned(), format!("@{}a record R {{}}", "a.".repeat(100_000))));
    let mut random = 1_u64;
    let mut next = |below: usize| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(random >> 33).unwrap_or(0) % below.max(1)
    };
    for _ in 0..20 {
        for (name, text) in &texts {
            let mut bytes = text.clone().into_bytes();
            for _ in 0..=next(4) {
                let (at, other) = (next(bytes.len()), next(bytes.len()));
                match next(4) {
                    0 => bytes.truncate(at),
                    1 if at < bytes.len() => bytes[at] = b"{}[],:\"x0 @`-.=/*$"[next(18)],
                    2 if at < other => drop(bytes.drain(at..other.min(at + 20))),
                    // A piece of the text stands somewhere else as well.
                    _ if at < other => {
                        let piece = bytes[at..other.min(at + 40)].to_vec();
                        let place = next(bytes.len());
                        drop(bytes.splice(place..place, piece));
                    }
                    _ => {}
                }
            }
            let mutated = String::from_utf8_lossy(&bytes).into_owned();
            let imported = import(vec![(name.clone(), mutated.clone())], "x", "http://localhost");
            if let Err(report) = restli_schema::load_texts(imported.files.clone()) {
                panic!("{name}:\n{mutated}\n{}{}", imported.render(false), report.render(false));
            }
        }
    }
}
