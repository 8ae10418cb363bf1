//! Methods, finders, batch finders and actions (`docs/formats.md §2.4`).

use restli_core::ResourceMethod;
use restli_schema::language::{ERROR_CODE, is_error_code};
use restli_schema::source::Span;

use super::annotations::{annotated, annotation};
use super::param::params;
use super::type_text::type_text;
use crate::json::{Node, Value};
use crate::model::{Action, MaxBatch, Method, MethodKind, ServiceError};
use crate::pdsc::Reading;
use crate::rules;

/// Keys that all kinds of methods have and that the reader interprets.
const SHARED: &[&str] = &["doc", "parameters", "serviceErrors", "success"];
/// Keys of methods whose results come in pages.
const PAGED: &[&str] = &["metadata", "pagingSupported", "maxBatchSize"];

/// The annotation of methods that answer with the entity.
const RETURN_ENTITY: &str = "returnEntity";

/// Reads all methods of a body.
pub(super) fn methods(body: &Node, reading: &mut Reading<'_>) -> Vec<Method> {
    let mut methods = Vec::new();
    let described = body.may_list("methods", reading.problems);
    for node in described {
        methods.extend(plain(node, reading));
    }
    // Older files give only the names of the methods, and others do not describe all of them.
    for (name, span) in body.may_texts("supports", reading.problems) {
        if described.iter().all(|node| node.get_text("method") != Some(&name))
            && let Some(kind) = kind(&name, span, reading)
        {
            methods.push(empty(MethodKind::Plain(kind), span));
        }
    }
    for node in body.may_list("finders", reading.problems) {
        methods.extend(finder(node, reading));
    }
    for node in body.may_list("batchFinders", reading.problems) {
        methods.extend(batch_finder(node, reading));
    }
    for node in body.may_list("actions", reading.problems) {
        methods.extend(action(node, false, reading));
    }
    if let Some(entity) = body.get("entity") {
        for node in entity.may_list("actions", reading.problems) {
            methods.extend(action(node, true, reading));
        }
    }
    methods
}

fn kind(name: &str, span: Span, reading: &mut Reading<'_>) -> Option<ResourceMethod> {
    let kind = ResourceMethod::plain().find(|kind| kind.wire_name() == name);
    if kind.is_none() {
        let names = ResourceMethod::plain().map(|kind| format!("`{}`", kind.wire_name())).collect::<Vec<_>>().join(", ");
        reading.problems.error(rules::METHOD, span, format!("`{name}` is no method of Rest.li"), format!("the methods are {names}"));
        reading.problems.left_out("methods that are not known", span);
    }
    kind
}

fn empty(kind: MethodKind, span: Span) -> Method {
    Method {
        kind,
        span,
        doc: String::new(),
        params: Vec::new(),
        metadata: None,
        paged: false,
        assoc_keys: Vec::new(),
        max_batch: None,
        returns_entity: false,
        errors: None,
        success: Vec::new(),
        annotated: crate::model::Annotated::default(),
    }
}

/// A status of success.
fn success(status: &Node, reading: &mut Reading<'_>) -> Option<u32> {
    let number = match &status.value {
        Value::Number(number) => number.parse().ok(),
        _ => None,
    };
    if number.is_none() {
        let message = format!("`{}` is no HTTP status of success", status.to_json());
        reading.problems.error(rules::WRONG_KIND, status.span, message, "write a number from 200 to 299; it was left out");
    }
    number
}

/// Reads the members that all kinds of methods have.
fn shared(node: &Node, kind: MethodKind, span: Span, own: &[&str], reading: &mut Reading<'_>) -> Method {
    let known = [SHARED, PAGED, own].concat();
    let metadata = node.get("metadata").and_then(|metadata| {
        metadata.leave_out_others(&["type"], "`metadata`", reading.problems);
        metadata.need("type", "`metadata`", reading.problems)
    });
    let metadata = metadata.map(|ty| type_text(ty, None, reading));
    let success: Vec<_> = node.may_list("success", reading.problems).iter().filter_map(|status| success(status, reading)).collect();
    Method {
        doc: node.may_text("doc", reading.problems).unwrap_or_default(),
        params: params(node, "parameters", reading),
        metadata,
        paged: node.may_flag("pagingSupported", reading.problems),
        assoc_keys: assoc_keys(node, reading),
        max_batch: max_batch(node, reading),
        returns_entity: returns_entity(node, reading),
        success,
        errors: errors(node, reading),
        annotated: annotated(node, &known, &[(RETURN_ENTITY, "")], reading),
        ..empty(kind, span)
    }
}

/// Reads the annotation of methods that answer with the entity; it is an object without members.
fn returns_entity(node: &Node, reading: &mut Reading<'_>) -> bool {
    let Some(annotation) = annotation(node, RETURN_ENTITY) else { return false };
    if !matches!(annotation.value, Value::Object(_)) {
        annotation.expected(RETURN_ENTITY, "`{}`", reading.problems);
    }
    true
}

fn plain(node: &Node, reading: &mut Reading<'_>) -> Option<Method> {
    let (name, span) = node.need_text("method", "a method", reading.problems)?;
    let kind = MethodKind::Plain(kind(&name, span, reading)?);
    // `get_all` of an association takes parts of the key, as finders do.
    Some(shared(node, kind, span, &["method", "assocKey", "assocKeys"], reading))
}

const FINDER: &[&str] = &["name", "assocKey", "assocKeys", "batchParam"];

fn finder(node: &Node, reading: &mut Reading<'_>) -> Option<Method> {
    if node.get("name").is_none() {
        let help = "give it a name: a search without one cannot be told from others in the YAML";
        reading.problems.warning(rules::METHOD, node.span, "a finder without a name is left out", help);
        reading.problems.left_out("finders without a name", node.span);
        return None;
    }
    let (name, span) = node.need_text("name", "a finder", reading.problems)?;
    Some(shared(node, MethodKind::Finder(name), span, FINDER, reading))
}

fn batch_finder(node: &Node, reading: &mut Reading<'_>) -> Option<Method> {
    let (name, span) = node.need_text("name", "a batch finder", reading.problems)?;
    let criteria = node.need_text("batchParam", &format!("the batch finder `{name}`"), reading.problems)?;
    Some(shared(node, MethodKind::BatchFinder { name, criteria }, span, FINDER, reading))
}

fn action(node: &Node, on_entity: bool, reading: &mut Reading<'_>) -> Option<Method> {
    let (name, span) = node.need_text("name", "an action", reading.problems)?;
    let returns = node.get("returns").map(|ty| type_text(ty, None, reading));
    let kind = MethodKind::Action(Action { name, on_entity, returns });
    Some(shared(node, kind, span, &["name", "returns"], reading))
}

/// Reads `assocKeys`, or `assocKey` in older files.
fn assoc_keys(node: &Node, reading: &mut Reading<'_>) -> Vec<(String, Span)> {
    let one = node.get("assocKey").and_then(|key| key.expect_text("assocKey", reading.problems).map(|text| (text, key.span)));
    one.into_iter().chain(node.may_texts("assocKeys", reading.problems)).collect()
}

fn max_batch(node: &Node, reading: &mut Reading<'_>) -> Option<MaxBatch> {
    let written = node.get("maxBatchSize")?;
    written.leave_out_others(&["value", "validate"], "`maxBatchSize`", reading.problems);
    let value = written.need("value", "`maxBatchSize`", reading.problems)?;
    let Some(number) = written.get_whole("value").filter(|number| (1..=i32::MAX.unsigned_abs()).contains(number)) else {
        value.expected_up_to("value", i32::MAX.unsigned_abs(), reading.problems);
        return None;
    };
    Some(MaxBatch { value: number, enforced: written.may_flag("validate", reading.problems), span: written.span })
}

/// Reads `serviceErrors`. An empty list states that there are no errors; a missing list states nothing.
pub(super) fn errors(node: &Node, reading: &mut Reading<'_>) -> Option<Vec<ServiceError>> {
    node.get("serviceErrors")?;
    let items = node.may_list("serviceErrors", reading.problems);
    Some(items.iter().filter_map(|item| error(item, reading)).collect())
}

fn error(node: &Node, reading: &mut Reading<'_>) -> Option<ServiceError> {
    let (code, span) = node.need_text("code", "a service error", reading.problems)?;
    if !is_error_code(&code) {
        let message = format!("`{}` is no code of an error", code.escape_debug());
        let help = format!("{ERROR_CODE}; the error was left out");
        reading.problems.error(rules::ERROR_CODE, span, message, help);
        return None;
    }
    let status = node.need("status", &format!("the error `{code}`"), reading.problems)?;
    let Some(number) = node.get_whole("status").filter(|number| (400..600).contains(number)) else {
        let message = format!("`{}` is no HTTP status of an error", status.to_json());
        reading.problems.error(rules::WRONG_KIND, status.span, message, "write a number from 400 to 599; the error was left out");
        return None;
    };
    Some(ServiceError {
        code,
        status: number,
        message: node.may_text("message", reading.problems).unwrap_or_default(),
        span,
        extra: node.others(&["code", "status", "message"]),
    })
}
