//! One small schema per construct: the whole output is a snapshot, and all of it compiles without a warning.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use restli_codegen::{Dependencies, FileSet};
use restli_schema::api::Api;

fn root() -> PathBuf {
    restli_testing::workspace()
}

fn cases() -> Vec<PathBuf> {
    let mut cases: Vec<PathBuf> = std::fs::read_dir(root().join("tests/cases"))
        .expect("tests/cases")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.join("api.yaml").is_file())
        .collect();
    cases.sort();
    assert!(cases.len() >= 12, "cases are missing");
    cases
}

fn load(folder: &Path) -> Api {
    match restli_schema::load_dir(folder).expect("a readable folder") {
        Ok(loaded) => loaded.api,
        Err(report) => panic!("{}", report.render(false)),
    }
}

fn generate(folder: &Path, dependencies: &Dependencies) -> FileSet {
    restli_codegen::generate(&restli_codegen::plan(&load(folder)), dependencies).expect("generated")
}

#[test]
fn the_output_of_each_case_is_as_reviewed() {
    for case in cases() {
        let name = case.file_name().expect("a name").to_string_lossy().into_owned();
        let mut text = restli_codegen::surface(&restli_codegen::plan(&load(&case)));
        for (path, source) in generate(&case, &Dependencies::Workspace) {
            // The first line holds the schema's hash, which changes with every letter of the input.
            let source = source.split_once('\n').map_or("", |(_, rest)| rest);
            let _ = write!(text, "\n=== {path}\n{source}");
        }
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(root().join("tests/snapshots/cases"));
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(name, text));
    }
}

#[test]
fn the_output_of_each_case_compiles_without_a_warning() {
    let root = root();
    let folder = root.join("target/cases");
    let mut members = Vec::new();
    for case in cases() {
        for (path, source) in generate(&case, &Dependencies::Path(root.display().to_string())) {
            let file = folder.join(&path);
            std::fs::create_dir_all(file.parent().expect("a folder")).expect("created");
            if std::fs::read_to_string(&file).ok().as_ref() != Some(&source) {
                std::fs::write(&file, source).expect("written");
            }
            members.extend(path.strip_suffix("/Cargo.toml").map(|name| format!("\"{name}\"")));
        }
    }
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = [{}]\n", members.join(", "));
    std::fs::write(folder.join("Cargo.toml"), manifest).expect("written");
    std::fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).expect("copied");
    // Plain HTTP is enough to type-check, and spares the build of a TLS library.
    let output = Command::new(env!("CARGO"))
        .args(["check", "--workspace", "--no-default-features", "--features", &features(&folder, &members)])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env_remove("RUSTFLAGS")
        .output()
        .expect("cargo runs");
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && !told.contains("warning:"), "{told}");
}

/// The product features of every generated client, as cargo wants them.
fn features(folder: &Path, members: &[String]) -> String {
    let mut features = Vec::new();
    for member in members.iter().map(|member| member.trim_matches('"')).filter(|member| !member.ends_with("-macros")) {
        let manifest = std::fs::read_to_string(folder.join(member).join("Cargo.toml")).expect("a manifest");
        let listed = manifest.split_once("[features]").map_or("", |(_, features)| features);
        let names = listed.lines().filter_map(|line| line.split_once(" = ")).map(|(name, _)| name);
        features.extend(names.filter(|name| !matches!(*name, "default" | "rustls")).map(|name| format!("{member}/{name}")));
    }
    features.join(",")
}

#[test]
fn the_same_input_gives_the_same_bytes_wherever_it_lies() {
    let elsewhere = tempfile::tempdir().expect("a folder");
    for case in cases() {
        let copy = elsewhere.path().join(case.file_name().expect("a name"));
        std::fs::create_dir_all(&copy).expect("created");
        for file in std::fs::read_dir(&case).expect("a folder") {
            let file = file.expect("an entry").path();
            std::fs::copy(&file, copy.join(file.file_name().expect("a name"))).expect("copied");
        }
        assert_eq!(generate(&case, &Dependencies::Workspace), generate(&copy, &Dependencies::Workspace));
        assert_eq!(generate(&case, &Dependencies::Workspace), generate(&case, &Dependencies::Workspace));
    }
}

#[test]
fn every_source_file_is_named_by_a_mod_item() {
    for case in cases() {
        let files = generate(&case, &Dependencies::Workspace);
        for root in files.keys().filter(|path| path.ends_with("/src/lib.rs")) {
            let source = root.trim_end_matches("lib.rs");
            let mut reached = vec![root.clone()];
            let mut open = vec![(root.clone(), source.to_owned())];
            while let Some((file, folder)) = open.pop() {
                for module in modules(&files[&file]) {
                    let [plain, nested] = [format!("{folder}{module}.rs"), format!("{folder}{module}/mod.rs")];
                    let found = if files.contains_key(&plain) { plain } else { nested };
                    open.push((found.clone(), format!("{folder}{module}/")));
                    reached.push(found);
                }
            }
            reached.sort();
            let written: Vec<&String> = files.keys().filter(|path| path.starts_with(source)).collect();
            assert_eq!(written, reached.iter().collect::<Vec<_>>(), "{}", case.display());
        }
    }
}

/// The modules that a file declares in files of their own.
fn modules(source: &str) -> Vec<&str> {
    let declared = source.lines().filter_map(|line| line.trim_start().trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';'));
    declared.map(|name| name.trim_start_matches("r#")).collect()
}
