//! Imports as a maintainer meets them: the YAML, the problems, and what could not be said.

#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use restli_import::{FileKind, Imported, import};

fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data")
}

/// The schemas of the protocol's test suite, which the conformance tests carry.
fn suite() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/conformance/suite")
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
fn what_is_wrong_is_told_at_its_place_and_the_rest_is_imported() {
    let cases = [
        (
            "a.pdsc",
            r#"{"type": "record", "name": "a.A", "fields": [{"name": "x", "type": "a.Misng"}, {"name": "y", "type": "a.Missing"}]}"#,
        ),
        ("missing.pdsc", r#"{"type": "enum", "name": "a.Missing", "symbols": ["A", "A"], "symbolDocs": {"B": "no such symbol"}}"#),
        ("twice.pdsc", r#"{"type": "fixed", "name": "a.A", "size": 3}"#),
        (
            "default.pdsc",
            r#"{"type": "record", "name": "a.D", "fields": [{"name": "n", "type": "int", "default": "one"}, {"type": "int"}]}"#,
        ),
        ("broken.pdsc", "{\"type\": \"record\",\n  \"name\": \"a.B\" \"fields\": []}"),
        (
            "odd.restspec.json",
            r#"{"name": "odd", "schema": "a.A", "collection": {"identifier": {"name": "id", "type": "long"}, "methods": [{"method": "fetch"}]}}"#,
        ),
        ("none.restspec.json", r#"{"name": "none", "schema": "a.A"}"#),
        ("a.pdl", "record A {}"),
        ("a.txt", "?"),
    ];
    let texts = cases.map(|(path, text)| (path.to_owned(), text.to_owned())).to_vec();
    let imported = import(texts, "wrong", "http://localhost");
    loads(&imported);
    insta::assert_snapshot!(shown(&imported));
}

#[test]
fn no_text_makes_it_panic_or_takes_long() {
    let mut texts = texts(&suite());
    texts.push(("albums.snapshot.json".to_owned(), std::fs::read_to_string(data().join("albums.snapshot.json")).expect("text")));
    texts.push(("deep.pdsc".to_owned(), "[".repeat(100_000)));
    let mut random = 1_u64;
    let mut next = |below: usize| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(random >> 33).unwrap_or(0) % below.max(1)
    };
    for _ in 0..40 {
        for (name, text) in &texts {
            let mut bytes = text.clone().into_bytes();
            for _ in 0..=next(4) {
                let (at, other) = (next(bytes.len()), next(bytes.len()));
                match next(3) {
                    0 => bytes.truncate(at),
                    1 if at < bytes.len() => bytes[at] = b"{}[],:\"x0 "[next(10)],
                    _ if at < other => drop(bytes.drain(at..other.min(at + 20))),
                    _ => {}
                }
            }
            let mutated = String::from_utf8_lossy(&bytes).into_owned();
            let imported = import(vec![(name.clone(), mutated)], "x", "http://localhost");
            assert!(imported.files.contains_key("api.yaml"));
        }
    }
}
