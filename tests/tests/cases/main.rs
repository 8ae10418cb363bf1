//! One small schema per construct: its output is a snapshot, and all of it compiles without a warning.
//!
//! The case `shell` has nothing but the files that every client has, and its snapshot is whole. The snapshots of the other cases leave out
//! the files and lines that are those of the shell under another name, and the examples of functions, which are all that the case
//! `examples` shows, and the table of behaviours, which `rules` shows.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

mod processes;
mod shell;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use restli_codegen::{Dependencies, FileSet};
use restli_schema::api::Api;

use shell::{SHELL, Shown, differences, without_marker};

fn root() -> PathBuf {
    restli_testing::workspace()
}

fn cases() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(root().join("tests/cases")).expect("tests/cases");
    let mut cases: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    cases.sort();
    cases
}

fn name(path: &Path) -> String {
    path.file_name().expect("a name").to_string_lossy().into_owned()
}

fn load(folder: &Path) -> Api {
    restli_schema::load_dir(folder).unwrap_or_else(|error| panic!("{}", error.render(false))).api
}

fn generate(folder: &Path, dependencies: &Dependencies) -> FileSet {
    restli_codegen::generate(&restli_codegen::plan(&load(folder)), dependencies, None).expect("generated")
}

/// The name of the case that shows the examples of functions.
const EXAMPLES: &str = "examples";

/// The case that shows the table of behaviours.
const BEHAVIOUR: &str = "rules";

/// The examples of the functions in a source file, each below the line that its function begins with.
fn examples(source: &str) -> String {
    let (mut text, mut example, mut inside) = (String::new(), String::new(), false);
    for line in source.lines().map(str::trim) {
        match line.strip_prefix("///").map(|doc| doc.strip_prefix(' ').unwrap_or(doc)) {
            Some("```no_run") => inside = true,
            Some("```") => inside = false,
            Some(code) if inside => example.extend([code, "\n"]),
            None if line.starts_with("pub fn ") && !example.is_empty() => {
                let _ = write!(text, "\n=== {line}\n{}", std::mem::take(&mut example));
            }
            Some(_) | None => {}
        }
    }
    text
}

/// A source file without the examples in the documentation of its functions.
fn without_examples(source: &str) -> String {
    let is_empty = |line: &str| line.trim() == "///";
    let (mut out, mut inside) = (Vec::new(), false);
    for line in source.lines() {
        if line.trim() == "/// ```no_run" {
            inside = true;
            out.pop_if(|last: &mut &str| is_empty(last));
        } else if !inside {
            out.push(line);
        } else if line.trim() == "/// ```" {
            inside = false;
        }
    }
    out.join("\n") + "\n"
}

/// Returns whether a file is a table of behaviours.
fn is_behaviour(path: &str) -> bool {
    path.ends_with("/behaviour.json")
}

/// The snapshot of a case: the surface, then each file that is not the shell's.
fn shown(case: &Path, shell: &FileSet) -> String {
    let mut text = restli_codegen::surface(&restli_codegen::plan(&load(case)));
    let files = generate(case, &Dependencies::Workspace);
    if name(case) == SHELL {
        for (path, source) in &files {
            let _ = write!(text, "\n=== {path}\n{}", without_marker(source));
        }
        return text;
    }
    if name(case) == EXAMPLES {
        return files.values().map(|source| examples(source)).collect();
    }
    let is_shown = |path: &str| name(case) == BEHAVIOUR || !is_behaviour(path);
    let files = files.into_iter().filter(|(path, _)| is_shown(path)).map(|(path, text)| (path, without_examples(&text))).collect();
    for (path, source) in differences(&name(case), &files, shell) {
        let _ = match source {
            Shown::Whole(source) => write!(text, "\n=== {path}\n{source}"),
            Shown::Changed(lines) => write!(text, "\n=== {path}, as in `{SHELL}` but for\n{lines}"),
        };
    }
    text
}

#[test]
fn output_of_each_case_is_as_reviewed() {
    let mut shell = generate(&root().join("tests/cases").join(SHELL), &Dependencies::Workspace);
    shell.retain(|path, _| !is_behaviour(path));
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(root().join("tests/snapshots/cases"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for case in cases() {
        settings.bind(|| insta::assert_snapshot!(name(&case), shown(&case, &shell)));
    }
}

#[test]
fn output_of_each_case_compiles_without_a_warning() {
    let root = root();
    let folder = root.join("target/cases");
    let mut members = Vec::new();
    for case in cases() {
        for (path, source) in generate(&case, &Dependencies::Path(root.join("crates").display().to_string())) {
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
        features.extend(names.filter(|name| !matches!(*name, "default" | "login" | "rustls")).map(|name| format!("{member}/{name}")));
    }
    features.join(",")
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

/// The modules that a file declares in files of their own: by a `mod` item, or in a row of `shared!`.
fn modules(source: &str) -> Vec<&str> {
    let rows = source.split_once("\nshared! {\n").and_then(|(_, rows)| rows.split_once("\n}")).map_or("", |(rows, _)| rows);
    let of_rows = rows.lines().filter_map(|row| row.strip_prefix("    ")?.split_once('(')).map(|(name, _)| name);
    let declared = source.lines().filter_map(|line| line.trim_start().trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';'));
    declared.filter(|name| !name.starts_with('$')).chain(of_rows).map(|name| name.trim_start_matches("r#")).collect()
}
