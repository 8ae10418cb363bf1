//! Names of the traits of scopes: one trait per call and field that needs a permission, one module per product.

use std::collections::BTreeMap;

use crate::api::{Method, ProductId, Requirement, Resource, TypeKind};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::resolve::state::arena::Types;
use crate::resolve::state::tables::Tables;
use crate::rules;
use crate::rust_names;
use crate::source::Span;

/// A function of a resource's handle, with the name of the trait of scopes that permit it.
pub(super) struct Call<'d> {
    pub(super) resource: &'d Resource,
    pub(super) method: &'d Method,
    pub(super) permit: String,
}

/// A call or field with a trait.
struct Permitted {
    /// The name in messages: "the method `get` of `things`".
    text: String,
    span: Span,
}

/// Reports calls and fields of one product whose traits have the same name.
pub(super) fn check(tables: &Tables<'_>, types: &Types, calls: &[Call<'_>], problems: &mut Diagnostics) {
    // Functions, fields, types and resources of one name were reported as such.
    if problems.has_errors() {
        return;
    }
    let mut seen: BTreeMap<(Option<ProductId>, String), Permitted> = BTreeMap::new();
    let calls = calls.iter().filter(|call| call.method.requirement != Requirement::Public).map(|call| {
        let name = &call.method.name;
        let text = format!("the method `{}` of `{}`", name.wire, call.resource.name.wire);
        (Some(call.resource.product), call.permit.clone(), Permitted { text, span: name.span })
    });
    let fields = types.defs.iter().flat_map(|def| {
        let fields = if let TypeKind::Record(record) = &def.kind { record.fields.as_slice() } else { &[] };
        let needing =
            fields.iter().filter(|field| field.requirement.as_ref().is_some_and(|requirement| *requirement != Requirement::Public));
        needing.map(|field| {
            let permit = rust_names::permit_name(&rust_names::type_name(&def.name), &rust_names::field_name(&field.name));
            let text = format!("the field `{}` of `{}`", field.name.wire, def.name.wire);
            (def.product, permit, Permitted { text, span: field.name.span })
        })
    });
    for (product, permit, permitted) in calls.chain(fields) {
        let Some(first) = seen.get(&(product, permit.clone())) else {
            seen.insert((product, permit), permitted);
            continue;
        };
        let product = product.and_then(|id| tables.products.get(id.index())).map(|product| &product.name);
        let path = format!("permits::{}::{permit}", rust_names::permit_module(product));
        let message = format!("{} and {} have the same trait of scopes, `{path}`", first.text, permitted.text);
        let problem = Diagnostic::error(rules::COLLISION, permitted.span, message).also(first.span, "the other one");
        problems.push(problem.help("give one of them another name in Rust with `rust:`"));
    }
}
