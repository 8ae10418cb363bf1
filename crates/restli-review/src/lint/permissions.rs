//! Permissions that cannot be had, or of which nobody knows how.

use restli_core::Day;
use restli_schema::api::{Api, Approval, Permission};
use restli_schema::client_names::method_id;

use super::finding::{Finding, finding};

fn is_retired(permission: &Permission) -> bool {
    permission.retired.is_some() || permission.approval == Some(Approval::Closed)
}

pub(super) fn without_product(api: &Api, _: Day, found: &mut Vec<Finding>) {
    let is_open = |one: &&Permission| one.approval != Some(Approval::Private) && !is_retired(one);
    for one in api.permissions().iter().filter(|one| one.product.is_none()).filter(is_open) {
        let message = format!("no product grants the permission `{}`", one.name.wire);
        found.push(finding(
            "permission-without-product",
            one.name.wire.clone(),
            one.name.span,
            message,
            "add `product:`, or `retired:` if it cannot be had",
        ));
    }
}

pub(super) fn retired(api: &Api, _: Day, found: &mut Vec<Finding>) {
    for resource in api.resources() {
        for (index, method) in resource.methods.iter().enumerate() {
            let ways = method.requirement.alternatives();
            let is_closed = |way: &Vec<_>| way.iter().any(|id| is_retired(&api[*id]));
            let instead = method.replaced_by.as_ref().or(resource.replaced_by.as_ref());
            if !ways.is_empty() && ways.iter().all(is_closed) && instead.is_none() {
                let id = method_id(api, resource, index);
                let message = format!("only permissions that can no longer be had allow `{id}`");
                found.push(finding("retired-permission", id, method.span, message, "add `replaced_by:` with the call to use instead"));
            }
        }
    }
}
