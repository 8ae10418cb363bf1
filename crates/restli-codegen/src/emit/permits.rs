//! The file `permits.rs`: what needs a permission, as traits, with the message that a compiler shows where one is lacking.

use quote::quote;
use restli_schema::api::Api;

use super::operation::need;
use super::{Piece, ident};
use crate::plan::docs::{how_granted, need_text};
use crate::plan::{PermitPlan, Plan, Subject};

/// A trait for each call and field that needs a permission.
pub(crate) fn permits(plan: &Plan<'_>) -> Vec<Piece> {
    plan.permits.iter().map(|permit| piece(plan.api, permit)).collect()
}

fn piece(api: &Api, permit: &PermitPlan) -> Piece {
    let enough = need_text(api, &permit.need);
    let (subject, field) = match &permit.subject {
        Subject::Call(id) => (format!("`{id}`"), None),
        Subject::Field { record, wire } => (
            format!("the field `{wire}` of `{record}`"),
            Some((format!("{record}.{wire}"), need(api, &permit.need, &quote!(rt::Requirement)))),
        ),
    };
    Piece::Permit {
        docs: vec![format!("Scopes that permit {subject}: {enough}.")],
        name: ident(&permit.ident),
        message: format!("{} needs {}, which `{{Self}}` does not ask for", literal(&subject), literal(&enough)),
        notes: permit.need.permissions().into_iter().map(|id| literal(&how_granted(api, id))).collect(),
        field,
    }
}

/// Text that stands for itself in a message with placeholders.
pub(super) fn literal(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}")
}
