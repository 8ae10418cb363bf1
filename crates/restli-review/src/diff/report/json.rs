//! The report for programs.

use serde_json::{Value, json};

use super::Report;
use crate::diff::change::{Change, Site};

impl Report<'_> {
    /// The report as JSON, with every change.
    #[must_use]
    pub fn json(&self) -> Value {
        let (wire, rust) = (self.changes.wire(), self.changes.rust());
        let changes: Vec<Value> = self.changes.all.iter().map(|change| self.change(change)).collect();
        let idle = self.accepted.idle(self.changes);
        let idle: Vec<Value> =
            idle.into_iter().map(|(fingerprint, reason)| json!({"fingerprint": fingerprint, "because": reason})).collect();
        json!({
            "before": self.before,
            "after": self.after,
            "wire": wire.word(),
            "rust": rust.word(),
            "version": self.changes.bump().word(),
            "changes": changes,
            "accepted_without_change": idle,
        })
    }

    fn change(&self, change: &Change) -> Value {
        let fingerprint = change.fingerprint();
        json!({
            "rule": change.name(),
            "fingerprint": fingerprint,
            "area": change.rule.area.word(),
            "kind": change.rule.kind.word(),
            "action": change.action.word(),
            "direction": change.direction.word(),
            "place": change.place,
            "text": change.sentence(),
            "was": change.was,
            "is": change.is,
            "before": change.before.as_ref().map(site),
            "after": change.after.as_ref().map(site),
            "wire": change.wire.word(),
            "rust": change.rust.word(),
            "documentation": change.is_documentation(),
            "accepted": self.accepted.reason(&fingerprint),
        })
    }
}

fn site(site: &Site) -> Value {
    json!({"path": site.path, "line": site.line, "column": site.column})
}
