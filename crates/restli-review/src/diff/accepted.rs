//! Changes that somebody accepted, with the reasons.

use std::collections::BTreeMap;

use restli_schema::YamlData;
use serde_json::Value;

use super::change::Changes;

/// Reasons by the fingerprints of the changes that they accept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accepted(BTreeMap<String, String>);

impl Accepted {
    /// Reads a file of accepted changes: fingerprints, each with a reason. The path is that of the file in messages.
    ///
    /// # Errors
    /// The file is no mapping of fingerprints to reasons.
    pub fn read(path: &str, text: &str) -> Result<Self, String> {
        if text.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#')) {
            return Ok(Self::default());
        }
        let data = YamlData::read(path, text).map_err(|report| report.render(false))?.json();
        let form = "write a line per change: its fingerprint, a colon, the reason why it is accepted";
        let Value::Object(entries) = data else { return Err(format!("{path} is no mapping: {form}")) };
        let entries = entries.into_iter().map(|(fingerprint, reason)| match reason {
            Value::String(reason) if !reason.trim().is_empty() => Ok((fingerprint, reason)),
            _ => Err(format!("`{fingerprint}` in {path} has no reason: {form}")),
        });
        entries.collect::<Result<_, _>>().map(Self)
    }

    /// The reason that accepts a change.
    #[must_use]
    pub fn reason(&self, fingerprint: &str) -> Option<&str> {
        self.0.get(fingerprint).map(String::as_str)
    }

    /// The entries that accept none of some changes: fingerprint and reason.
    #[must_use]
    pub fn idle(&self, changes: &Changes) -> Vec<(&str, &str)> {
        let found: Vec<String> = changes.all.iter().map(super::Change::fingerprint).collect();
        self.0.iter().filter(|(own, _)| !found.contains(own)).map(|(own, reason)| (own.as_str(), reason.as_str())).collect()
    }
}
