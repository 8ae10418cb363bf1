//! The table of an API's calls, for its README.

use std::fmt::Write as _;

use restli_schema::api::Verified;

use crate::plan::{Plan, docs};

/// A Markdown table: resource, calls, permissions, evidence.
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
        let evidence = match declared.evidence.verified {
            Some(Verified::Docs) => "documented",
            Some(Verified::Live) => "live",
            Some(Verified::Assumed) => "assumed",
            None => "",
        };
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
