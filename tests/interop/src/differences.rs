//! The differences that are known.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};
use serde::{Deserialize, Serialize};

/// Differences that have one reason.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    /// The client.
    pub client: String,
    /// The part of the request in which it differs.
    pub part: String,
    /// The reason of the difference.
    pub reason: String,
    /// The section of the protocol that decides.
    pub section: String,
    /// `true` if a server reads the same from both; for paths, queries and bodies.
    #[serde(default)]
    pub reads_alike: Option<bool>,
    /// The cases.
    pub cases: BTreeMap<String, Difference>,
}

/// The part as both sides send it; `None` for a side that sends none.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Difference {
    /// The other client.
    pub theirs: Option<String>,
    /// Ours.
    pub ours: Option<String>,
}

/// All known differences.
///
/// # Errors
/// A file that cannot be read, or is not as described here.
pub fn known() -> Result<Vec<Known>> {
    let path = restli_testing::workspace().join("tests/interop/differences.json");
    let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{} is not as `Known` describes it", path.display()))
}
