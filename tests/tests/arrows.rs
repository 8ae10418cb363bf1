//! Crates depend on each other only as `ARCHITECTURE.md` draws it.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::process::Command;

use serde_json::Value;

/// Every arrow there may be: who, on whom.
const ARROWS: &[(&str, &[&str])] = &[
    ("restli-core", &[]),
    ("restli-projection", &["restli-core"]),
    ("restli-client", &["restli-core"]),
    ("restli-schema", &["restli-core", "restli-projection"]),
    ("restli-import", &["restli-core", "restli-schema"]),
    ("restli-export", &["restli-schema"]),
    ("restli-codegen", &["restli-core", "restli-projection", "restli-schema"]),
    ("linkedin-client-macros", &["restli-projection"]),
    ("linkedin-client", &["restli-client", "linkedin-client-macros"]),
    ("linkedin", &["linkedin-client", "restli-client"]),
    ("testsuite-client-macros", &["restli-projection"]),
    ("testsuite-client", &["restli-client", "testsuite-client-macros"]),
    ("interop-client-macros", &["restli-projection"]),
    ("interop-client", &["restli-client", "interop-client-macros"]),
    ("xtask", &["restli-codegen", "restli-export", "restli-import", "restli-schema"]),
];

#[test]
fn crates_depend_on_each_other_only_as_drawn() {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version", "1"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo metadata");
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    let ours: BTreeSet<&str> = packages.iter().filter_map(|package| package["name"].as_str()).collect();
    for package in packages {
        let name = package["name"].as_str().expect("a name");
        if matches!(name, "restli-tests" | "restli-fuzz" | "restli-interop" | "restli-interop-checks") {
            continue;
        }
        let allowed = ARROWS.iter().find(|(who, _)| *who == name).map(|(_, whom)| *whom);
        let allowed = allowed.unwrap_or_else(|| panic!("`{name}` is not in the drawing"));
        for dependency in package["dependencies"].as_array().expect("dependencies") {
            let whom = dependency["name"].as_str().expect("a name");
            let normal = dependency["kind"].is_null();
            assert!(!normal || !ours.contains(whom) || allowed.contains(&whom), "`{name}` must not depend on `{whom}`");
        }
    }
}
