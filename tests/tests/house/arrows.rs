//! Crates against the drawing in `ARCHITECTURE.md`.
//!
//! A line of the drawing is a floor, a crate, and after `->` the crates that it uses as normal or build-dependencies. Arrows lead to lower floors.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::packages;

/// Crates below `tests/` that are free to use any other.
const FREE: &[&str] = &["restli-browser", "restli-tests", "restli-fuzz", "restli-interop", "restli-interop-checks", "restli-load"];

/// A crate of the drawing.
struct Drawn {
    floor: u32,
    uses: BTreeSet<String>,
}

/// The lines of the drawing: the first block of text below `## Rooms`.
fn drawing(architecture: &str) -> BTreeMap<String, Drawn> {
    let rooms = architecture.split_once("\n## Rooms\n").expect("a section `Rooms`").1;
    let block = rooms.split("```").nth(1).expect("a drawing");
    let line = |line: &str| {
        let (head, uses) = line.split_once("->").unwrap_or((line, ""));
        let [floor, name] = head.split_whitespace().collect::<Vec<_>>()[..] else { panic!("`{line}` is not a floor and a crate") };
        let floor = floor.parse().unwrap_or_else(|_| panic!("`{line}` does not begin with a floor"));
        let uses = uses.split(',').map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect();
        (name.to_owned(), Drawn { floor, uses })
    };
    block.lines().filter(|text| !text.trim().is_empty()).map(line).collect()
}

/// The arrows between crates of the workspace.
fn arrows(packages: &[Value]) -> BTreeMap<String, BTreeSet<String>> {
    let name = |value: &Value| value["name"].as_str().expect("a name").to_owned();
    let ours: BTreeSet<String> = packages.iter().map(name).collect();
    let uses = |package: &Value| -> BTreeSet<String> {
        let dependencies = package["dependencies"].as_array().expect("dependencies");
        let counted = dependencies.iter().filter(|dependency| dependency["kind"] != "dev");
        counted.map(name).filter(|used| ours.contains(used)).collect()
    };
    packages.iter().map(|package| (name(package), uses(package))).collect()
}

/// Differences between the drawing and the crates, one line each.
fn differences(drawn: &BTreeMap<String, Drawn>, found: &BTreeMap<String, BTreeSet<String>>) -> Vec<String> {
    let mut out = Vec::new();
    for (name, uses) in found {
        let Some(crate_) = drawn.get(name) else {
            out.push(format!("`{name}` is missing in the drawing"));
            continue;
        };
        out.extend(uses.difference(&crate_.uses).map(|used| format!("`{name}` uses `{used}`, which is not drawn")));
        out.extend(crate_.uses.difference(uses).map(|used| format!("`{name} -> {used}` is drawn, and not used")));
        let below = |used: &&String| drawn.get(*used).is_none_or(|used| used.floor < crate_.floor);
        out.extend(crate_.uses.iter().filter(|used| !below(used)).map(|used| format!("`{name} -> {used}` does not lead to a lower floor")));
    }
    out.extend(drawn.keys().filter(|name| !found.contains_key(*name)).map(|name| format!("`{name}` is drawn, and does not exist")));
    out
}

#[test]
fn crates_use_each_other_as_architecture_draws() {
    let root = restli_testing::workspace();
    let architecture = std::fs::read_to_string(root.join("ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    let mut found = arrows(&packages(&root));
    // Clients that only tests use are generated like linkedin-client, whose lines stand for theirs.
    for api in ["testsuite", "interop"] {
        for suffix in ["client", "client-macros"] {
            let uses = found.remove(&format!("{api}-{suffix}")).unwrap_or_else(|| panic!("there is no {api}-{suffix}"));
            let renamed: BTreeSet<String> = uses.iter().map(|used| used.replace(&format!("{api}-"), "linkedin-")).collect();
            assert_eq!(found.get(&format!("linkedin-{suffix}")), Some(&renamed), "{api}-{suffix} is not generated like linkedin-{suffix}");
        }
    }
    for free in FREE {
        assert!(found.remove(*free).is_some(), "there is no {free}");
    }
    let differences = differences(&drawing(&architecture), &found);
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn differences_name_each_arrow() {
    let drawn = drawing("\n## Rooms\n\n```\n2 a -> b, c\n2 b -> d\n1 c\n1 d\n```\n");
    let uses = |list: &[&str]| list.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
    let found = [("a", uses(&["b", "d"])), ("b", uses(&["d"])), ("c", uses(&[])), ("e", uses(&[]))];
    let found = found.into_iter().map(|(name, uses)| (name.to_owned(), uses)).collect();
    assert_eq!(
        differences(&drawn, &found),
        [
            "`a` uses `d`, which is not drawn",
            "`a -> c` is drawn, and not used",
            "`a -> b` does not lead to a lower floor",
            "`e` is missing in the drawing",
            "`d` is drawn, and does not exist",
        ]
    );
}

#[test]
fn arrows_include_build_dependencies_and_no_others() {
    let package = |name: &str, uses: &[(&str, Value)]| {
        let uses: Vec<Value> = uses.iter().map(|(name, kind)| serde_json::json!({"name": name, "kind": kind})).collect();
        serde_json::json!({"name": name, "dependencies": uses})
    };
    let uses = [("b", Value::Null), ("c", "build".into()), ("d", "dev".into()), ("serde", Value::Null)];
    let found = arrows(&[package("a", &uses), package("b", &[]), package("c", &[]), package("d", &[])]);
    assert_eq!(found["a"].iter().collect::<Vec<_>>(), ["b", "c"]);
}
