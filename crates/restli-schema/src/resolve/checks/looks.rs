//! The calls that show what creates have made: `look`.

use super::actors::urns;
use super::paths::{End, dotted, item};
use super::uploads::{follow, told_once};
use crate::api::{JsonKind, Look, Method, Param, Resource, ResourceMethod, Type, TypeKind};
use crate::diagnostic::Diagnostics;
use crate::document::Node;
use crate::help::Help;
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
            told_once(problems, rules::LOOK, named.span, message, "declare it under `methods`, or name a finder: `finder: owner`");
        }
        return method.map(|(method, _)| Look { method, by: Vec::new() });
    }
    let named = written.get("finder")?;
    let wanted = named.text()?;
    let finders = || methods().filter(|(_, method)| method.kind == ResourceMethod::Finder);
    let Some((position, finder)) = finders().find(|(_, finder)| finder.name.wire == wanted) else {
        let help = suggest::advice(wanted, finders().map(|(_, finder)| finder.name.wire.as_str()));
        let message = format!("`{}` has no finder `{wanted}`", resource.name.wire);
        told_once(problems, rules::LOOK, named.span, message, help.unwrap_or_else(|| "declare it under `finders`".into()));
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
    let Some(taker) = finder.params.iter().find(|one| one.name.wire == param) else {
        let help = suggest::advice(param, names).unwrap_or_else(|| Help::remove("remove it"));
        problems.error(rules::LOOK, at, format!("the finder `{}` has no parameter `{param}`", finder.name.wire), help);
        return None;
    };
    let text = path.text()?;
    let end = follow(types, problems, rules::LOOK, &resource.entity.map(Type::Named)?, path)?;
    let is_at = |hidden: &String| text.strip_prefix(&dotted(hidden)).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    if let Some(hidden) = resource.read_only.iter().find(|hidden| is_at(hidden)) {
        let message = format!("create does not send `{text}`: `{hidden}` stands under `read_only`");
        problems.error(rules::LOOK, path.span, message, "name a field that the caller knows when the answer is lost");
    } else if let Some(message) = misfit(types, taker, text, &end) {
        problems.error(
            rules::LOOK,
            path.span,
            message,
            "name a field that the parameter can take, or give the parameter the type of the field",
        );
    }
    Some((param.to_owned(), text.to_owned()))
}

/// The reason for which a parameter cannot take the value of a field.
fn misfit(types: &Types, param: &Param, path: &str, end: &End<'_>) -> Option<String> {
    let name = &param.name.wire;
    let taken = item(types, &param.ty);
    if end.in_array && taken == types.behind(&param.ty) {
        return Some(format!("`{path}` leads to several values, and `{name}` takes one"));
    }
    let same = match (kind(types, &taken), kind(types, &end.ty)) {
        (Some(one), Some(other)) if one == other => {
            let (one, other) = (urns(types, &taken), urns(types, &end.ty));
            match (one.is_empty(), other.is_empty()) {
                (true, true) => true,
                (false, true) => may_be_urn(&end.ty),
                (true, false) => may_be_urn(&taken),
                (false, false) => one.iter().any(|urn| other.contains(urn)),
            }
        }
        (None, _) | (_, None) => taken == end.ty || is_free(types, &taken) || is_free(types, &end.ty),
        _ => false,
    };
    let another = if urns(types, &taken).is_empty() || urns(types, &end.ty).is_empty() { "" } else { " of another type" };
    (!same).then(|| format!("`{name}` takes {}, and `{path}` leads to {}{another}", types.describe(&taken), types.describe(&end.ty)))
}

/// Returns whether texts of a type that names no types of URNs may be URNs all the same.
const fn may_be_urn(ty: &Type) -> bool {
    matches!(ty, Type::String | Type::Urn)
}

/// Returns whether values are of several kinds.
fn is_free(types: &Types, ty: &Type) -> bool {
    let union = ty.named().and_then(|id| types.get(id));
    *ty == Type::Any || union.is_some_and(|def| matches!(&def.kind, TypeKind::Union(union) if union.bare))
}

/// The kinds of values that stand for each other; `None` for those that have none but their type.
fn kind(types: &Types, ty: &Type) -> Option<JsonKind> {
    match ty {
        Type::String | Type::Bytes | Type::Urn | Type::UrnOf(_) => Some(JsonKind::Text),
        Type::Int | Type::Long | Type::Float | Type::Double => Some(JsonKind::Number),
        Type::Bool => Some(JsonKind::Bool),
        Type::Named(id) => match types.get(*id)?.kind {
            TypeKind::Enum(_) | TypeKind::Text(_) | TypeKind::Fixed(_) | TypeKind::UrnChoice(_) => Some(JsonKind::Text),
            TypeKind::Time => Some(JsonKind::Number),
            _ => None,
        },
        _ => None,
    }
}
