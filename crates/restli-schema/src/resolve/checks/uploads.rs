//! The steps of uploads: `upload`.

use std::collections::BTreeMap;

use super::paths::{End, dotted, inside, walk};
use crate::api::{Method, Resource, ResourceMethod, Type, TypeKind, UploadSteps, UploadWait};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::Node;
use crate::help::{Fix, Help};
use crate::resolve::state::arena::Types;
use crate::resolve::state::draft::ResourceDraft;
use crate::rules;
use crate::source::Span;
use crate::suggest;

/// Finds what the steps of each `upload` name: fields of the answer, an action, states of the entity.
pub(crate) fn fill(types: &Types, problems: &mut Diagnostics, draft: &mut ResourceDraft<'_>) {
    let mut found: Vec<(usize, Vec<UploadSteps>)> = Vec::new();
    for (position, method) in draft.methods.iter().enumerate() {
        let Some(written) = method.get("upload") else { continue };
        twice(problems, ways(written));
        let mut steps = |way| steps(types, problems, &draft.resource, position, (method, way));
        found.push((position, ways(written).iter().filter_map(&mut steps).collect()));
    }
    for (position, ways) in found {
        if let Some(method) = draft.resource.methods.get_mut(position) {
            method.upload = ways;
        }
    }
}

/// The ways to upload, of which each has steps of its own: those of a list, else the one that is written alone.
pub(crate) fn ways(written: &Node) -> &[Node] {
    if written.items().is_empty() { std::slice::from_ref(written) } else { written.items() }
}

/// Reports two ways with one address: the answer could not choose between them.
fn twice(problems: &mut Diagnostics, ways: &[Node]) {
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    for (to, span) in ways.iter().filter_map(|way| way.get("to").and_then(|to| Some((to.text()?, to.span)))) {
        if let Some(first) = seen.insert(to, span) {
            let message = format!("two ways to upload have the address `{to}`, by which the answer chooses one");
            let problem = Diagnostic::error(rules::UPLOAD, span, message).also(first, "first");
            problems.push(problem.help("keep one of them"));
        }
    }
}

/// The steps of one way to upload, from the method that begins it and what stands below its `upload`.
fn steps(
    types: &Types,
    problems: &mut Diagnostics,
    resource: &Resource,
    position: usize,
    (method, written): (&Node, &Node),
) -> Option<UploadSteps> {
    let to = written.get("to")?;
    let answer = match answer(resource, resource.methods.get(position)?) {
        Ok(answer) => answer,
        // A type or an entity with an error of its own.
        Err(_) if method.get("returns").is_some() || lacks_entity(resource, position) => return None,
        Err(help) => {
            let message = "this method gives no answer that could hold the address of an upload";
            problems.error(rules::UPLOAD, to.span, message, help);
            return None;
        }
    };
    let end = follow(types, problems, rules::UPLOAD, &answer, to);
    if let Some(End { ty, .. }) = end.as_ref().filter(|end| !is_text(types, &end.ty)) {
        let message = format!("the address of an upload is text, and `{}` leads to {}", to.text()?, types.describe(ty));
        problems.error(rules::UPLOAD, to.span, message, "let the path lead to the field with the address");
    }
    let finish = written.get("finish").map(|named| action(problems, resource, position, named));
    let wait = written.get("status").map(|status| wait(types, problems, resource, written, status));
    Some(UploadSteps { to: to.text()?.to_owned(), in_parts: end?.in_array, finish: finish.flatten(), wait: wait.flatten() })
}

/// Returns whether the method is one on entities, and the resource has none.
fn lacks_entity(resource: &Resource, position: usize) -> bool {
    let is_action = resource.methods.get(position).is_some_and(|method| method.kind == ResourceMethod::Action);
    !is_action && resource.entity.is_none() && !resource.unstructured
}

/// The type of the answer that holds the address, or the way to one.
fn answer(resource: &Resource, method: &Method) -> Result<Type, &'static str> {
    let entity = || resource.entity.map(Type::Named);
    match method.kind {
        _ if resource.unstructured => Err("remove `upload`: the data is sent itself, and has no fields"),
        ResourceMethod::Action => method.returns.as_ref().map(|result| result.ty.clone()).ok_or("add `returns`"),
        ResourceMethod::Create | ResourceMethod::PartialUpdate if !method.returns_entity => {
            Err("write `returns_entity: true`, if the server gives the entity back")
        }
        ResourceMethod::Create | ResourceMethod::PartialUpdate | ResourceMethod::Get => entity().ok_or(""),
        _ => Err("write `upload` below the create or the action that begins it"),
    }
}

/// Returns whether values are texts. Only the service knows of `any`.
fn is_text(types: &Types, ty: &Type) -> bool {
    match ty {
        Type::String | Type::Any => true,
        Type::Named(id) => types.get(*id).is_some_and(|def| matches!(def.kind, TypeKind::Text(_))),
        _ => false,
    }
}

/// Reports a problem of a resource, unless another one that is written as the difference from it has the same place.
pub(super) fn told_once(problems: &mut Diagnostics, rule: &'static str, at: Span, message: String, help: impl Into<Help>) {
    if !problems.has(rule, at) {
        problems.error(rule, at, message, help);
    }
}

fn action(problems: &mut Diagnostics, resource: &Resource, position: usize, named: &Node) -> Option<usize> {
    let wanted = named.text()?;
    let actions = resource.methods.iter().enumerate().filter(|(_, method)| method.kind == ResourceMethod::Action);
    let found = actions.clone().find(|(_, action)| action.name.wire == wanted).map(|(position, _)| position);
    if found == Some(position) {
        let message = format!("`{wanted}` begins the upload, and does not end it");
        problems.error(
            rules::UPLOAD,
            named.span,
            message,
            "name the action that is called after all bytes have arrived, or remove `finish`",
        );
    } else if found.is_none() {
        let help = suggest::advice(wanted, actions.map(|(_, action)| action.name.wire.as_str()));
        let message = format!("`{}` has no action `{wanted}`", resource.name.wire);
        told_once(problems, rules::UPLOAD, named.span, message, help.unwrap_or_else(|| "declare it under `actions`".into()));
    }
    found
}

fn wait(types: &Types, problems: &mut Diagnostics, resource: &Resource, written: &Node, status: &Node) -> Option<UploadWait> {
    let Some(method) = resource.methods.iter().position(|method| method.kind == ResourceMethod::Get) else {
        let message = format!("`{}` has no `get` that reads the state of an upload", resource.name.wire);
        told_once(problems, rules::UPLOAD, status.span, message, "declare it under `methods`, or remove `status`");
        return None;
    };
    let end = follow(types, problems, rules::UPLOAD, &resource.entity.map(Type::Named)?, status)?;
    let symbols: Option<Vec<&str>> = match end.ty.named().and_then(|id| types.get(id)).map(|def| &def.kind) {
        Some(TypeKind::Enum(symbols)) => Some(symbols.iter().map(|symbol| symbol.name.wire.as_str()).collect()),
        _ => None,
    };
    if symbols.is_none() && !is_text(types, &end.ty) {
        let message = format!("the state of an upload is text or a symbol, and `{}` leads to {}", status.text()?, types.describe(&end.ty));
        problems.error(rules::UPLOAD, status.span, message, "let the path lead to the field with the state");
    }
    let mut seen: BTreeMap<&str, (&str, Span)> = BTreeMap::new();
    let mut words = |list: &'static str| -> Vec<String> {
        let listed = written.get(list).map_or(&[][..], Node::items).iter().filter_map(|one| Some((one.text()?, one.span)));
        for (word, span) in listed.clone() {
            if let Some(symbols) = symbols.as_ref().filter(|symbols| !symbols.contains(&word)) {
                let help = suggest::advice(word, symbols.iter().copied()).unwrap_or_default();
                problems.error(rules::UPLOAD, span, format!("`{word}` is no state of the entity"), help);
            }
            match seen.insert(word, (list, span)) {
                Some((other, first)) if other == list => {
                    let problem = Diagnostic::error(rules::REPEATED_FIELD, span, format!("`{word}` stands twice in this list"));
                    problems.push(problem.label("again").also(first, "first").help("remove one"));
                }
                Some((other, first)) => {
                    let problem = Diagnostic::error(rules::UPLOAD, span, format!("`{word}` stands in `{other}` and in `{list}`"));
                    problems.push(problem.also(first, "listed here").help("keep it in one of the lists: they exclude each other"));
                }
                None => {}
            }
        }
        listed.map(|(word, _)| word.to_owned()).collect()
    };
    let (ready, failed) = (words("ready"), words("failed"));
    Some(UploadWait { method, field: status.text()?.to_owned(), ready, failed })
}

/// Follows a path of fields from a type; reports the first name that there is not.
pub(super) fn follow<'t>(types: &'t Types, problems: &mut Diagnostics, rule: &'static str, ty: &Type, path: &Node) -> Option<End<'t>> {
    let text = path.text()?;
    let begin = || inside(types, ty).unwrap_or_default();
    match walk(types, begin(), text) {
        Ok(end) => Some(end),
        Err(none) => {
            let within = none.within.as_ref().map_or(ty, |(_, ty)| ty);
            // The inside of a gap is not known.
            if types.is_gap(within, problems) {
                return None;
            }
            let names = none.parts.iter().map(|(name, _)| name.wire.as_str());
            let rest = text.get(none.at..).unwrap_or_default();
            // As many parts as the longest name has, which may hold dots.
            let dots = names.clone().map(|name| name.matches('.').count()).max().unwrap_or_default();
            let segment = rest.match_indices('.').nth(dots).and_then(|(end, _)| rest.get(..end)).unwrap_or(rest);
            let dotted = dotted(text);
            let help = if dotted != text && walk(types, begin(), &dotted).is_ok() {
                Help::written("a path has dots here: write", &dotted).fix(Fix::WriteAt(path.span, dotted))
            } else {
                suggest::advice(segment, names).unwrap_or_else(|| match &none.within {
                    Some(_) => "let the path end before it".into(),
                    None => format!("name a field of {}", owner(types, ty)).into(),
                })
            };
            let message = format!("there is no field `{segment}` in {}", owner(types, within));
            problems.error(rule, path.part(none.at, segment.len()), message, help);
            None
        }
    }
}

/// The name of a record or union, else the kind of a type.
fn owner(types: &Types, ty: &Type) -> String {
    let def = ty.named().and_then(|id| types.get(id)).filter(|_| inside(types, ty).is_some());
    def.map_or_else(|| types.describe(ty), |def| format!("`{}`", def.name.wire))
}
