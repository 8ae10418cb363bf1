//! Findings that are allowed, each with its reason.

use restli_core::Json;
use restli_schema::{YamlData, suggest};

use super::finding::Finding;
use super::table::LINTS;

/// The findings that a file allows: a lint and a place each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Allowed(Vec<(String, String)>);

impl Allowed {
    /// Reads a file of allowances: a mapping for each lint, from places to reasons. A place may have one `*`, which stands for
    /// anything. The path is that of the file in messages.
    ///
    /// ```yaml
    /// unused:
    ///   Country: The next product needs it.
    /// undocumented:
    ///   "Address.*": The names say it all.
    /// ```
    ///
    /// # Errors
    /// Text that is no such mapping, a lint that does not exist, a place with more than one `*`, a reason that is missing.
    pub fn read(path: &str, text: &str) -> Result<Self, String> {
        if text.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#')) {
            return Ok(Self::default());
        }
        let data = YamlData::read(path, text).map_err(|report| report.render(false))?.json();
        let Json::Object(lints) = data else {
            return Err(format!("{path} is no mapping: name a lint, and below it the places with reasons"));
        };
        let mut all = Vec::new();
        for (lint, places) in lints {
            if LINTS.iter().all(|known| known.name != lint.as_str()) {
                let help = suggest::advice(&lint, LINTS.iter().map(|known| known.name)).map(|help| help.text).unwrap_or_default();
                return Err(format!("{path}: there is no lint `{lint}`; {help}"));
            }
            let Json::Object(places) = places else { return Err(format!("{path}: below `{lint}` stands no mapping of places to reasons")) };
            for (place, reason) in places {
                if reason.as_str().is_none_or(|reason| reason.trim().is_empty()) {
                    return Err(format!("{path}: `{place}` below `{lint}` has no reason: write one behind it"));
                }
                if place.matches('*').count() > 1 {
                    return Err(format!("{path}: `{place}` below `{lint}` has more than one `*`: write an entry for each part"));
                }
                all.push((lint.clone(), place));
            }
        }
        Ok(Self(all))
    }

    /// Returns whether a finding is allowed.
    #[must_use]
    pub fn allows(&self, finding: &Finding) -> bool {
        self.0.iter().any(|entry| fits(entry, finding))
    }

    /// The entries that allow none of some findings, as `lint: place`.
    #[must_use]
    pub fn idle(&self, findings: &[Finding]) -> Vec<String> {
        let idle = self.0.iter().filter(|entry| !findings.iter().any(|finding| fits(entry, finding)));
        idle.map(|(lint, place)| format!("{lint}: {place}")).collect()
    }
}

fn fits((lint, place): &(String, String), finding: &Finding) -> bool {
    let is_there = match place.split_once('*') {
        Some((start, end)) => finding.place.strip_prefix(start).is_some_and(|rest| rest.ends_with(end)),
        None => *place == finding.place,
    };
    is_there && lint == finding.diagnostic.rule
}
