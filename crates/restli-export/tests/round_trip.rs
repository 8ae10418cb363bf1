//! Every schema of the tests, exported as snapshots and imported again, says what it said before (`FORMATS.md §4.1`, EQUIVALENT).

#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod said;

use std::path::{Path, PathBuf};

use restli_export::{Exported, Fate, Format, export};
use restli_import::import;
use restli_schema::api::Api;

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests")
}

fn load(folder: &Path) -> Api {
    match restli_schema::load_dir(folder).expect("a readable folder") {
        Ok(loaded) => loaded.api,
        Err(report) => panic!("{}", report.render(false)),
    }
}

/// What an export and an import give.
fn back(name: &str, exported: &Exported) -> Api {
    let imported = import(exported.files.clone().into_iter().collect(), name, "https://api.example.com");
    // What Rest.li refuses is told when it is written, and only that.
    let refused: usize = exported.notes.iter().filter(|note| note.fate == Fate::Refused).map(|note| note.count).sum();
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

#[test]
fn the_schema_of_each_construct_comes_back() {
    let (mut count, mut different) = (0, String::new());
    for entry in std::fs::read_dir(tests().join("cases")).expect("tests/cases") {
        let folder = entry.expect("an entry").path();
        let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
        different += &differences(&name, &load(&folder)).0;
        count += 1;
    }
    assert_eq!(different, "");
    assert!(count >= 22, "cases are missing");
}

#[test]
fn a_snapshot_of_another_tool_comes_back() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../restli-import/tests/data/albums.snapshot.json");
    let text = std::fs::read_to_string(path).expect("text");
    let imported = import(vec![("albums.snapshot.json".to_owned(), text)], "photos", "https://photos.example.com");
    let api = restli_schema::load_texts(imported.files).map_err(|report| report.render(false)).expect("a schema").api;
    assert_eq!(differences("photos", &api).0, "");
}

#[test]
fn the_same_schema_gives_the_same_bytes() {
    let api = load(&tests().join("cases/rules"));
    for format in [Format::Snapshot, Format::OpenApi, Format::JsonSchema] {
        assert_eq!(export(&api, format).files, export(&api.clone(), format).files);
    }
}
