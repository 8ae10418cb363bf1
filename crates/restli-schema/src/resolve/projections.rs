//! Projections with a name: well formed, of what exists, in a style that the resource accepts.

use restli_core::projection::{Projection, StyleError};
use restli_projection::catalog::{Catalog, TypeIndex};

use super::catalog::with_catalog;
use super::context::{Context, entries, name, raw_text, text_or_empty};
use super::resources::Draft;
use crate::api::{NamedProjection, ProjectionStyle, Resource};
use crate::diagnostic::Diagnostic;
use crate::document::Node;
use crate::rules;

/// Reads `projections:` of a resource.
pub(super) fn read(cx: &mut Context<'_>, node: &Node) -> Vec<NamedProjection> {
    let mut all = Vec::new();
    for (key, value) in entries(node, "projections") {
        let text = value.text().map(str::to_owned).or_else(|| raw_text(value, "select")).unwrap_or_default();
        let span = selection(value).span;
        let name = name(key, value, &mut cx.problems);
        all.push(NamedProjection { name, doc: text_or_empty(value, "doc"), select: text, span });
    }
    all
}

/// The node that holds the text of a projection.
fn selection(value: &Node) -> &Node {
    value.get("select").unwrap_or(value)
}

/// Checks the projections of all resources.
pub(super) fn check(cx: &mut Context<'_>, drafts: &[Draft<'_>]) {
    if drafts.iter().all(|draft| draft.resource.projections.is_empty()) {
        return;
    }
    let problems = with_catalog(cx, drafts, |catalog, index| {
        let mut problems = Vec::new();
        for draft in drafts {
            let Some(root) = draft.resource.entity.and_then(index) else { continue };
            for (projection, (_, value)) in draft.resource.projections.iter().zip(entries(draft.node, "projections")) {
                problems.extend(one(catalog, root, &draft.resource, projection, selection(value)));
            }
        }
        problems
    });
    cx.problems.extend(problems);
}

/// The problems of one projection. What a projection means is decided in `restli-projection`, for everybody.
fn one(catalog: &Catalog<'_>, root: TypeIndex, resource: &Resource, projection: &NamedProjection, node: &Node) -> Vec<Diagnostic> {
    let problem = |at: usize, len: usize, message: String, help: Option<String>| {
        let problem = Diagnostic::error(rules::PROJECTION, node.part(at, len.max(1)), message);
        if let Some(help) = help { problem.help(help) } else { problem }
    };
    let parsed = match restli_projection::text::parse(&projection.select) {
        Ok(parsed) => parsed,
        Err(error) => return vec![problem(error.at, error.len, error.message, error.help)],
    };
    if let Err(problems) = restli_projection::check(catalog, root, &parsed) {
        return problems.into_iter().map(|one| problem(one.at, one.len, one.message, one.help)).collect();
    }
    match sayable(resource, &parsed) {
        Ok(()) => Vec::new(),
        Err(None) => {
            let message = format!("no method of `{}` accepts a projection", resource.name.wire);
            let help = "remove it, or let a method that gives entities accept one: see `projection` and `projection_style`".to_owned();
            vec![Diagnostic::error(rules::PROJECTION, projection.name.span, message).help(help)]
        }
        Err(Some(error)) => vec![problem(error.at, error.len, error.message, error.help)],
    }
}

/// Whether a method of the resource accepts the projection in its style. Without any that accepts one at all, `None`.
fn sayable(resource: &Resource, projection: &Projection) -> Result<(), Option<StyleError>> {
    let methods = resource.methods.iter().filter(|method| method.returns_entities());
    let mut reason = None;
    for method in methods {
        let said = match method.projection {
            ProjectionStyle::Restli => projection.to_mask(),
            ProjectionStyle::Decorated => projection.to_decorated(),
            ProjectionStyle::Flat => projection.to_flat(),
            ProjectionStyle::None => continue,
        };
        match said {
            Ok(_) => return Ok(()),
            Err(error) => reason = Some(error),
        }
    }
    Err(reason)
}
