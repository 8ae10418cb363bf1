//! The calls that show what creates have made: `look`.

use super::uploads::follow;
use crate::api::{Look, Method, Resource, ResourceMethod, Type};
use crate::diagnostic::Diagnostics;
use crate::document::Node;
use crate::resolve::state::arena::Types;
use crate::resolve::state::draft::ResourceDraft;
use crate::rules;
use crate::suggest;

/// Finds the call that `look` of each create names, among the methods of its resource.
pub(crate) fn fill(types: &Types, problems: &mut Diagnostics, draft: &mut ResourceDraft<'_>) {
    let named = draft.methods.iter().enumerate().filter_map(|(position, node)| Some((position, node.get("look")?)));
    let found: Vec<(usize, Option<Look>)> =
        named.map(|(position, written)| (position, look(types, problems, &draft.resource, written))).collect();
    for (position, look) in found {
        if let Some(method) = draft.resource.methods.get_mut(position) {
            method.look = look;
        }
    }
}

fn look(types: &Types, problems: &mut Diagnostics, resource: &Resource, written: &Node) -> Option<Look> {
    let methods = || resource.methods.iter().enumerate();
    if let Some(named) = written.get("method") {
        let wanted = named.text()?;
        let method = methods().find(|(_, method)| method.kind.wire_name() == wanted);
        if method.is_none() {
            let message = format!("`{}` has no method `{wanted}`", resource.name.wire);
            problems.error(rules::LOOK, named.span, message, "declare it under `methods`, or name a finder: `finder: owner`");
        }
        return method.map(|(method, _)| Look { method, by: Vec::new() });
    }
    let named = written.get("finder")?;
    let wanted = named.text()?;
    let finders = || methods().filter(|(_, method)| method.kind == ResourceMethod::Finder);
    let Some((position, finder)) = finders().find(|(_, finder)| finder.name.wire == wanted) else {
        let help = suggest::advice(wanted, finders().map(|(_, finder)| finder.name.wire.as_str()));
        let message = format!("`{}` has no finder `{wanted}`", resource.name.wire);
        problems.error(rules::LOOK, named.span, message, help.unwrap_or_else(|| "declare it under `finders`".to_owned()));
        return None;
    };
    let by = written.get("by").map_or(&[][..], Node::entries).iter();
    let by = by.filter_map(|(param, path)| pair(types, problems, resource, finder, (&param.text, param.span), path)).collect();
    Some(Look { method: position, by })
}

/// A parameter of the finder, and the path of the field whose value it takes.
fn pair(
    types: &Types,
    problems: &mut Diagnostics,
    resource: &Resource,
    finder: &Method,
    (param, at): (&str, crate::source::Span),
    path: &Node,
) -> Option<(String, String)> {
    let names = finder.params.iter().map(|param| param.name.wire.as_str());
    if !names.clone().any(|name| name == param) {
        let help = suggest::advice(param, names).unwrap_or_else(|| "remove it".to_owned());
        problems.error(rules::LOOK, at, format!("the finder `{}` has no parameter `{param}`", finder.name.wire), help);
        return None;
    }
    let text = path.text()?;
    follow(types, problems, rules::LOOK, resource.entity.map(Type::Named)?, path)?;
    Some((param.to_owned(), text.to_owned()))
}
