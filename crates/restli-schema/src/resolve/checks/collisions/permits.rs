//! Names of permit traits, which scopes implement: one trait per call and field that needs a permission, one module per product.

use std::collections::BTreeMap;

use crate::api::{Api, Method, ProductId, Requirement, Resource, TypeKind};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::rules;
use crate::rust_names;
use crate::source::Span;

use super::scope::FORCE;

/// A function of a resource's handle, with the name of its permit trait.
pub(super) struct Call<'a> {
    pub(super) resource: &'a Resource,
    pub(super) method: &'a Method,
    /// The identifier, without `r#`.
    pub(super) function: String,
    /// The function takes an alternative key.
    pub(super) by_alternative: bool,
    pub(super) permit: String,
}

/// A call or field with a permit trait.
struct Permitted {
    /// The name in messages: "the method `get` of `things`".
    text: String,
    span: Span,
}

/// Reports calls and fields of one product whose permit traits have the same name.
pub(super) fn check(api: &Api, calls: &[Call<'_>], problems: &mut Diagnostics) {
    // Equal names of functions, fields, types and resources are reported elsewhere.
    if problems.has_errors() {
        return;
    }
    let mut seen: BTreeMap<(Option<ProductId>, String), Permitted> = BTreeMap::new();
    let calls = calls.iter().filter(|call| call.method.requirement.is_checked()).map(|call| {
        let name = &call.method.name;
        let text = format!("the method `{}` of `{}`", name.wire, call.resource.name.wire);
        (Some(call.resource.product), call.permit.clone(), Permitted { text, span: name.span })
    });
    let fields = api.types().iter().flat_map(|def| {
        let fields = if let TypeKind::Record(record) = &def.kind { record.fields.as_slice() } else { &[] };
        let needing = fields.iter().filter(|field| field.requirement.as_ref().is_some_and(Requirement::is_checked));
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
        let path = format!("permits::{}::{permit}", rust_names::permit_module(product.map(|id| &api[id].name)));
        let message = format!("{} and {} have the same trait of scopes, `{path}`", first.text, permitted.text);
        let problem = Diagnostic::error(rules::COLLISION, permitted.span, message).also(first.span, "the other one");
        problems.push(problem.help(FORCE));
    }
}
