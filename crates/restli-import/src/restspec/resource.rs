//! A resource and its sub-resources (`docs/formats.md §2.2`, `§2.3`).

use super::annotations::{annotated, annotation};
use super::method::{errors, methods};
use super::param::params;
use super::type_text::type_text;
use crate::json::{Key as JsonKey, Node, Value};
use crate::model::{Annotated, Body, Key, Param, Resource, Ty, TyKind};
use crate::names::is_full_name;
use crate::pdsc::Reading;
use crate::problems::Problems;
use crate::rules;

/// Keys of a resource that the reader interprets.
const KNOWN: &[&str] =
    &["name", "namespace", "path", "schema", "doc", "collection", "association", "simple", "actionsSet", "actions-set", "entityType"];
/// Keys of a body that the reader interprets.
const BODY: &[&str] =
    &["serviceErrors", "identifier", "assocKeys", "alternativeKeys", "supports", "methods", "finders", "batchFinders", "actions", "entity"];

/// Reads a resource; returns `None`, after a report, if the YAML cannot express it.
pub(crate) fn resource(node: &Node, reading: &mut Reading<'_>) -> Option<Resource> {
    let (name, span) = node.need_text("name", "a resource", reading.problems)?;
    let kinds = [("collection", 0), ("association", 1), ("simple", 2), ("actionsSet", 3), ("actions-set", 3)];
    let Some((kind, content)) = kinds.iter().find_map(|(key, kind)| Some((*kind, node.get(key)?))) else {
        let message = format!("`{name}` is of no kind");
        reading.problems.error(rules::RESOURCE, span, message, "add `collection`, `association`, `simple` or `actionsSet`");
        return None;
    };
    let written = node.others(&[]).into_iter().filter(|(key, _)| kinds.iter().any(|(kind, _)| *kind == key.text));
    let written: Vec<_> = written.map(|(key, _)| key).collect();
    if let [first, .., last] = written.as_slice() {
        let counts = kinds.iter().find(|(key, _)| node.get(key).is_some()).map_or("", |(key, _)| key);
        let message = format!("`{name}` is of two kinds, `{}` and `{}`", first.text, last.text);
        reading.problems.error(rules::RESOURCE, last.span, message, format!("remove one; `{counts}` counts, the other was left out"));
        reading.problems.left_out("resources of a second kind", last.span);
    }
    if !matches!(content.value, Value::Object(_)) {
        content.expected(&name, "an object with the methods", reading.problems);
        reading.problems.left_out("resources that are no objects", content.span);
        return None;
    }
    let unstructured = kind != 3 && is_unstructured(node, reading.problems);
    let entity = node.get("schema").filter(|_| !unstructured).map(|schema| type_text(schema, None, reading));
    if let (true, Some(schema)) = (unstructured, node.get("schema")) {
        reading.problems.left_out("records of resources whose entities are bytes", schema.span);
    }
    if entity.is_none() && !unstructured && kind != 3 {
        let message = format!("`{name}` has entities and does not say of which record");
        reading.problems.error(rules::RESOURCE, span, message, "add `schema` with the full name of a record");
        reading.problems.left_out("resources without a record", span);
        return None;
    }
    let body = match kind {
        0 => Body::Collection(key(content, &name, reading)?),
        1 => association(content, &name, reading),
        2 => Body::Simple,
        _ => Body::Actions,
    };
    let mut annotated = annotated(node, KNOWN, &[("readOnly", "value"), ("createOnly", "value")], reading);
    annotated.extra.extend(content.others(BODY));
    let path = node.may_text("path", reading.problems).unwrap_or_default();
    let subs = entity_of(content, &path, &body, reading.problems);
    Some(Resource {
        namespace: namespace(node, reading),
        path,
        entity,
        unstructured,
        doc: doc(node, &mut annotated, reading),
        alt_keys: alternatives(content, reading),
        methods: methods(content, reading),
        subs: subs.iter().filter_map(|sub| resource(sub, reading)).collect(),
        read_only: paths(node, "readOnly", reading.problems),
        create_only: paths(node, "createOnly", reading.problems),
        annotated,
        errors: errors(content, reading),
        name,
        span,
        body,
    })
}

/// Reads `entityType`, which tells bytes from records.
fn is_unstructured(node: &Node, problems: &mut Problems) -> bool {
    const BYTES: &str = "UNSTRUCTURED_DATA";
    const RECORDS: &str = "STRUCTURED_DATA";
    let Some(written) = node.get("entityType") else { return false };
    if !matches!(written.text(), Some(BYTES | RECORDS)) {
        written.expected("entityType", &format!("`{RECORDS}` or `{BYTES}`"), problems);
    }
    written.text() == Some(BYTES)
}

/// Reads `entity`, and gives the resources below one entity. Its path follows from the path and the key of the resource.
fn entity_of<'n>(content: &'n Node, path: &str, body: &Body, problems: &mut Problems) -> &'n [Node] {
    content.may_object("entity", problems);
    let Some(entity) = content.get("entity") else { return &[] };
    entity.leave_out_others(&["path", "actions", "subresources"], "`entity`", problems);
    let expected = match body {
        Body::Collection(Key { written: key, .. }) | Body::Association { identifier: key, .. } => format!("{path}/{{{key}}}"),
        Body::Simple | Body::Actions => path.to_owned(),
    };
    if let Some(written) = entity.may_text("path", problems)
        && written != expected
        && !path.is_empty()
    {
        let span = entity.get("path").map_or(entity.span, |path| path.span);
        let message = format!("the path of an entity is `{expected}`, not `{written}`");
        problems.warning(rules::RESOURCE, span, message, format!("write `{expected}`, or change the path or the key of the resource"));
    }
    entity.may_list("subresources", problems)
}

/// The namespace; empty if the written one is not valid.
fn namespace(node: &Node, reading: &mut Reading<'_>) -> String {
    let Some(written) = node.may_text("namespace", reading.problems) else { return String::new() };
    if written.is_empty() || is_full_name(&written) {
        return written;
    }
    let span = node.get("namespace").map_or(node.span, |namespace| namespace.span);
    let help = "it is names with dots between, each of letters, digits and `_`; it was left out";
    reading.problems.error(rules::NAME, span, format!("`{written}` cannot be a namespace"), help);
    String::new()
}

/// The documentation without the text that the restspec generator appends.
fn doc(node: &Node, annotated: &mut Annotated, reading: &mut Reading<'_>) -> String {
    const MARK: &str = "generated from:";
    let Some(doc) = node.may_text("doc", reading.problems) else { return String::new() };
    let Some((own, class)) = doc.rsplit_once(MARK).filter(|(_, class)| !class.trim().is_empty() && !class.trim().contains([' ', '\n']))
    else {
        return doc;
    };
    let span = node.get("doc").map_or(node.span, |doc| doc.span);
    let key = JsonKey { text: "generatedFrom".to_owned(), span };
    annotated.extra.push((key, Node { span, value: Value::Text(class.trim().to_owned()) }));
    own.to_owned()
}

fn key(body: &Node, resource: &str, reading: &mut Reading<'_>) -> Option<Key> {
    let written = body.need("identifier", &format!("the collection `{resource}`"), reading.problems)?;
    written.leave_out_others(&["name", "type", "params"], "`identifier`", reading.problems);
    let ty = type_text(written.need("type", "the identifier", reading.problems)?, None, reading);
    let name = written.may_text("name", reading.problems).unwrap_or_else(|| format!("{resource}Id"));
    Some(Key { written: name.clone(), name, ty, params: written.get("params").map(|params| type_text(params, None, reading)) })
}

fn association(body: &Node, resource: &str, reading: &mut Reading<'_>) -> Body {
    body.need("assocKeys", &format!("the association `{resource}`"), reading.problems);
    let identifier = body.may_text("identifier", reading.problems).unwrap_or_else(|| format!("{resource}Id"));
    Body::Association { identifier, parts: params(body, "assocKeys", reading) }
}

fn alternatives(body: &Node, reading: &mut Reading<'_>) -> Vec<Param> {
    let keys = params(body, "alternativeKeys", reading);
    for key in keys.iter().filter(|key| matches!(key.ty.kind, TyKind::Array(_) | TyKind::Map(_))) {
        let message = format!("the alternative key `{}` is no single value", key.name);
        reading.problems.error(rules::RESOURCE, key.span, message, "an alternative key is a primitive or a name of one");
    }
    keys.into_iter().map(|key| Param { ty: Ty { props: Vec::new(), ..key.ty }, ..key }).collect()
}

/// The paths that an annotation lists, or the one that stands in place of the list.
fn paths(node: &Node, name: &str, problems: &mut Problems) -> Vec<Node> {
    let Some(annotation) = annotation(node, name) else { return Vec::new() };
    let value = annotation.get("value").unwrap_or(annotation);
    match &value.value {
        Value::List(items) => items.clone(),
        Value::Text(_) => vec![value.clone()],
        _ => {
            value.expected(name, "a list of paths below `value`", problems);
            Vec::new()
        }
    }
}
