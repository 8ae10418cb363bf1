//! The check that the front page of a product has one call to show.

use std::collections::BTreeMap;

use crate::api::Api;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::rules;

/// Reports a second method of a product with `first_call: true`. A method that two resources share by `same_as` is one.
pub(crate) fn check(api: &Api, problems: &mut Diagnostics) {
    let mut first = BTreeMap::new();
    for resource in api.resources() {
        for method in resource.methods.iter().filter(|method| method.first_call) {
            let other = *first.entry(resource.product).or_insert(method.span);
            if other != method.span {
                let message = format!("the product `{}` has two first calls", api[resource.product].name.wire);
                let problem = Diagnostic::error(rules::FIRST_CALL, method.span, message).also(other, "the other one");
                problems.push(problem.help("keep `first_call: true` on the one that most programs begin with"));
            }
        }
    }
}
