//! The file `permits.rs`: a trait per call and field that needs a permission, with the compiler's message for scopes that lack it.

use quote::quote;

use super::ident;
use super::requirement::requirement;
use crate::block::{Block, Line};
use crate::plan::Plan;
use crate::plan::model::{PermitPlan, Subject};

/// A trait for each call and field that needs a permission.
pub(crate) fn permits(plan: &Plan<'_>) -> Vec<Block> {
    plan.permits.iter().map(permit).collect()
}

fn permit(permit: &PermitPlan) -> Block {
    let name = ident(&permit.ident);
    let (message, notes) = (&permit.message, permit.notes.iter().map(|note| quote!(note = #note)));
    let texts = [quote!(message = #message), quote!(label = "not permitted by `{Self}`")];
    Block::Lines(vec![
        Line::Docs(permit.docs.clone()),
        Line::Attribute { path: quote!(diagnostic::on_unimplemented), arguments: texts.into_iter().chain(notes).collect() },
        Line::Braces { head: quote!(pub trait #name), lines: need(permit), end: "" },
        Line::Empty,
        Line::Tokens(quote!(#[diagnostic::do_not_recommend])),
        Line::Braces { head: quote!(impl #name for rt::Unchecked), lines: Vec::new(), end: "" },
    ])
}

/// The need of a field, for a check at run time.
fn need(permit: &PermitPlan) -> Vec<Line> {
    let Subject::Field { record, wire } = &permit.subject else { return Vec::new() };
    let field = format!("{record}.{wire}");
    let permissions = requirement(&permit.requirement, &quote!(rt::Requirement));
    let fields = [quote!(field: #field,), quote!(permissions: #permissions,)];
    vec![
        Line::Tokens(quote!(#[doc(hidden)])),
        Line::Braces {
            head: quote!(const NEED: rt::FieldNeed = rt::FieldNeed),
            lines: fields.into_iter().map(Line::Tokens).collect(),
            end: ";",
        },
    ]
}
