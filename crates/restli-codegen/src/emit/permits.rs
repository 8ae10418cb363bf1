//! The files below `permits`, one per product: a trait per call and field that needs a permission, with a compiler message for scopes
//! that lack it.

use quote::quote;
use restli_schema::rust_names;

use super::ident;
use super::requirement::requirement;
use crate::block::{Block, Line};
use crate::plan::Plan;
use crate::plan::model::{PermitPlan, Subject};

/// The modules below `permits`: first the modules of products, then the module of shared types.
pub(crate) fn modules<'p>(plan: &'p Plan<'_>) -> Vec<&'p str> {
    let shared = rust_names::permit_module(None);
    let products = plan.products.iter().map(|product| product.module.as_str());
    let all = products.chain(plan.permits.iter().map(|permit| permit.path.module.as_str()).filter(|module| *module == shared).take(1));
    all.filter(|module| plan.permits.iter().any(|permit| permit.path.module == *module)).collect()
}

/// The blocks of `permits.rs`.
pub(crate) fn root(plan: &Plan<'_>) -> Vec<Block> {
    let declare = |module: &str| {
        let name = ident(module);
        Block::Item(quote!(pub mod #name;))
    };
    modules(plan).into_iter().map(declare).collect()
}

/// The documentation of a module below `permits`.
pub(crate) fn module_docs(plan: &Plan<'_>, module: &str) -> String {
    match plan.products.iter().find(|product| product.module == module) {
        Some(product) => format!("Traits of scopes that permit calls and fields of the product `{}`.", product.feature),
        None => "Traits of scopes that permit fields of the types that several products share.".to_owned(),
    }
}

/// A trait for each call and field of a module that needs a permission.
pub(crate) fn permits(plan: &Plan<'_>, module: &str) -> Vec<Block> {
    plan.permits.iter().filter(|permit| permit.path.module == module).map(permit).collect()
}

fn permit(permit: &PermitPlan) -> Block {
    let name = ident(&permit.path.ident);
    let (message, notes) = (&permit.message, permit.notes.iter().map(|note| quote!(note = #note)));
    let texts = [quote!(message = #message), quote!(label = "not permitted by `{Self}`")];
    Block::Lines(vec![
        Line::Docs(permit.docs.clone()),
        Line::Arguments {
            start: "#[",
            head: quote!(diagnostic::on_unimplemented),
            arguments: texts.into_iter().chain(notes).collect(),
            end: "]",
        },
        Line::Braces { head: quote!(pub trait #name), lines: requirement_of_field(permit), end: "" },
        Line::Empty,
        Line::Tokens(quote!(#[diagnostic::do_not_recommend])),
        Line::Braces { head: quote!(impl #name for rt::Unchecked), lines: Vec::new(), end: "" },
    ])
}

/// The requirement of a field, for a check at run time.
fn requirement_of_field(permit: &PermitPlan) -> Vec<Line> {
    let Subject::Field { record, wire } = &permit.subject else { return Vec::new() };
    let field = format!("{record}.{wire}");
    let permissions = requirement(&permit.scopes, &quote!(rt::Requirement));
    vec![
        Line::Tokens(quote!(#[doc(hidden)])),
        Line::Arguments {
            start: "",
            head: quote!(const REQUIREMENT: rt::FieldRequirement = rt::FieldRequirement::new),
            arguments: vec![quote!(#field), permissions],
            end: ";",
        },
    ]
}
