//! Snapshots that no test compares with anything.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Folders of snapshots with one for each folder of another place.
const ONE_PER_FOLDER: &[(&str, &str)] = &[("cases", "tests/cases"), ("errors", "tests/errors"), ("surface", "schema")];

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    entries.map(|entry| entry.expect("an entry").path()).collect()
}

/// All files below a folder that have this extension.
pub(crate) fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let (mut found, mut open) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(folder) = open.pop() {
        for path in entries(&folder) {
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|ending| ending == extension) {
                found.push(path);
            }
        }
    }
    found
}

fn stem(path: &Path) -> String {
    path.file_stem().expect("a name").to_string_lossy().into_owned()
}

/// The text of a test target: `NAME.rs`, or the files below `NAME/`.
fn source(tests: &Path, name: &str) -> String {
    let single = tests.join(format!("{name}.rs"));
    let paths = if single.is_file() { vec![single] } else { files(&tests.join(name), "rs") };
    paths.iter().map(|path| std::fs::read_to_string(path).expect("a source")).collect()
}

#[test]
fn snapshots_of_folders_are_one_per_folder() {
    let root = restli_testing::workspace();
    for (kind, place) in ONE_PER_FOLDER {
        let snapshots: BTreeSet<String> = files(&root.join("tests/snapshots").join(kind), "snap").iter().map(|path| stem(path)).collect();
        let folders = entries(&root.join(place)).into_iter().filter(|path| path.is_dir());
        let folders: BTreeSet<String> = folders.map(|path| path.file_name().expect("a name").to_string_lossy().into_owned()).collect();
        assert_eq!(snapshots, folders, "tests/snapshots/{kind} and {place} differ");
    }
}

#[test]
fn snapshots_of_tests_are_named_in_their_source() {
    let root = restli_testing::workspace();
    let mut unnamed = Vec::new();
    for folder in entries(&root.join("tests/snapshots")) {
        let kind = stem(&folder);
        if ONE_PER_FOLDER.iter().all(|(known, _)| *known != kind) {
            let source = source(&root.join("tests/tests"), &kind);
            unnamed.extend(files(&folder, "snap").into_iter().filter(|path| !source.contains(&format!("\"{}\"", stem(path)))));
        }
    }
    assert!(unnamed.is_empty(), "no test names {unnamed:?}");
}

/// Snapshots of a crate's tests: `TARGET__FUNCTION.snap`, with `-2` and so on for further ones of a function.
#[test]
fn snapshots_of_crates_belong_to_a_test_function() {
    let root = restli_testing::workspace();
    let mut strays = Vec::new();
    for package in entries(&root.join("crates")) {
        strays.extend(files(&package.join("src"), "snap"));
        let tests = package.join("tests");
        let snapshots = if tests.is_dir() { files(&tests, "snap") } else { Vec::new() };
        strays.extend(snapshots.into_iter().filter(|path| {
            let name = stem(path);
            let (target, function) = name.split_once("__").unwrap_or((&name, ""));
            let function = function.rsplit("__").next().unwrap_or_default();
            let (function, count) = match function.rsplit_once('-') {
                Some((function, number)) => (function, number.parse().unwrap_or(1)),
                None => (function, 1),
            };
            let source = source(&tests, target);
            let body = source.split_once(&format!("fn {function}()")).map_or("", |(_, rest)| rest.split("\n}\n").next().unwrap_or(rest));
            body.matches("assert_snapshot!").count() < count
        }));
    }
    assert!(strays.is_empty(), "no test compares {strays:?}");
}
