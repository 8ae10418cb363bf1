//! The check that a shared type is compiled with the types of products that it holds.

use std::collections::BTreeSet;

use crate::api::{Api, ProductId, TypeId};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::rules;
use crate::uses::users;

/// Reports shared types that no product uses and that hold a type of one: nothing says with which products they are compiled.
pub(crate) fn check(api: &Api, problems: &mut Diagnostics) {
    // A name that is misspelt may be the use that is missing.
    if problems.has_errors() {
        return;
    }
    let users = users(api);
    let is_unused = |id: TypeId| api[id].product.is_none() && users.get(id.index()).is_some_and(BTreeSet::is_empty);
    for id in api.type_ids().filter(|id| is_unused(*id) && !api[*id].synthetic) {
        let Some((held, product)) = held(api, id, is_unused) else { continue };
        let (def, held, product) = (&api[id].name, &api[held].name, &api[product].name.wire);
        let message = format!("no product uses the type `{}`, which holds `{product}.{}`", def.wire, held.wire);
        let problem = Diagnostic::error(rules::UNUSED_SHARED_TYPE, def.span, message).also(held.span, "a type of a product");
        problems.push(problem.help(format!("move it to the types of `{product}`, use it in a product, or remove it")));
    }
}

/// The first type of a product that a shared type holds, itself or in other shared types; those that are reported themselves are left out.
fn held(api: &Api, id: TypeId, is_unused: impl Fn(TypeId) -> bool) -> Option<(TypeId, ProductId)> {
    let (mut seen, mut open) = (BTreeSet::from([id]), vec![id]);
    while let Some(id) = open.pop() {
        for held in api[id].kind.references() {
            match api[held].product {
                Some(product) => return Some((held, product)),
                None if is_unused(held) && !api[held].synthetic => {}
                None if seen.insert(held) => open.push(held),
                None => {}
            }
        }
    }
    None
}
