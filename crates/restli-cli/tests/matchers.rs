//! The problem matchers for GitHub and VS Code, on what a command prints.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use std::process::Command;

use regex_lite::Regex;
use serde_json::Value;

/// Every matcher of the two files, by its place.
fn matchers() -> Vec<(&'static str, Value)> {
    let root = restli_testing::workspace();
    let read = |file: &str| -> Value {
        let text = std::fs::read_to_string(root.join(file)).expect("a file");
        serde_json::from_str(&text).expect("JSON")
    };
    let (github, code) = (read(".github/restli-matcher.json"), read("docs/editors/vscode-tasks.json"));
    ["/problemMatcher/0", "/tasks/0/problemMatcher", "/tasks/1/problemMatcher"]
        .iter()
        .filter_map(|place| Some((*place, github.pointer(place).or_else(|| code.pointer(place))?.clone())))
        .collect()
}

/// The parts that a matcher finds in consecutive lines, as an editor does.
fn found(matcher: &Value, text: &str) -> Vec<Vec<(String, String)>> {
    let patterns = matcher.get("pattern").and_then(Value::as_array).expect("patterns");
    let lines: Vec<&str> = text.lines().collect();
    let at = |lines: &[&str]| -> Option<Vec<(String, String)>> {
        let mut parts = Vec::new();
        for (pattern, line) in patterns.iter().zip(lines) {
            let pattern = pattern.as_object().expect("a pattern");
            let regex = Regex::new(pattern.get("regexp").and_then(Value::as_str).expect("an expression")).expect("an expression");
            let groups = regex.captures(line)?;
            for (name, number) in pattern {
                if let Some(group) = number.as_u64().and_then(|number| groups.get(usize::try_from(number).ok()?)) {
                    parts.push((name.clone(), group.as_str().to_owned()));
                }
            }
        }
        parts.sort();
        Some(parts)
    };
    lines.windows(patterns.len()).filter_map(at).collect()
}

#[test]
fn matchers_find_each_problem_of_a_schema() {
    let folder = tempfile::tempdir().expect("a folder");
    let restli = || Command::new(env!("CARGO_BIN_EXE_restli"));
    assert!(restli().args(["new", "api", "shop"]).current_dir(folder.path()).output().expect("restli runs").status.success());
    let file = folder.path().join("shop/schema/shop/notes.yaml");
    let text = std::fs::read_to_string(&file).expect("a file");
    std::fs::write(&file, text.replace("type: string", "type: strnig").replace("The notes.", "The notes #5")).expect("written");
    let output = restli().args(["coverage", "--api", "schema/shop"]).current_dir(folder.path().join("shop")).output().expect("restli runs");
    let told = String::from_utf8(output.stderr).expect("UTF-8");
    let matchers = matchers();
    assert_eq!(matchers.len(), 3);
    for (place, matcher) in &matchers {
        let found = found(matcher, &told);
        let part = |problem: usize, name: &str| {
            let parts = found.get(problem).into_iter().flatten();
            parts.filter(|part| part.0 == name).map(|part| part.1.as_str()).collect::<Vec<_>>().concat()
        };
        assert_eq!(found.len(), 2, "{place}: {found:?} in\n{told}");
        let first = ["severity", "code", "message", "file", "line", "column"].map(|name| part(0, name));
        assert_eq!(first, ["error", "RL0301", "unknown type `strnig`", "schema/shop/notes.yaml", "11", "20"], "{place}");
        assert_eq!(part(1, "severity"), "warning", "{place}");
    }
}
