//! Reports on wrong schemas: one folder per mistake, named after the first rule that is broken.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use restli_schema::rules::RULES;

fn root() -> PathBuf {
    restli_testing::workspace()
}

fn cases() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(root().join("tests/errors")).expect("tests/errors");
    let mut cases: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).filter(|path| path.is_dir()).collect();
    cases.sort();
    cases
}

fn name(case: &Path) -> String {
    case.file_name().expect("a name").to_string_lossy().into_owned()
}

/// The report on a case, with paths as seen from the workspace. Rules that only warn let the API load.
fn report(case: &Path) -> String {
    let text = match restli_schema::load_dir(case) {
        Ok(loaded) => loaded.render_warnings(false),
        Err(error) => error.render(false),
    };
    let here = std::env::current_dir().expect("a current folder");
    let shown = case.strip_prefix(&here).unwrap_or(case).parent().expect("tests/errors").display().to_string();
    text.replace(&format!("{shown}/"), "")
}

#[test]
fn reports_read_as_reviewed() {
    for case in cases() {
        let text = report(&case);
        let rule = name(&case).split('-').next().map(|rule| format!("[{rule}]")).expect("a rule");
        assert!(text.contains(&rule), "{} does not break its rule:\n{text}", name(&case));
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(root().join("tests/snapshots/errors"));
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(name(&case), text));
    }
}

#[test]
fn every_rule_has_a_case() {
    let broken: BTreeSet<String> = cases().iter().filter_map(|case| name(case).split('-').next().map(str::to_owned)).collect();
    let without: Vec<&str> = RULES.iter().map(|(id, _)| *id).filter(|id| !broken.contains(*id)).collect();
    assert!(without.is_empty(), "rules without a case: {without:?}");
    let unknown: Vec<&String> = broken.iter().filter(|id| !RULES.iter().any(|(known, _)| known == id)).collect();
    assert!(unknown.is_empty(), "cases for rules that do not exist: {unknown:?}");
}
