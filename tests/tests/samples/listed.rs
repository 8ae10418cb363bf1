//! Deliberate differences between the samples and the typed client: `differences.json`, each with its reason.

use std::collections::{BTreeMap, BTreeSet};

use restli_testing::workspace;

/// A list of `differences.json`: lines `<sample>: <place>: <what>`, each with its reason.
fn list(name: &str) -> BTreeMap<String, String> {
    let path = workspace().join("tests/tests/samples/differences.json");
    let text = std::fs::read_to_string(path).expect("differences.json");
    let mut lists: BTreeMap<String, BTreeMap<String, String>> = serde_json::from_str(&text).expect("lists of differences");
    lists.remove(name).unwrap_or_else(|| panic!("differences.json has no list `{name}`"))
}

/// Compares differences with a list of deliberate ones: each is in the list, and the list has no other.
pub(crate) fn compare(name: &str, found: &[String]) {
    let listed = list(name);
    let known: BTreeSet<&String> = listed.keys().collect();
    let found: BTreeSet<&String> = found.iter().collect();
    let lines = |lines: Vec<&&String>| lines.into_iter().flat_map(|line| ["  ", line.as_str(), "\n"]).collect::<String>();
    let (new, gone) = (lines(found.difference(&known).collect()), lines(known.difference(&found).collect()));
    assert!(new.is_empty() && gone.is_empty(), "differences that are not listed under `{name}`:\n{new}listed ones that are gone:\n{gone}");
    let without: Vec<&String> = listed.iter().filter(|(_, reason)| reason.trim().is_empty()).map(|(line, _)| line).collect();
    assert!(without.is_empty(), "differences without a reason: {without:?}");
}
