//! `restli generate` as its user meets it: summaries, exit codes, diffs, and files that are whole whatever happens.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Duration;

use restli_testing::files;

fn restli() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_restli"));
    command.env("NO_COLOR", "1");
    command
}

fn generate(schema: &Path, out: &Path, more: &[&str]) -> Output {
    restli().arg("generate").arg("--api").arg(schema).arg("--out").arg(out).args(more).output().expect("restli runs")
}

fn synth(folder: &Path, operations: usize) {
    restli_testing::synth::write(folder, operations, 1).expect("written");
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

#[test]
fn a_second_run_touches_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let (schema, out) = (folder.path().join("schema"), folder.path().join("out"));
    synth(&schema, 8);
    assert!(generate(&schema, &out, &[]).status.success());
    let times = || {
        files(&out)
            .into_keys()
            .map(|path| (std::fs::metadata(&path).and_then(|meta| meta.modified()).expect("a time"), path))
            .collect::<Vec<_>>()
    };
    let before = times();
    let output = generate(&schema, &out, &[]);
    assert_eq!(text(&output.stdout), format!("synthetic: up to date ({} files)\n", before.len()));
    assert_eq!(before, times());
}

#[test]
fn check_prints_a_diff_and_writes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let (schema, out) = (folder.path().join("schema"), folder.path().join("out"));
    synth(&schema, 4);
    assert!(generate(&schema, &out, &[]).status.success());
    let file = out.join("synthetic-client/src/lib.rs");
    let stray = out.join("synthetic-client/src/old.rs");
    let good = std::fs::read_to_string(&file).expect("a file");
    std::fs::write(&file, good.replace("A client of the API", "A klient of the API")).expect("written");
    std::fs::write(&stray, good.lines().next().expect("a marker")).expect("written");
    std::fs::write(out.join("synthetic-client/src/by_hand.rs"), "// kept").expect("written");
    let before = files(&out);

    let output = generate(&schema, &out, &["--check"]);
    assert_eq!(output.status.code(), Some(1));
    let diff = text(&output.stdout);
    assert!(diff.contains("-/// A klient of the API `synthetic`.") && diff.contains("+/// A client of the API `synthetic`."), "{diff}");
    assert!(diff.contains("+++ /dev/null"), "{diff}");
    assert_eq!(text(&output.stderr), "synthetic: 2 files out of date; run `restli generate`\n");
    assert_eq!(files(&out), before);

    let output = generate(&schema, &out, &[]);
    let summary = "synthetic-client/src/lib.rs (+1 -1), synthetic-client/src/old.rs (removed)";
    assert!(text(&output.stdout).ends_with(&format!("\n  {summary}\n")), "{}", text(&output.stdout));
    assert_eq!(std::fs::read_to_string(&file).expect("a file"), good);
    assert!(!stray.exists() && out.join("synthetic-client/src/by_hand.rs").exists());
    assert!(generate(&schema, &out, &["--check"]).status.success());
}

#[test]
fn a_killed_run_leaves_every_file_whole_and_the_next_one_repairs_all() {
    let folder = tempfile::tempdir().expect("a folder");
    let (schema, out, reference) = (folder.path().join("schema"), folder.path().join("out"), folder.path().join("reference"));
    synth(&schema, 400);
    assert!(generate(&schema, &reference, &[]).status.success());
    let wanted = files(&reference).into_iter().map(|(path, text)| (path.strip_prefix(&reference).expect("below").to_owned(), text));
    let wanted: BTreeMap<PathBuf, String> = wanted.collect();
    let mut cut_off = 0;
    for round in 0..12 {
        let _ = std::fs::remove_dir_all(&out);
        let mut child = restli().arg("generate").arg("--api").arg(&schema).arg("--out").arg(&out).spawn().expect("restli runs");
        std::thread::sleep(Duration::from_millis(round * 40));
        let _ = child.kill();
        let finished = child.wait().expect("an end").success();
        cut_off += usize::from(!finished);
        for (path, text) in files(&out) {
            let name = path.file_name().expect("a name").to_string_lossy();
            if !name.starts_with(".restli-unfinished-") {
                assert_eq!(Some(&text), wanted.get(path.strip_prefix(&out).expect("below")), "{} is not whole", path.display());
            }
        }
    }
    assert!(cut_off > 0, "no run was killed in time");
    assert!(generate(&schema, &out, &[]).status.success());
    let repaired = files(&out).into_iter().map(|(path, text)| (path.strip_prefix(&out).expect("below").to_owned(), text));
    assert_eq!(repaired.collect::<BTreeMap<_, _>>(), wanted);
}

#[test]
fn several_runs_at_once_end_well_and_leave_every_file_as_one_run_does() {
    let folder = tempfile::tempdir().expect("a folder");
    let (schema, out, reference) = (folder.path().join("schema"), folder.path().join("out"), folder.path().join("reference"));
    synth(&schema, 40);
    assert!(generate(&schema, &reference, &[]).status.success());
    std::thread::scope(|scope| {
        let runs: Vec<_> = (0..4).map(|_| scope.spawn(|| generate(&schema, &out, &[]))).collect();
        for run in runs {
            let output = run.join().expect("a run");
            assert!(output.status.success(), "{}", text(&output.stderr));
        }
    });
    assert_eq!(files(&out).into_values().collect::<Vec<_>>(), files(&reference).into_values().collect::<Vec<_>>());
}

#[test]
fn toolkit_of_the_options_is_what_the_crates_depend_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let (schema, out, vendored) = (folder.path().join("schema"), folder.path().join("out"), folder.path().join("vendored"));
    synth(&schema, 4);
    let manifest = || std::fs::read_to_string(out.join("synthetic-client/Cargo.toml")).expect("a manifest");
    assert!(generate(&schema, &out, &["--toolkit-version", "=0.1.2"]).status.success());
    assert!(manifest().contains("restli-client = { version = \"=0.1.2\", default-features = false }"), "{}", manifest());
    let more = ["--toolkit", vendored.to_str().expect("UTF-8")];
    let refused = generate(&schema, &out, &more);
    assert!(!refused.status.success() && text(&refused.stderr).contains("does not hold the crates of the toolkit"));
    std::fs::create_dir_all(vendored.join("restli-client")).expect("created");
    std::fs::write(vendored.join("restli-client/Cargo.toml"), "").expect("written");
    assert!(generate(&schema, &out, &more).status.success());
    assert!(manifest().contains("restli-client = { path = \"../../vendored/restli-client\", default-features = false }"), "{}", manifest());
}

#[test]
fn a_wrong_schema_is_told_at_its_place_and_nothing_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let (schema, out) = (folder.path().join("schema"), folder.path().join("out"));
    synth(&schema, 4);
    let file = schema.join("area000.yaml");
    let text_before = std::fs::read_to_string(&file).expect("a file");
    std::fs::write(&file, text_before.replacen("createdAt?: long", "createdAt?: lnog", 1)).expect("written");
    let output = generate(&schema, &out, &[]);
    assert_eq!(output.status.code(), Some(1));
    let report = text(&output.stderr);
    assert!(report.contains("area000.yaml:") && report.contains("did you mean `long`?"), "{report}");
    assert!(files(&out).is_empty());
}

#[test]
fn an_unknown_api_is_told_with_where_it_was_looked_for() {
    let output = restli().args(["generate", "--api", "linkedout"]).output().expect("restli runs");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        text(&output.stderr),
        "error: no schema `linkedout`: neither schema/linkedout nor linkedout holds `api.yaml` or a folder `api`\n"
    );
    let output = restli().args(["generate", "--api", "some/folder"]).output().expect("restli runs");
    assert_eq!(text(&output.stderr), "error: no schema `some/folder`: some/folder holds neither `api.yaml` nor a folder `api`\n");
}

#[test]
fn a_change_of_the_schema_touches_only_the_files_of_what_it_changes() {
    let folder = tempfile::tempdir().expect("a folder");
    let (schema, out) = (folder.path().join("schema"), folder.path().join("out"));
    synth(&schema, 8);
    assert!(generate(&schema, &out, &[]).status.success());
    let file = schema.join("area000.yaml");
    let before = std::fs::read_to_string(&file).expect("a file");
    std::fs::write(&file, before.replacen("      level: int\n", "      level: int\n      height?: int\n", 1)).expect("written");
    let told = text(&generate(&schema, &out, &[]).stdout);
    let (first, second) = told.split_once('\n').expect("two lines");
    assert!(first.starts_with("synthetic: 2 files changed, "), "{told}");
    for name in ["macros/src/catalog/area000.rs (+1 -0)", "area000/types.rs (+"] {
        assert!(second.contains(name), "{told}");
    }
    assert_eq!(told.lines().count(), 2, "{told}");
}
