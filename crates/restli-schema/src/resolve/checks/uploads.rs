//! The steps of uploads: `upload`.

use super::actors::{inside, item};
use crate::api::{Method, Resource, ResourceMethod, Type, TypeKind, UploadSteps, UploadWait};
use crate::diagnostic::Diagnostics;
use crate::document::Node;
use crate::resolve::state::arena::Types;
use crate::resolve::state::draft::ResourceDraft;
use crate::rules;
use crate::suggest;

/// Finds what the steps of each `upload` name: fields of the answer, an action, states of the entity.
pub(crate) fn fill(types: &Types, problems: &mut Diagnostics, draft: &mut ResourceDraft<'_>) {
    let found: Vec<(usize, Option<UploadSteps>)> = draft
        .methods
        .iter()
        .enumerate()
        .map(|(position, node)| (position, steps(types, problems, &draft.resource, position, node)))
        .collect();
    for (position, steps) in found {
        if let Some(method) = draft.resource.methods.get_mut(position) {
            method.upload = steps;
        }
    }
}

fn steps(types: &Types, problems: &mut Diagnostics, resource: &Resource, position: usize, method: &Node) -> Option<UploadSteps> {
    let written = method.get("upload")?;
    let to = written.get("to")?;
    let answer = match answer(resource, resource.methods.get(position)?) {
        Ok(answer) => answer,
        // A type or an entity with an error of its own.
        Err(_) if method.get("returns").is_some() || resource.entity.is_none() => return None,
        Err(help) => {
            let message = "this method gives no answer that could hold the address of an upload";
            problems.error(rules::UPLOAD, to.span, message, help);
            return None;
        }
    };
    let end = follow(types, problems, rules::UPLOAD, answer, to)?;
    let finish = written.get("finish").map(|named| action(problems, resource, named));
    let wait = written.get("status").map(|status| wait(types, problems, resource, written, status));
    Some(UploadSteps { to: to.text()?.to_owned(), in_parts: end.in_array, finish: finish.flatten(), wait: wait.flatten() })
}

/// The type of the answer that holds the address, or the way to one.
fn answer(resource: &Resource, method: &Method) -> Result<Type, &'static str> {
    let entity = || resource.entity.map(Type::Named);
    match method.kind {
        ResourceMethod::Action => method.returns.as_ref().map(|result| result.ty.clone()).ok_or("add `returns`"),
        ResourceMethod::Create | ResourceMethod::PartialUpdate if !method.returns_entity => {
            Err("write `returns_entity: true`, if the server gives the entity back")
        }
        ResourceMethod::Create | ResourceMethod::PartialUpdate | ResourceMethod::Get => entity().ok_or(""),
        _ => Err("write `upload` below the create or the action that begins it"),
    }
}

fn action(problems: &mut Diagnostics, resource: &Resource, named: &Node) -> Option<usize> {
    let wanted = named.text()?;
    let actions = resource.methods.iter().enumerate().filter(|(_, method)| method.kind == ResourceMethod::Action);
    let found = actions.clone().find(|(_, action)| action.name.wire == wanted).map(|(position, _)| position);
    if found.is_none() {
        let help = suggest::advice(wanted, actions.map(|(_, action)| action.name.wire.as_str()));
        let message = format!("`{}` has no action `{wanted}`", resource.name.wire);
        problems.error(rules::UPLOAD, named.span, message, help.unwrap_or_else(|| "declare it under `actions`".to_owned()));
    }
    found
}

fn wait(types: &Types, problems: &mut Diagnostics, resource: &Resource, written: &Node, status: &Node) -> Option<UploadWait> {
    let Some(method) = resource.methods.iter().position(|method| method.kind == ResourceMethod::Get) else {
        let message = format!("`{}` has no `get` that reads the state of an upload", resource.name.wire);
        problems.error(rules::UPLOAD, status.span, message, "declare it under `methods`, or remove `status`");
        return None;
    };
    let end = follow(types, problems, rules::UPLOAD, resource.entity.map(Type::Named)?, status)?;
    let symbols: Option<Vec<&str>> = match &end.ty {
        Type::Named(id) => types.get(*id).and_then(|def| match &def.kind {
            TypeKind::Enum(symbols) => Some(symbols.iter().map(|symbol| symbol.name.wire.as_str()).collect()),
            _ => None,
        }),
        _ => None,
    };
    let mut words = |key: &str| -> Vec<String> {
        let listed = written.get(key).map_or(&[][..], Node::items);
        for one in listed {
            let Some((word, symbols)) = one.text().zip(symbols.as_ref()) else { continue };
            if !symbols.contains(&word) {
                let help = suggest::advice(word, symbols.iter().copied()).unwrap_or_default();
                problems.error(rules::UPLOAD, one.span, format!("`{word}` is no state of the entity"), help);
            }
        }
        listed.iter().filter_map(|one| one.text().map(str::to_owned)).collect()
    };
    let (ready, failed) = (words("ready"), words("failed"));
    Some(UploadWait { method, field: status.text()?.to_owned(), ready, failed })
}

/// The end of a path of fields.
pub(super) struct End {
    pub(super) ty: Type,
    /// The path leads through an array.
    pub(super) in_array: bool,
}

/// Follows a path of names joined by dots through records, unions and the items of arrays; reports the first name that there is not.
pub(super) fn follow(types: &Types, problems: &mut Diagnostics, rule: &'static str, mut ty: Type, path: &Node) -> Option<End> {
    let (mut offset, mut in_array) = (0, false);
    for segment in path.text()?.split('.') {
        let fields = inside(types, &ty).unwrap_or_default();
        let Some((_, next)) = fields.iter().find(|(name, _)| name.wire == segment) else {
            // `any` stands in for a type with an error.
            if ty != Type::Any || !problems.has_errors() {
                let help = suggest::advice(segment, fields.iter().map(|(name, _)| name.wire.as_str()));
                let message = format!("there is no field `{segment}` in {}", types.describe(&ty));
                problems.error(
                    rule,
                    path.part(offset, segment.len()),
                    message,
                    help.unwrap_or_else(|| "let the path end before it".to_owned()),
                );
            }
            return None;
        };
        in_array |= matches!(types.behind(next), Type::Array(_));
        ty = item(types, next);
        offset += segment.len() + 1;
    }
    Some(End { ty, in_array })
}
