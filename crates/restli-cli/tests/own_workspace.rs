//! `restli` in a workspace of a team's own: the folders it takes, the toolkit that crates depend on, and `restli new`.

#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

fn restli(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_restli"));
    command.args(arguments).current_dir(folder).env("NO_COLOR", "1").env_remove("CARGO_TARGET_DIR");
    command.output().expect("restli runs")
}

fn good(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "{}{}", text(&output.stdout), text(&output.stderr));
    text(&output.stdout)
}

fn told(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1));
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn read(folder: &Path, file: &str) -> String {
    std::fs::read_to_string(folder.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// A folder outside every workspace, with the workspace `shop` in it.
fn shop() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    good(&restli(folder.path(), &["new", "api", "shop"]));
    folder
}

fn manifest(shop: &Path, more: &str) {
    let manifest = read(shop, "Cargo.toml") + more;
    std::fs::write(shop.join("Cargo.toml"), manifest).expect("written");
}

#[test]
fn new_api_outside_a_workspace_writes_one_that_generates() {
    let folder = shop();
    let shop = folder.path().join("shop");
    let first = good(&restli(&shop.join("program"), &["generate"]));
    assert!(first.starts_with("shop: ") && first.contains("crates/shop-client/Cargo.toml (new)"), "{first}");
    let release = format!("restli-client = {{ version = \"{}\", default-features = false }}", env!("CARGO_PKG_VERSION"));
    assert!(read(&shop, "crates/shop-client/Cargo.toml").contains(&release));
    assert!(read(&shop, "schema/shop.schema.json").starts_with('{'));
    good(&restli(&shop, &["generate", "--check"]));
    let again = told(&restli(folder.path(), &["new", "api", "shop"]));
    assert!(again.contains("is there already: choose another name, or remove it"), "{again}");
}

#[test]
fn crates_of_a_schema_that_is_gone_are_told_and_kept() {
    let folder = shop();
    let shop = folder.path().join("shop");
    good(&restli(&shop, &["new", "api", "bank"]));
    let both = restli(&shop, &["generate"]);
    assert!(good(&both).contains("bank: ") && both.stderr.is_empty());
    std::fs::remove_dir_all(shop.join("schema/bank")).expect("removed");
    let after = restli(&shop, &["generate"]);
    good(&after);
    let told = String::from_utf8_lossy(&after.stderr).into_owned();
    for name in ["bank-client", "bank-client-macros"] {
        let wanted = format!("crates/{name} was generated from a schema that is not here: remove the folder if that schema is gone\n");
        assert!(told.contains(&wanted), "{told}");
        assert!(shop.join("crates").join(name).exists());
    }
    assert!(!told.contains("shop-client"), "{told}");
    assert!(restli(&shop, &["generate", "--api", "shop"]).stderr.is_empty());
}

#[test]
fn new_api_inside_a_workspace_adds_its_schema() {
    let folder = shop();
    let shop = folder.path().join("shop");
    let next = good(&restli(&shop, &["new", "api", "bank"]));
    assert!(next.ends_with("describes the API bank; next:\n  restli generate --api bank\n"), "{next}");
    assert!(good(&restli(&shop, &["generate", "--api", "bank"])).starts_with("bank: "));
    assert!(!shop.join("crates/shop-client").exists() && shop.join("crates/bank-client").exists());
    let refused = restli(&shop, &["new", "api", "Bank"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("write a name of small letters"));
}

#[test]
fn settings_of_the_manifest_say_where_crates_go_and_what_they_depend_on() {
    let folder = shop();
    let shop = folder.path().join("shop");
    manifest(&shop, "[workspace.metadata.restli]\ncrates = \"made\"\ntoolkit_version = \"=0.1.7\"\n");
    good(&restli(&shop, &["generate"]));
    assert!(read(&shop, "made/shop-client/Cargo.toml").contains("restli-client = { version = \"=0.1.7\""));
    good(&restli(&shop, &["generate", "--toolkit-version", "0.2"]));
    assert!(read(&shop, "made/shop-client/Cargo.toml").contains("restli-client = { version = \"0.2\""));
    assert_eq!(restli(&shop, &["generate", "--check"]).status.code(), Some(1));
}

#[test]
fn toolkit_in_a_folder_is_named_relative_to_each_crate() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir_all(folder.path().join("kit/restli-client")).expect("created");
    std::fs::write(folder.path().join("kit/restli-client/Cargo.toml"), "").expect("written");
    good(&restli(folder.path(), &["new", "api", "shop", "--toolkit", "kit"]));
    let shop = folder.path().join("shop");
    good(&restli(&shop, &["generate"]));
    assert!(read(&shop, "crates/shop-client/Cargo.toml").contains("restli-client = { path = \"../../../kit/restli-client\""));
}

#[test]
fn settings_that_nobody_reads_are_refused_with_their_place() {
    let folder = shop();
    let shop = folder.path().join("shop");
    manifest(&shop, "[workspace.metadata.restli]\ntoolkt = \"x\"\n");
    let refused = told(&restli(&shop, &["generate"]));
    assert!(refused.contains("Cargo.toml") && refused.contains("unknown field `toolkt`"), "{refused}");
    assert!(refused.contains("toolkt = \"x\"\n") && refused.contains("^^^^^^"), "{refused}");
    let both = read(&shop, "Cargo.toml").replace("toolkt = \"x\"", "toolkit = \"x\"\ntoolkit_version = \"1\"");
    std::fs::write(shop.join("Cargo.toml"), both).expect("written");
    let refused = told(&restli(&shop, &["generate"]));
    assert!(refused.contains("names both a `toolkit` and a `toolkit_version`: remove one"), "{refused}");
}

#[test]
fn folder_without_a_manifest_is_the_workspace() {
    let folder = shop();
    let shop = folder.path().join("shop");
    std::fs::remove_file(shop.join("Cargo.toml")).expect("removed");
    good(&restli(&shop, &["generate"]));
    assert!(shop.join("crates/shop-client/src/lib.rs").is_file());
    assert!(good(&restli(&shop, &["coverage"])).contains("notes"));
}

#[test]
fn folder_without_a_schema_is_told_to_begin_one() {
    let folder = tempfile::tempdir().expect("a folder");
    for command in ["generate", "coverage", "doctor"] {
        let refused = told(&restli(folder.path(), &[command]));
        assert!(refused.contains("name a schema with `--api FOLDER`, or begin one with `new api NAME`"), "{refused}");
    }
    assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 0);
    std::fs::create_dir(folder.path().join("schema")).expect("created");
    let refused = told(&restli(folder.path(), &["generate"]));
    assert!(refused.contains("holds `api.yaml` or a folder `api`"), "{refused}");
}
