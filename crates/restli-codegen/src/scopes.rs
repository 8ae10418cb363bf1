//! The permissions that a program needs: from its calls or its source to the least set of permissions and the products that grant them.

mod least;
mod library;
mod usage;
mod used;

use std::fmt::Write as _;

use restli_schema::api::{Api, Permission, PermissionId, Requirement};
use restli_schema::operations;

use crate::plan::{Plan, docs};

pub use usage::Source;
pub use used::{Unfollowed, Used};

/// Collects calls by their ids, or by the end of an id: `posts.create` for `content.posts.create`.
///
/// # Errors
/// Returns a message for a name that matches no call, with the nearest call, and for a name that matches several calls.
pub fn of_operations(plan: &Plan<'_>, names: &[String]) -> Result<Used, String> {
    let mut used = Used::default();
    for name in names {
        let (id, operation) = operations::one(plan.api, name)?;
        used.add(id, operation.method.requirement.clone());
    }
    Ok(used)
}

/// Collects the calls and fields that the sources of a program use, directly or through functions of libraries.
#[must_use]
pub fn of_sources(plan: &Plan<'_>, sources: &[Source], libraries: &[Source]) -> Used {
    usage::used(plan, sources, libraries)
}

/// Reports the least set of permissions for the used calls and fields, and the products to ask for, as text.
#[must_use]
pub fn report(plan: &Plan<'_>, used: &Used) -> String {
    let api = plan.api;
    let mut out = String::new();
    if used.uses.is_empty() {
        out.push_str("nothing of this API is used\n");
        return out;
    }
    out.push_str("uses\n");
    for (what, requirement) in &used.uses {
        let _ = writeln!(out, "  {what}: {}", docs::requirement_text(api, requirement).replace('`', ""));
    }
    let needs: Vec<&Requirement> = used.uses.iter().map(|(_, requirement)| requirement).collect();
    let Some(set) = least::least(api, &needs) else {
        out.push_str("\nno app can have all of it: some of these permissions exclude each other\n");
        return out;
    };
    if set.is_empty() {
        let known = needs.iter().all(|one| **one != Requirement::Unknown);
        out.push_str(if known { "\nno permission is needed\n" } else { "\nno permission is known to be needed\n" });
        return out;
    }
    out.push_str("\nleast set of permissions\n");
    for id in &set {
        let _ = writeln!(out, "  {}", docs::how_granted(api, *id).replace('`', ""));
    }
    let products = products(api, &set);
    if !products.is_empty() {
        out.push_str("\nproducts to request\n");
        for product in products {
            let _ = writeln!(out, "  {product}");
        }
    }
    let names: Vec<&str> = set.iter().map(|id| api[*id].name.wire.as_str()).collect();
    let _ = writeln!(out, "\nscopes! {{ pub AppScopes: {} }}", names.join(", "));
    out
}

/// The products that grant a set of permissions, each once.
fn products<'a>(api: &'a Api, set: &[PermissionId]) -> Vec<&'a str> {
    let mut found: Vec<&str> = Vec::new();
    for Permission { product, .. } in set.iter().map(|id| &api[*id]) {
        found.extend(product.as_deref().filter(|product| !found.contains(product)));
    }
    found
}
