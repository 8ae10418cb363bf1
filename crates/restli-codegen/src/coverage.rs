//! Tables of an API's calls: a line per product for the README, a line per resource for a page of their own.

use std::fmt::Write as _;

use restli_schema::api::{Resource, ResourceId, Verified};

use crate::plan::{Plan, docs};

/// A Markdown table with a line per product: what it is about, how many resources and operations are described, and on what evidence.
#[must_use]
pub fn products(plan: &Plan<'_>) -> String {
    let api = plan.api;
    let mut out = String::from("| Product | About | Resources | Operations | Evidence |\n| --- | --- | --- | --- | --- |\n");
    let (mut all, mut every) = (0, 0);
    for product in api.products() {
        let of_product = |id: ResourceId| api[api[id].product].name.wire == product.name.wire;
        let resources: Vec<_> = plan.resources.iter().filter(|resource| of_product(resource.id)).collect();
        let operations: usize = resources.iter().map(|resource| resource.methods.len()).sum();
        let mut evidence: Vec<(&str, usize)> = Vec::new();
        for resource in &resources {
            let word = evidence_of(&api[resource.id]);
            match evidence.iter_mut().find(|(known, _)| *known == word) {
                Some((_, count)) => *count += resource.methods.len(),
                None => evidence.push((word, resource.methods.len())),
            }
        }
        let evidence: Vec<String> = match evidence.as_slice() {
            [(word, _)] => vec![(*word).to_owned()],
            several => several.iter().map(|(word, count)| format!("{count} {word}")).collect(),
        };
        let about = product.doc.lines().next().unwrap_or_default();
        let _ = writeln!(out, "| {} | {about} | {} | {operations} | {} |", product.name.wire, resources.len(), evidence.join(", "));
        all += resources.len();
        every += operations;
    }
    let _ = writeln!(out, "| all | | {all} | {every} | |");
    out
}

fn evidence_of(resource: &Resource) -> &'static str {
    match resource.evidence.verified {
        Some(Verified::Docs) => "documented",
        Some(Verified::Live) => "live",
        Some(Verified::Assumed) => "assumed",
        None => "",
    }
}

/// A Markdown table with a line per resource: calls, permissions, evidence.
#[must_use]
pub fn coverage(plan: &Plan<'_>) -> String {
    let api = plan.api;
    let mut out = String::from("| Product | Resource | Calls | Permissions | Evidence |\n| --- | --- | --- | --- | --- |\n");
    for resource in &plan.resources {
        let declared = &api[resource.id];
        let base = &api[declared.base];
        let calls: Vec<String> = resource.methods.iter().map(|method| format!("`{}`", method.fn_name)).collect();
        let mut needs: Vec<String> = declared.methods.iter().map(|method| docs::requirement_text(api, &method.requirement)).collect();
        needs.sort();
        needs.dedup();
        let evidence = evidence_of(declared);
        let retired = if declared.retired.is_some() { " (retired)" } else { "" };
        let _ = writeln!(
            out,
            "| {} | `{}{}`{retired} | {} | {} | {evidence} |",
            api[declared.product].name.wire,
            base.path,
            declared.path,
            calls.join(", "),
            needs.join("; "),
        );
    }
    out
}
