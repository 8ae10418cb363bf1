//! The inputs: calls that any client can make.

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use restli_core::Json;
use serde::Deserialize;
use serde_json::Map;

/// One call. Which of the members it has depends on the method.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// The name by which differences refer to it.
    pub name: String,
    /// The protocol's method, as `X-RestLi-Method` has it.
    pub method: String,
    /// The path below the base, keys as `{name}`.
    pub path: String,
    /// The keys in the path.
    #[serde(default)]
    pub keys: Map<String, Json>,
    /// The parameters in the query. A value may be `{"$double": TEXT}`, what JSON has no number for, or `{"$repeat": [TEXT, TIMES]}`.
    #[serde(default)]
    pub query: Map<String, Json>,
    /// The parameter `fields` or `projection` of the query is a projection.
    #[serde(default)]
    pub select: bool,
    /// The version that is asked for; with it the call goes below `/rest`, without it below `/v2`.
    pub version: Option<String>,
    /// The keys of a batch.
    #[serde(default)]
    pub ids: Vec<Json>,
    /// The entity to create, or to put in place of another.
    pub entity: Option<Json>,
    /// The same for a batch, in the order of `ids` where there are any.
    #[serde(default)]
    pub entities: Vec<Json>,
    /// The fields that a partial update sets.
    pub set: Option<Map<String, Json>>,
    /// The same for a batch, in the order of `ids`.
    #[serde(default)]
    pub sets: Vec<Map<String, Json>>,
    /// An entity before a change: the client finds out what a partial update must say.
    pub original: Option<Json>,
    /// The entity after the change.
    pub modified: Option<Json>,
    /// The name of a finder or batch finder.
    pub finder: Option<String>,
    /// The criteria of a batch finder.
    pub criteria: Option<Criteria>,
    /// The name of an action.
    pub action: Option<String>,
    /// The parameters of an action.
    #[serde(default)]
    pub params: Map<String, Json>,
    /// `escaped`: our client is told to escape simple keys in the body of a batch.
    pub batch_keys: Option<BatchKeys>,
    /// The clients that can do this; all of them, unless it says so.
    pub clients: Option<Vec<String>>,
}

/// The criteria of a batch finder.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Criteria {
    /// The parameter.
    pub name: String,
    /// One for each search.
    pub value: Vec<Json>,
}

/// The form of simple keys in the body of a batch, as our client writes them.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BatchKeys {
    /// As in a query.
    Escaped,
}

impl Case {
    /// Returns whether a client can send the case.
    #[must_use]
    pub fn is_for(&self, client: &str) -> bool {
        self.clients.as_ref().is_none_or(|clients| clients.iter().any(|known| known == client))
    }
}

/// The file of the inputs, which the drivers read, too.
#[must_use]
pub fn inputs() -> PathBuf {
    restli_testing::workspace().join("tests/interop/inputs.json")
}

/// All cases.
///
/// # Errors
/// A file that cannot be read, or is not as described here.
pub fn cases() -> Result<Vec<Case>> {
    let path = inputs();
    let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{} is not as `Case` describes it", path.display()))
}
