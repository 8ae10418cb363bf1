//! `--message-format json` as programs meet it (`docs/messages.md`).

#![allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

fn restli(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_restli"));
    command.args(arguments).current_dir(folder).env_remove("CARGO_TARGET_DIR").output().expect("restli runs")
}

fn told(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

/// A folder with the schema `shop`, in which a text is replaced.
fn shop(old: &str, new: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    assert!(restli(folder.path(), &["new", "api", "shop"]).status.success());
    let file = folder.path().join("shop/schema/shop/notes.yaml");
    let text = std::fs::read_to_string(&file).expect("a file");
    assert!(text.contains(old), "the template has no `{old}`");
    std::fs::write(file, text.replace(old, new)).expect("written");
    folder
}

#[test]
fn problem_of_a_schema_is_one_line_of_json_in_every_command() {
    let folder = shop("type: string, doc: Its", "type: strnig, doc: Its");
    let commands: &[&[&str]] = &[
        &["generate"],
        &["export", "--format", "openapi"],
        &["scopes", "--ops", "notes.notes.get"],
        &["coverage"],
        &["doctor"],
        &["sandbox", "--api", "schema/shop"],
    ];
    let mut shown = Vec::new();
    for command in commands {
        let output = restli(&folder.path().join("shop"), &[*command, &["--message-format", "json"]].concat());
        assert_eq!(output.status.code(), Some(1), "{command:?}");
        shown.push(told(&output));
    }
    shown.dedup();
    assert_eq!(shown.len(), 1, "{shown:?}");
    insta::assert_snapshot!(shown.concat());

    let page = std::fs::read_to_string(restli_testing::workspace().join("docs/messages.md")).expect("the page");
    assert!(page.replace("\r\n", "\n").contains(&shown.concat()), "docs/messages.md shows another line");
    let line: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&shown.concat()).expect("JSON");
    for member in line.keys() {
        assert!(page.contains(&format!("`{member}`")), "docs/messages.md lacks `{member}`");
    }
}

#[test]
fn error_of_every_command_is_json() {
    let folder = shop("The notes.", "Notes.");
    let commands: &[(&[&str], i32)] = &[
        (&["nothing"], 2),
        (&["doctor", "--today", "x"], 2),
        (&["new", "api", "Shop"], 2),
        (&["generate", "--api", "nope"], 1),
        (&["import", "nofile", "--out", "x"], 1),
        (&["export", "--format", "openapi", "--api", "nope"], 1),
        (&["explain", "nothinghere"], 1),
        (&["explain", "202601", "--api", "nope"], 1),
        (&["lint", "--api", "nope"], 1),
        (&["docs", "--api", "nope"], 1),
        (&["scopes", "--ops", "notes.gt"], 1),
        (&["coverage", "--api", "nope"], 1),
        (&["diff", "nope"], 3),
        (&["call", "notes.gt"], 1),
        (&["call", "--list", "nothinghere"], 1),
        (&["call", "notes.get", "--key", "1", "--url", "http://127.0.0.1:1"], 3),
        (&["sandbox", "--seed", "nofile", "--port", "0"], 1),
    ];
    for (command, code) in commands {
        let output = restli(&folder.path().join("shop"), &[*command, &["--message-format", "json"]].concat());
        assert_eq!(output.status.code(), Some(*code), "{command:?}: {}", told(&output));
        let told = told(&output);
        assert!(!told.is_empty(), "{command:?}");
        for line in told.lines() {
            let line: serde_json::Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{command:?}: {error}\n{told}"));
            assert_eq!(line["severity"], "error", "{command:?}");
            assert!(!line["message"].as_str().expect("a message").starts_with("error"), "{command:?}");
        }
    }
}

#[test]
fn other_places_of_a_problem_are_related() {
    let folder = shop("  Note:", "  Note: {fields: {}}\n  Note:");
    let output = restli(&folder.path().join("shop"), &["--message-format", "json", "generate", "--api", "schema/shop"]);
    insta::assert_snapshot!(told(&output));
}

#[test]
fn warning_does_not_fail_a_command() {
    let folder = shop("The notes.", "The notes #5");
    let output = restli(&folder.path().join("shop"), &["coverage", "--api", "schema/shop", "--message-format", "json"]);
    assert!(output.status.success());
    insta::assert_snapshot!(told(&output));
}

#[test]
fn error_without_a_place_has_no_file() {
    let folder = shop("The notes.", "Notes.");
    let shop = folder.path().join("shop");
    insta::assert_snapshot!(told(&restli(&shop, &["generate", "--check", "--message-format", "json"])));
    insta::assert_snapshot!(told(&restli(&shop, &["generate", "--api", "shp", "--message-format", "json"])));
}

#[test]
fn problem_of_an_import_is_one_line_of_json() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("R.pdl"), "namespace com.x record R { f: Missing }").expect("written");
    let output = restli(folder.path(), &["import", "R.pdl", "--out", "x", "--message-format", "json"]);
    assert_eq!(output.status.code(), Some(3));
    insta::assert_snapshot!(told(&output));
}
