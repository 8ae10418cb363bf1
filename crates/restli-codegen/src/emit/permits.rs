//! The file `permits.rs`: what needs a permission, as traits, with the message that a compiler shows where one is lacking.

use quote::quote;
use restli_schema::api::{Api, Need, PermissionId};

use super::operation::need;
use super::{Piece, ident};
use crate::plan::docs::{approval, need_text};
use crate::plan::{PermitPlan, Plan, Subject};

/// A trait for each call and field that needs a permission.
pub(crate) fn permits(plan: &Plan<'_>) -> Vec<Piece> {
    plan.permits.iter().map(|permit| piece(plan.api, permit)).collect()
}

fn piece(api: &Api, permit: &PermitPlan) -> Piece {
    let enough = need_text(api, &permit.need);
    let (subject, field) = match &permit.subject {
        Subject::Call(id) => (format!("`{id}`"), None),
        Subject::Field { record, wire } => {
            (format!("the field `{wire}` of `{record}`"), Some((format!("{record}.{wire}"), need(api, &permit.need, &quote!(rt::Need)))))
        }
    };
    Piece::Permit {
        docs: vec![format!("Scopes that permit {subject}: {enough}.")],
        name: ident(&permit.ident),
        message: format!("{} needs {}, which `{{Self}}` does not ask for", literal(&subject), literal(&enough)),
        notes: granted_by(&permit.need).into_iter().map(|id| literal(&how(api, id))).collect(),
        field,
    }
}

/// Text that stands for itself in a message with placeholders.
pub(super) fn literal(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}")
}

/// The permissions that a need names, each once.
pub(super) fn granted_by(need: &Need) -> Vec<PermissionId> {
    let mut found = Vec::new();
    let mut rest = vec![need];
    while let Some(need) = rest.pop() {
        match need {
            Need::Public => {}
            Need::One(id) if found.contains(id) => {}
            Need::One(id) => found.push(*id),
            Need::Any(needs) | Need::All(needs) => rest.extend(needs.iter().rev()),
        }
    }
    found
}

/// How an app gets a permission, in one line.
pub(crate) fn how(api: &Api, id: PermissionId) -> String {
    let permission = &api[id];
    let scope = &permission.name.wire;
    let product = permission.product.as_ref().map(|product| format!("product {product}"));
    let way = permission.approval.map(|way| approval(way).to_owned());
    let mut parts: Vec<String> = product.into_iter().chain(way).collect();
    if let Some(retired) = &permission.retired {
        parts.push(format!("retired {retired}"));
    }
    if !permission.replaced_by.is_empty() {
        let others: Vec<String> = permission.replaced_by.iter().map(|other| format!("`{}`", api[*other].name.wire)).collect();
        parts.push(format!("replaced by {}", others.join(", ")));
    }
    if parts.is_empty() {
        return format!("`{scope}` may be named in `scopes!`");
    }
    format!("`{scope}`: {}", parts.join("; "))
}
