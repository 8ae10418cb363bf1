//! `projections:` of a resource: the text is well formed, its names exist, and a method of the resource accepts its style.

use restli_core::projection::{Projection, StyleError};
use restli_projection::catalog::{Catalog, Module};
use restli_projection::{Problem, check as check_projection};

use crate::api::{Api, NamedProjection, ProjectionStyle, Resource};
use crate::catalog;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::Node;
use crate::help::{Fix, Help};
use crate::resolve::state::draft::Known;
use crate::resolve::state::read::{entries, name, raw_text, text_or_empty};
use crate::rules;

/// Advice on a projection of nothing, or of everything where that cannot be said.
const NAME_THEM: &str = "name the fields, or remove the projection";

/// Reads `projections:` of a resource. Projections that cannot be parsed are reported and left out.
pub(crate) fn read(problems: &mut Diagnostics, node: &Node) -> Vec<NamedProjection> {
    let mut all = Vec::new();
    for (key, value) in entries(node, "projections") {
        let select = value.text().map(str::to_owned).or_else(|| raw_text(value, "select")).unwrap_or_default();
        let span = selection(value).span;
        let name = name(key, value, problems);
        match Projection::parse(&select) {
            Ok(projection) => all.push(NamedProjection { name, doc: text_or_empty(value, "doc"), select, projection, span }),
            Err(error) => {
                let help = if select.trim().is_empty() { Some(NAME_THEM.to_owned()) } else { error.help };
                problems.push(problem(selection(value), error.at, error.len, error.message, help));
            }
        }
    }
    all
}

/// The node that holds the text of a projection.
fn selection(value: &Node) -> &Node {
    value.get("select").unwrap_or(value)
}

/// Checks the projections of all resources; `written` are the nodes of the resources, in the same order, and what is known of each.
pub(crate) fn check(api: &Api, written: &[(&Node, Known)]) -> Vec<Diagnostic> {
    if api.resources.iter().all(|resource| resource.projections.is_empty()) {
        return Vec::new();
    }
    let rows = catalog::rows(api);
    let fields = rows.fields();
    let catalog = Catalog { modules: &[Module { types: &rows.types(&fields), resources: &[] }] };
    let mut problems = Vec::new();
    for (resource, (node, known)) in api.resources.iter().zip(written) {
        let Some(root) = resource.entity.and_then(|entity| rows.name(entity)) else { continue };
        for named in &resource.projections {
            let written = entries(node, "projections").iter().find(|(key, _)| key.text == named.name.wire);
            let Some((_, value)) = written else { continue };
            match check_projection(&catalog, root, &named.projection) {
                Ok(_) if !known.base => {}
                Ok(_) => problems.extend(refusal(resource, named, selection(value))),
                Err(found) => {
                    problems.extend(found.into_iter().map(|one| told(selection(value), one)));
                }
            }
        }
    }
    problems
}

/// A problem that the check of projections found.
fn told(node: &Node, one: Problem) -> Diagnostic {
    let meant = one.meant.map(Fix::Write);
    let problem = problem(node, one.at, one.len, one.message, one.help);
    let help = problem.help.clone().map(|help| Help { fix: meant, ..help });
    Diagnostic { help, ..problem }
}

/// A problem at a part of a projection's text.
fn problem(node: &Node, at: usize, len: usize, message: String, help: Option<String>) -> Diagnostic {
    let usual = "write it as in `(id,image(url))`; what the projection style of the resource does not have is left out";
    Diagnostic::error(rules::PROJECTION, node.part(at, len.max(1)), message).help(help.unwrap_or_else(|| usual.to_owned()))
}

/// The problem of a projection that no method of the resource accepts.
fn refusal(resource: &Resource, named: &NamedProjection, node: &Node) -> Option<Diagnostic> {
    match accepted(resource, &named.projection) {
        Ok(()) => None,
        Err(None) => {
            let message = format!("no method of `{}` accepts a projection", resource.name.wire);
            let help = "remove it, or let a method that gives entities accept one: see `projection` and `projection_style`";
            Some(Diagnostic::error(rules::PROJECTION, named.name.span, message).help(help.to_owned()))
        }
        Err(Some(error)) => {
            let is_all = named.select.get(error.at..).is_some_and(|rest| rest.starts_with('*'));
            let help = if is_all { Some(NAME_THEM.to_owned()) } else { error.help };
            Some(problem(node, error.at, error.len, error.message, help))
        }
    }
}

/// Checks that a method of the resource accepts the projection in its style. `Err(None)` if no method accepts any projection.
fn accepted(resource: &Resource, projection: &Projection) -> Result<(), Option<StyleError>> {
    let methods = resource.methods.iter().filter(|method| method.returns_entities());
    let mut reason = None;
    for method in methods {
        let written = match method.projection {
            ProjectionStyle::Restli => projection.to_mask(),
            ProjectionStyle::Decorated => projection.to_decorated(),
            ProjectionStyle::Flat => projection.to_flat(),
            ProjectionStyle::None => continue,
        };
        match written {
            Ok(_) => return Ok(()),
            Err(error) => reason = Some(error),
        }
    }
    Err(reason)
}
