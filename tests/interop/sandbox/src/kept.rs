//! Data files that the command compares, or writes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use restli_core::Json;
use serde::{Deserialize, Serialize};

/// Outcomes of the calls of the official clients, `tests/interop/sandbox.json`.
#[derive(Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Outcomes {
    /// Reasons of calls without success, written by people.
    pub(crate) reasons: Vec<Reason>,
    /// The outcome of each operation's call, by client.
    pub(crate) operations: BTreeMap<String, BTreeMap<String, String>>,
    /// The outcomes of the steps of the story, by client.
    pub(crate) story: BTreeMap<String, BTreeMap<String, String>>,
}

/// The reason for which calls fail.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Reason {
    pub(crate) client: String,
    /// The outcome of the calls.
    pub(crate) outcome: String,
    pub(crate) why: String,
    pub(crate) operations: BTreeSet<String>,
}

/// A file of the folder.
fn file(name: &str) -> PathBuf {
    restli_testing::workspace().join("tests/interop").join(name)
}

pub(crate) fn read<T: for<'de> Deserialize<'de>>(name: &str) -> Result<T> {
    let path = file(name);
    let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{} is not as it should be", path.display()))
}

/// Writes a file, or compares it: returns whether it is as it should be, and prints what differs.
pub(crate) fn hold(name: &str, value: &impl Serialize, write: bool) -> Result<bool> {
    let value = serde_json::to_value(value)?;
    if write {
        std::fs::write(file(name), format!("{}\n", shown(&value, 0)))?;
        return Ok(true);
    }
    let there: Json = read(name)?;
    differences(name, &there, &value);
    Ok(there == value)
}

/// Prints the smallest parts that differ.
fn differences(at: &str, there: &Json, found: &Json) {
    match (there, found) {
        (Json::Object(known), Json::Object(now)) => {
            for name in known.keys().chain(now.keys().filter(|name| !known.contains_key(*name))) {
                let none = Json::Null;
                differences(&format!("{at}: {name}"), known.get(name).unwrap_or(&none), now.get(name).unwrap_or(&none));
            }
        }
        _ if there == found => {}
        _ => println!("{at}\n  was {there}\n  now {found}"),
    }
}

/// A value as text, with a line for each member or item of the outer two levels.
fn shown(value: &Json, depth: usize) -> String {
    let inner = "  ".repeat(depth + 1);
    let lines: Vec<String> = match value {
        Json::Object(members) if depth < 2 => {
            members.iter().map(|(name, value)| format!("{inner}{}: {}", Json::from(name.as_str()), shown(value, depth + 1))).collect()
        }
        Json::Array(items) if depth < 2 => items.iter().map(|item| format!("{inner}{}", shown(item, depth + 1))).collect(),
        other => return other.to_string(),
    };
    let (open, close) = if value.is_object() { ('{', '}') } else { ('[', ']') };
    if lines.is_empty() { format!("{open}{close}") } else { format!("{open}\n{}\n{}{close}", lines.join(",\n"), "  ".repeat(depth)) }
}
