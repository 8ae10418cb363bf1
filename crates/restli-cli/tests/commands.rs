//! `restli import` and `restli scopes` as their user meets them: words and exit codes.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use std::path::Path;
use std::process::{Command, Output};

fn restli() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_restli"));
    command.env("NO_COLOR", "1");
    command
}

fn import(files: &Path, out: &Path) -> Output {
    restli().arg("import").arg(files).arg("--out").arg(out).output().expect("restli runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

#[test]
fn import_of_a_part_ends_with_a_status_of_its_own() {
    let folder = tempfile::tempdir().expect("a folder");
    let files = folder.path().join("files");
    std::fs::create_dir_all(&files).expect("created");
    let write = |name: &str, text: &str| std::fs::write(files.join(name), text).expect("written");
    write("R.pdl", "namespace com.x record R { f: int }");
    assert_eq!(import(&files, &folder.path().join("whole")).status.code(), Some(0));
    write("S.pdl", "namespace com.x record S { f: Missing }");
    let part = import(&files, &folder.path().join("part"));
    assert_eq!(part.status.code(), Some(3));
    let told = text(&part.stderr);
    assert!(told.ends_with("the schema was written and loads, without what the errors above are about (exit status 3)\n"), "{told}");
    assert!(folder.path().join("part/x.yaml").is_file());
    assert_eq!(import(&files, &folder.path().join("part")).status.code(), Some(1));
}

#[test]
fn import_of_nothing_writes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("empty.pdl");
    std::fs::write(&file, "").expect("written");
    for (name, url, code, told) in [
        ("shop", "http://localhost:8080/", 1, "nothing could be imported, and nothing was written"),
        ("9lives", "http://localhost", 1, "`9lives` does not begin with a letter"),
        ("..", "http://localhost", 1, "`--out` ends in no name"),
        ("shop", "localhost", 2, "write scheme and host alone"),
        ("shop", "https://example.com/base", 2, "write scheme and host alone"),
    ] {
        let out = folder.path().join("schema").join(name);
        let output = restli().arg("import").arg(&file).arg("--out").arg(&out).args(["--url", url]).output().expect("restli runs");
        assert_eq!(output.status.code(), Some(code), "{name} {url}");
        assert!(text(&output.stderr).contains(told), "{}", text(&output.stderr));
        assert!(!folder.path().join("schema").exists(), "{name} {url}");
    }
}

#[test]
fn import_of_a_folder_tells_the_files_that_it_passes_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let files = folder.path().join("files");
    std::fs::create_dir_all(files.join("below")).expect("created");
    for name in ["One.courier", "below/Two.courier", "NOTICE"] {
        std::fs::write(files.join(name), "namespace com.x").expect("written");
    }
    let passed_over = "passed over, as of no kind that can be imported: 2 `.courier`, 1 without an ending\n";
    let nothing = import(&files, &folder.path().join("nothing"));
    assert_eq!(nothing.status.code(), Some(1));
    assert!(text(&nothing.stderr).ends_with(passed_over), "{}", text(&nothing.stderr));
    std::fs::write(files.join("R.pdl"), "namespace com.x record R { f: int }").expect("written");
    let some = import(&files, &folder.path().join("some"));
    assert!(text(&some.stdout).ends_with(&format!("  {passed_over}")), "{}", text(&some.stdout));
}

#[test]
fn scopes_from_a_folder_inside_the_workspace_finds_schema_and_front_door() {
    let folder = tempfile::tempdir().expect("a folder");
    let program = folder.path().join("main.rs");
    std::fs::write(&program, "fn main() { linkedin::upload::upload_image(&client, owner, bytes); }").expect("written");
    let output = restli().args(["scopes", "--api", "linkedin", "--crate"]).arg(&program).current_dir("src").output().expect("restli runs");
    let told = text(&output.stdout);
    assert!(output.status.success() && told.contains("content.images.initialize_upload"), "{told}{}", text(&output.stderr));
}
