//! Calls and fields that a program uses, with the permissions that they need.

use restli_schema::api::Requirement;

use crate::plan::Plan;
use crate::plan::model::Subject;

/// Calls and fields of an API that a program uses.
#[derive(Clone, Debug, Default)]
pub struct Used {
    /// Calls and fields by name, each with its permission requirement, including calls that need none.
    pub(super) uses: Vec<(String, Requirement)>,
    /// Handles whose calls could not be followed.
    pub unfollowed: Vec<Unfollowed>,
}

/// A handle whose calls could not be followed, or a file that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfollowed {
    /// The path of the file.
    pub path: String,
    /// Description of the failure, for messages.
    pub what: String,
}

impl Used {
    /// Merges the uses of both.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        for (what, requirement) in other.uses {
            self.add(what, requirement);
        }
        for handle in other.unfollowed {
            if !self.unfollowed.contains(&handle) {
                self.unfollowed.push(handle);
            }
        }
        self
    }

    pub(super) fn add(&mut self, what: String, requirement: Requirement) {
        if !self.uses.iter().any(|(known, _)| *known == what) {
            self.uses.push((what, requirement));
        }
    }
}

/// All calls with their permission requirements.
pub(super) fn calls<'a>(plan: &'a Plan<'a>) -> Vec<(String, &'a Requirement)> {
    let methods = plan.resources.iter().flat_map(|resource| resource.methods.iter().map(move |method| (resource, method)));
    methods
        .filter_map(|(resource, method)| Some((method.id.clone(), &plan.api[resource.id].methods.get(method.index)?.requirement)))
        .collect()
}

/// Name of a call or field in a report.
pub(super) fn field_text(subject: &Subject) -> String {
    match subject {
        Subject::Call(id) => id.clone(),
        Subject::Field { record, wire } => format!("{record}.{wire}"),
    }
}
