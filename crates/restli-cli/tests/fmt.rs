//! `restli fmt` as its user meets it: words, exit codes, and files that it leaves alone.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

const WARES: &str = "product: wares
types:
    # A ware.
    Ware: { fields: {id: long,note?: string} }   
resources: { wares: {collection: Ware, key: {id: long}, methods: {get: }}}
";

const LAID_OUT: &str = "product: wares

types:
  # A ware.
  Ware: {fields: {id: long, note?: string}}
resources: {wares: {collection: Ware, key: {id: long}, methods: {get: }}}
";

fn folder() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let schema = folder.path().join("schema/shop");
    std::fs::create_dir_all(schema.join("samples")).expect("created");
    let write = |name: &str, text: &str| std::fs::write(schema.join(name), text).expect("written");
    write("api.yaml", "api: shop\nnamespace: com.example\nbases: {main: {url: \"https://api.example.com\"}}\n");
    write("wares.yaml", WARES);
    write("samples/odd.yaml", "a:    b");
    (folder, schema)
}

fn fmt(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_restli"));
    command.env("NO_COLOR", "1").current_dir(folder).arg("fmt").args(arguments).output().expect("restli runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).expect("a file")
}

#[test]
fn check_prints_a_diff_and_writes_nothing() {
    let (folder, schema) = folder();
    let output = fmt(folder.path(), &["--check"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(read(&schema.join("wares.yaml")), WARES);
    insta::assert_snapshot!(text(&output.stdout) + &text(&output.stderr));
}

#[test]
fn files_are_laid_out_once() {
    let (folder, schema) = folder();
    let output = fmt(folder.path(), &[]);
    assert_eq!((output.status.code(), text(&output.stdout)), (Some(0), "schema/shop/wares.yaml (+4 -3)\n".to_owned()));
    assert_eq!(read(&schema.join("wares.yaml")), LAID_OUT);
    assert_eq!(read(&schema.join("samples/odd.yaml")), "a:    b");
    for arguments in [&[][..], &["--check"], &["--check", "--api", "shop"]] {
        let output = fmt(folder.path(), arguments);
        assert_eq!((output.status.code(), text(&output.stdout)), (Some(0), "2 files, nothing to change\n".to_owned()));
    }
}

#[test]
fn file_beyond_the_layout_is_left_and_told() {
    let (folder, schema) = folder();
    let odd = "product: more\n---\n";
    std::fs::write(schema.join("more.yaml"), odd).expect("written");
    let marked = format!("---\n{WARES}");
    std::fs::write(schema.join("wares.yaml"), &marked).expect("written");
    let output = fmt(folder.path(), &[]);
    assert_eq!(output.status.code(), Some(3), "a second document is none of the language");
    let told = text(&output.stderr);
    assert!(told.contains("warning: schema/shop/wares.yaml:1: the file is left as it is: "), "{told}");
    assert!(told.contains("schema/shop/more.yaml:2:1"), "{told}");
    assert_eq!((read(&schema.join("more.yaml")), read(&schema.join("wares.yaml"))), (odd.to_owned(), marked));
}

#[test]
fn file_that_is_no_yaml_ends_with_a_status_of_its_own() {
    let (folder, schema) = folder();
    for bytes in [&b"product: [\n"[..], b"product: \xff\n", b"a:\n\tb: c\n"] {
        std::fs::write(schema.join("more.yaml"), bytes).expect("written");
        std::fs::write(schema.join("wares.yaml"), WARES).expect("written");
        let output = fmt(folder.path(), &[]);
        assert_eq!(output.status.code(), Some(3));
        assert!(text(&output.stderr).contains("schema/shop/more.yaml"), "{}", text(&output.stderr));
        assert_eq!(std::fs::read(schema.join("more.yaml")).expect("a file"), bytes);
        assert_eq!(read(&schema.join("wares.yaml")), LAID_OUT, "the other files are laid out");
    }
}
