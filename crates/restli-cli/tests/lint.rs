//! `restli lint` as its user meets it: findings, allowances and exit codes.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;
use std::process::Command;

const API: &str = "api: shop\nnamespace: com.example\nbases: {main: {url: 'https://api.example.com', path: /v1}}\n";
const TOYS: &str = "product: toys\ndoc: Toys.\ntypes: {Kite: {doc: A kite., fields: {a: {type: string, doc: Its name.}}}}\n";

/// The exit status and standard error of a run in a folder.
fn lint(folder: &Path, options: &[&str]) -> (Option<i32>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_restli"));
    command.env("NO_COLOR", "1").env_remove("CARGO_MANIFEST_DIR").current_dir(folder).arg("lint").args(options);
    let output = command.output().expect("restli runs");
    (output.status.code(), String::from_utf8_lossy(&[output.stderr, output.stdout].concat()).into_owned())
}

#[test]
fn finding_fails_where_its_lint_is_denied_until_it_is_allowed() {
    let folder = tempfile::tempdir().expect("a folder");
    let shop = folder.path().join("schema/shop");
    fs::create_dir_all(&shop).expect("created");
    fs::write(shop.join("api.yaml"), API).expect("written");
    fs::write(shop.join("toys.yaml"), TOYS).expect("written");
    let (status, told) = lint(folder.path(), &["--only", "unused"]);
    assert_eq!(status, Some(0));
    assert!(told.starts_with("warning[unused]: ") && told.contains(" --> schema/shop/toys.yaml:3:9\n"), "{told}");
    assert_eq!(lint(folder.path(), &["--deny", "missing-sample"]).0, Some(0));
    assert_eq!(lint(folder.path(), &["--deny", "all"]).0, Some(1));
    assert_eq!(lint(folder.path(), &["--deny", "unsed"]).0, Some(2));

    fs::write(folder.path().join("schema/shop.lints.yaml"), "unused: {Kite: It comes., main: It comes.}\n").expect("written");
    assert_eq!(lint(folder.path(), &["--deny", "all"]), (Some(0), "shop: 0 findings\n".to_owned()));
    assert_eq!(lint(&shop, &["--api", ".", "--deny", "all"]), (Some(0), "shop: 0 findings\n".to_owned()));

    fs::write(shop.join("toys.yaml"), "product: [").expect("written");
    let (status, told) = lint(folder.path(), &[]);
    assert_eq!(status, Some(1));
    assert!(told.contains("error[RL"), "{told}");
}
