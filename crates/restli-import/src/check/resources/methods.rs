//! Methods and their parameters (`docs/formats.md §2.4`).

use std::collections::BTreeMap;

use restli_core::ResourceMethod as M;
use restli_schema::diagnostic::Diagnostic;
use restli_schema::language::is_wire_name;
use restli_schema::source::Span;

use super::facts::record;
use crate::model::{Body, Method, MethodKind, Param, Resource, TyKind};
use crate::problems::Problems;
use crate::resolve::{Model, Resolved};
use crate::rules;

/// Parameters that the protocol reserves, besides those that select the method, those of paging, and all that start with `$`.
const RESERVED: &[&str] = &["fields", "altkey", "metadataFields", "pagingFields"];

/// Checks the methods of a resource, and leaves out those that its kind cannot have.
pub(super) fn check(resource: &mut Resource, model: &Model, problems: &mut Problems) {
    let (body, unstructured) = (&resource.body, resource.unstructured);
    // Without a key, the resource and its entity are the same.
    let keyed = matches!(body, Body::Collection(_) | Body::Association { .. });
    let mut seen: BTreeMap<(u8, String), Span> = BTreeMap::new();
    resource.methods.retain_mut(|method| {
        let (table, name) = match &method.kind {
            MethodKind::Plain(kind) => (0, kind.wire_name()),
            MethodKind::Finder(name) => (1, name.as_str()),
            MethodKind::BatchFinder { name, .. } => (2, name.as_str()),
            MethodKind::Action(action) => (if action.on_entity && keyed { 4 } else { 3 }, action.name.as_str()),
        };
        let place = (table, name.to_owned());
        if let Some(first) = seen.get(&place) {
            let problem = Diagnostic::error(rules::METHOD, method.span, format!("`{name}` stands twice")).also(*first, "first");
            problems.push(problem.help("remove one; the first counts, the other was left out"));
            problems.left_out("methods of a name that is taken", method.span);
            return false;
        }
        let wrong = wrong(method, name, body, unstructured);
        params(method, problems);
        let wrong = wrong.or_else(|| criteria(method, model));
        if let Some((message, help)) = wrong {
            problems.error(rules::METHOD, method.span, message, format!("{help}; it was left out"));
            problems.left_out("methods that cannot be called", method.span);
            return false;
        }
        seen.insert(place, method.span);
        if let MethodKind::Action(action) = &mut method.kind {
            action.on_entity &= keyed;
        }
        details(method, resource.entity.is_some(), body, model, problems);
        true
    });
}

/// The reason that a resource of this kind cannot have the method, with its remedy.
fn wrong(method: &Method, name: &str, body: &Body, unstructured: bool) -> Option<(String, String)> {
    if !is_wire_name(name) {
        return Some((
            format!("`{name}` cannot name a method"),
            "a name has no blanks, and no signs that a URL gives a meaning".to_owned(),
        ));
    }
    let (kind, method) = (body.kind(), method.kind.resource_method());
    let fits = kind.methods(unstructured).contains(&method);
    let unstructured_data = if unstructured { " of unstructured data" } else { "" };
    (!fits).then(|| (format!("{}{unstructured_data} has no `{name}`", kind.described()), kind.advice(method, unstructured)))
}

/// Drops parameters whose name is missing, already used, or reserved by the protocol.
fn params(method: &mut Method, problems: &mut Problems) {
    let mut seen: BTreeMap<String, Span> = BTreeMap::new();
    let (kind, paged) = (method.kind.resource_method(), method.paged);
    method.params.retain(|param| {
        let name = param.name.as_str();
        if let Some(first) = seen.get(name) {
            let problem = Diagnostic::error(rules::REPEATED_FIELD, param.span, format!("the parameter `{name}` stands twice"));
            problems.push(problem.also(*first, "first").help("remove one; the second was left out"));
            return false;
        }
        seen.insert(name.to_owned(), param.span);
        let reserved = kind.is_routed_by(name) || RESERVED.contains(&name) || name.starts_with('$');
        let of_paging = paged && matches!(name, "start" | "count");
        let taken = kind != M::Action && (reserved || of_paging);
        if taken || !is_wire_name(name) {
            let help = match name {
                "start" | "count" => "`\"pagingSupported\": true` adds it; it was left out",
                _ => "rename or remove it; it was left out",
            };
            let reason = if taken { ": the protocol has it" } else { "" };
            problems.error(rules::PARAMETER, param.span, format!("`{name}` cannot name a parameter{reason}"), help);
            problems.left_out("parameters", param.span);
            return false;
        }
        true
    });
}

/// The reason that the criteria of a batch finder are invalid, with its remedy: a required parameter must be an array of records.
fn criteria(method: &Method, model: &Model) -> Option<(String, String)> {
    let MethodKind::BatchFinder { criteria: (wanted, _), .. } = &method.kind else { return None };
    let help = "`batchParam` names a parameter that is an array of records and neither optional nor defaulted";
    let Some(param) = method.params.iter().find(|param| param.name == *wanted) else {
        return Some((format!("this batch finder has no parameter `{wanted}`"), help.to_owned()));
    };
    let records = match model.behind(&param.ty) {
        Resolved::Other(ty) => matches!(&ty.kind, TyKind::Array(item) if record(item, model).is_some()),
        Resolved::Named(..) => false,
    };
    let fits = records && !param.optional && param.default.is_none();
    (!fits).then(|| (format!("the parameter `{wanted}` cannot list criteria"), help.to_owned()))
}

/// Checks the properties that only some kinds of methods have.
fn details(method: &mut Method, records: bool, body: &Body, model: &Model, problems: &mut Problems) {
    let paged = match method.kind {
        MethodKind::Finder(_) | MethodKind::BatchFinder { .. } => true,
        MethodKind::Plain(kind) => kind == M::GetAll,
        MethodKind::Action(_) => false,
    };
    method.paged &= paged;
    if let Some(metadata) = method.metadata.take_if(|ty| !paged || record(ty, model).is_none()) {
        let message = "`metadata` is a record beside the elements of a finder or of `get_all`";
        problems.error(rules::METHOD, metadata.span, message, "remove it, or name a record; it was left out");
        problems.left_out("metadata", metadata.span);
    }
    let batch = method.kind.resource_method().is_batch();
    let creates_batch = matches!(method.kind, MethodKind::Plain(M::BatchCreate | M::BatchPartialUpdate));
    if let Some(max) = method.max_batch.take_if(|_| !batch) {
        problems.error(rules::METHOD, max.span, "`maxBatchSize` belongs to methods on several entities", "remove it; it was left out");
    }
    let gives = creates_batch || matches!(method.kind, MethodKind::Plain(M::Create | M::PartialUpdate));
    if method.returns_entity && !(gives && records) {
        let message = "only `create`, `partial_update` and their batches return entities, which are records";
        problems.error(rules::METHOD, method.span, message, "remove `returnEntity`; it was left out");
        method.returns_entity = false;
    }
    let span = method.span;
    method.success.sort_unstable();
    method.success.dedup();
    method.success.retain(|status| {
        let fits = (200..400).contains(status);
        if !fits {
            problems.error(rules::METHOD, span, format!("{status} is no status of success"), "it is from 200 to 399; it was left out");
        }
        fits
    });
    assoc_keys(method, body, paged, problems);
}

/// Checks the key parts in the path of a finder, which must be parts of the association's key.
fn assoc_keys(method: &mut Method, body: &Body, fits: bool, problems: &mut Problems) {
    let parts: &[Param] = match body {
        Body::Association { parts, .. } if fits => parts,
        _ => &[],
    };
    let mut keys: Vec<String> = Vec::new();
    let wanted = std::mem::take(&mut method.assoc_keys);
    for (key, span) in wanted {
        if parts.iter().any(|part| part.name == key) && !keys.contains(&key) && keys.len() + 1 < parts.len() {
            keys.push(key.clone());
            method.assoc_keys.push((key, span));
        } else {
            let help = "a finder of an association takes some of the parts of its key, each once; it was left out";
            problems.error(rules::METHOD, span, format!("`{key}` cannot stand in the path of this method"), help);
        }
    }
}
