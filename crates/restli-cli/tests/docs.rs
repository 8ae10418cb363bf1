//! `restli docs` as its user meets it: files, words and exit codes.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const API: &str = "api: shop\nnamespace: com.example\nbases: {main: {url: 'https://api.example.com', path: /v1}}\n";

/// Runs `restli docs` in a folder that is no cargo workspace.
fn docs(folder: &Path, options: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_restli"));
    command.env("NO_COLOR", "1").env_remove("CARGO_MANIFEST_DIR").current_dir(folder);
    command.args(["docs", "--api", "api", "--out", "site"]).args(options).output().expect("restli runs")
}

#[test]
fn docs_without_a_folder_to_write_to_lie_in_the_workspace() {
    let workspace = tempfile::tempdir().expect("a folder");
    let api = workspace.path().join("schema/shop");
    fs::create_dir_all(&api).expect("created");
    fs::write(workspace.path().join("Cargo.toml"), "[workspace]\n").expect("written");
    fs::write(api.join("api.yaml"), API).expect("written");
    let mut command = Command::new(env!("CARGO_BIN_EXE_restli"));
    let output = command.env_remove("CARGO_MANIFEST_DIR").current_dir(&api).arg("docs").output().expect("restli runs");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(workspace.path().join("target/reference/index.html").is_file());
    assert_eq!(fs::read_dir(&api).expect("a folder").count(), 1);
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

#[test]
fn docs_outside_a_workspace_write_what_differs_and_remove_what_is_gone() {
    let folder = tempfile::tempdir().expect("a folder");
    let (api, site) = (folder.path().join("api"), folder.path().join("site"));
    fs::create_dir(&api).expect("created");
    fs::write(api.join("api.yaml"), API).expect("written");
    fs::write(api.join("toys.yaml"), "product: toys\ntypes: {Kite: {fields: {a: string}}}\n").expect("written");
    let first = docs(folder.path(), &[]);
    assert_eq!(first.status.code(), Some(0), "{}", text(&first.stderr));
    let told = text(&first.stdout);
    assert!(told.ends_with(" files written, 0 up to date\nopen site/index.html\n"), "{told}");
    assert!(text(&docs(folder.path(), &[]).stdout).starts_with("site: 0 of "), "a second run writes nothing");
    fs::write(site.join("note.txt"), "mine").expect("written");
    fs::remove_file(api.join("toys.yaml")).expect("removed");
    let told = text(&docs(folder.path(), &[]).stdout);
    assert!(told.contains(" up to date, 2 removed\n"), "{told}");
    assert!(!site.join("type-toys.Kite.html").exists() && site.join("note.txt").exists());
}

#[test]
fn docs_over_a_file_of_somebody_else_fail_and_change_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let (api, site) = (folder.path().join("api"), folder.path().join("site"));
    fs::create_dir(&api).and_then(|()| fs::create_dir(&site)).expect("created");
    fs::write(api.join("api.yaml"), API).expect("written");
    fs::write(site.join("index.html"), b"\xff<!doctype html>").expect("written");
    let refused = docs(folder.path(), &[]);
    assert_eq!(refused.status.code(), Some(1));
    let told = text(&refused.stderr);
    assert!(told.contains("site/index.html is no file of a reference site"), "{told}");
    assert_eq!(fs::read_dir(&site).expect("a folder").count(), 1);
}

#[test]
fn docs_of_a_schema_with_errors_fail_and_wrong_options_are_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let api = folder.path().join("api");
    fs::create_dir(&api).expect("created");
    fs::write(api.join("api.yaml"), "api: shop\n").expect("written");
    let broken = docs(folder.path(), &[]);
    assert_eq!(broken.status.code(), Some(1));
    assert!(text(&broken.stderr).contains("error[RL"), "{}", text(&broken.stderr));
    assert!(!folder.path().join("site").exists());
    assert_eq!(docs(folder.path(), &["--repository", "javascript:alert(1)"]).status.code(), Some(2));
}
