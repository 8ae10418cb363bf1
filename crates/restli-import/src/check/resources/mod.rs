//! Checks of resources against the rules of the protocol and the YAML (`docs/formats.md §2`).

mod facts;
mod keys;
mod methods;
mod paths;

use std::collections::BTreeMap;

use restli_schema::diagnostic::Diagnostic;
use restli_schema::language::is_segment;
use restli_schema::source::Span;

use crate::model::Resource;
use crate::problems::Problems;
use crate::resolve::Model;
use crate::rules;

use facts::record;

/// Checks all resources, and leaves out resources that cannot be called.
pub(super) fn check(model: &mut Model, problems: &mut Problems) {
    let mut resources = std::mem::take(&mut model.resources);
    table(&mut resources, &[], model, problems);
    let mut places: BTreeMap<String, Span> = BTreeMap::new();
    resources.retain(|resource| {
        let path = if resource.path.is_empty() { format!("/{}", resource.name) } else { resource.path.clone() };
        let Some(first) = places.get(&path) else {
            places.insert(path, resource.span);
            return true;
        };
        let problem =
            Diagnostic::error(rules::REPEATED_RESOURCE, resource.span, format!("two resources live at `{path}`")).also(*first, "first");
        problems.push(problem.help("import one of the files; the other was left out"));
        problems.left_out("resources that are described again", resource.span);
        false
    });
    model.resources = resources;
}

/// Checks sibling resources. `above` are the names of the keys in their path.
fn table(resources: &mut Vec<Resource>, above: &[String], model: &Model, problems: &mut Problems) {
    let mut names: BTreeMap<String, Span> = BTreeMap::new();
    resources.retain_mut(|resource| {
        let kept = one(resource, above, model, problems);
        // Root resources with the same name may belong to two products.
        if let Some(first) = names.get(&resource.name).filter(|_| kept && !above.is_empty()) {
            let message = format!("the resource `{}` is described twice", resource.name);
            let problem = Diagnostic::error(rules::REPEATED_RESOURCE, resource.span, message).also(*first, "first");
            problems.push(problem.help("remove one; the second was left out"));
            problems.left_out("resources that are described again", resource.span);
            return false;
        }
        names.insert(resource.name.clone(), resource.span);
        if !kept {
            problems.left_out("resources that cannot be called", resource.span);
        }
        kept
    });
}

/// Checks a resource and its descendants; returns whether the resource can be called.
fn one(resource: &mut Resource, above: &[String], model: &Model, problems: &mut Problems) -> bool {
    if !is_segment(&resource.name) {
        let message = format!("`{}` cannot name a resource", resource.name);
        problems.error(
            rules::NAME,
            resource.span,
            message,
            "a name has ASCII letters, digits, `_`, `-`, `.`, `~` and `$`; the resource was left out",
        );
        return false;
    }
    if let Some(entity) = &resource.entity
        && record(entity, model).is_none()
    {
        let message = format!("the entities of `{}` are no records", resource.name);
        problems.error(rules::RESOURCE, entity.span, message, "`schema` names a record; the resource was left out");
        return false;
    }
    if !keys::check(resource, above, model, problems) {
        return false;
    }
    methods::check(resource, model, problems);
    paths::check(resource, model, problems);
    let mut keys = above.to_vec();
    keys.extend(keys::name(resource, above));
    let mut subs = std::mem::take(&mut resource.subs);
    table(&mut subs, &keys, model, problems);
    resource.subs = subs;
    true
}
