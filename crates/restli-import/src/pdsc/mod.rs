//! PDSC: data schemas as JSON (`docs/formats.md §1.11`). The type strings of restspecs and snapshots speak it, too.

mod named;

use restli_schema::source::Span;

use crate::json::{Key, Node, Value};
use crate::model::{Def, Member, Ty, TyKind};
use crate::names::{is_full_name, join, primitive};
use crate::problems::Problems;
use crate::rules;

/// Keys of a union member with an alias that are not its properties.
const MEMBER: &[&str] = &["alias", "type", "doc"];

/// What reading collects.
#[derive(Debug)]
pub(crate) struct Reading<'a> {
    /// All named types so far.
    pub(crate) defs: &'a mut Vec<Def>,
    /// Everything that is wrong.
    pub(crate) problems: &'a mut Problems,
}

/// Reads the values of a file: each declares a named type.
pub(crate) fn file(nodes: &[Node], reading: &mut Reading<'_>) {
    for node in nodes {
        let before = reading.defs.len();
        let ty = schema(node, "", reading);
        if reading.defs.len() == before && !matches!(ty.kind, TyKind::Wrong) {
            let help = "only a record, an enum, a fixed or a typeref has a name";
            reading.problems.warning(rules::UNREACHABLE, node.span, "nothing can refer to this type", help);
            reading.problems.left_out("types without a name", node.span);
        }
    }
}

/// Reads a type where it is used. What is declared there goes to the other named types.
pub(crate) fn schema(node: &Node, namespace: &str, reading: &mut Reading<'_>) -> Ty {
    match &node.value {
        Value::Text(name) => name_of(name, node.span, namespace, reading),
        Value::List(members) => union(node, members, namespace, reading),
        Value::Object(_) => object(node, namespace, reading),
        _ => wrong(node, reading),
    }
}

fn wrong(node: &Node, reading: &mut Reading<'_>) -> Ty {
    let message = format!("{} is no type", node.kind());
    reading.problems.error(rules::TYPE, node.span, message, "a type is a name in quotes, `[...]` for a union, or `{\"type\": ...}`");
    Ty::new(node.span, TyKind::Wrong)
}

/// A primitive or a name: of the current namespace first, then as it stands (`docs/formats.md §1.2`).
pub(crate) fn name_of(name: &str, span: Span, namespace: &str, reading: &mut Reading<'_>) -> Ty {
    if let Some(primitive) = primitive(name) {
        return Ty::new(span, TyKind::Primitive(primitive));
    }
    if name == "null" {
        return Ty::new(span, TyKind::Null);
    }
    if !is_full_name(name) {
        let help = "a name is letters, digits and `_`, with dots between namespaces";
        reading.problems.error(rules::NAME, span, format!("`{name}` cannot be the name of a type"), help);
        return Ty::new(span, TyKind::Wrong);
    }
    let mut candidates = vec![name.to_owned()];
    if !name.contains('.') && !namespace.is_empty() {
        candidates.insert(0, join(namespace, name));
    }
    Ty::named(span, candidates)
}

fn object(node: &Node, namespace: &str, reading: &mut Reading<'_>) -> Ty {
    let Some(kind) = node.need("type", "a type", reading.problems) else { return Ty::new(node.span, TyKind::Wrong) };
    let Some(word) = kind.text() else { return wrong(kind, reading) };
    match word {
        "array" => inner(node, "items", namespace, reading, TyKind::Array),
        "map" => inner(node, "values", namespace, reading, TyKind::Map),
        "record" | "error" | "enum" | "fixed" | "typeref" => named::declaration(node, word, kind.span, namespace, reading),
        _ => name_of(word, kind.span, namespace, reading),
    }
}

fn inner(node: &Node, key: &str, namespace: &str, reading: &mut Reading<'_>, make: fn(Box<Ty>) -> TyKind) -> Ty {
    let what = if key == "items" { "an array" } else { "a map" };
    let Some(inner) = node.need(key, what, reading.problems) else { return Ty::new(node.span, TyKind::Wrong) };
    let kind = make(Box::new(schema(inner, namespace, reading)));
    Ty { span: node.span, kind, props: node.others(&["type", key]) }
}

fn union(node: &Node, items: &[Node], namespace: &str, reading: &mut Reading<'_>) -> Ty {
    let members = items.iter().filter_map(|item| member(item, namespace, reading)).collect();
    Ty::new(node.span, TyKind::Union(members))
}

fn member(node: &Node, namespace: &str, reading: &mut Reading<'_>) -> Option<Member> {
    let Some(alias) = node.get("alias") else {
        let ty = schema(node, namespace, reading);
        return Some(Member { alias: None, span: node.span, doc: String::new(), ty, props: Vec::new() });
    };
    let ty = schema(node.need("type", "a member", reading.problems)?, namespace, reading);
    Some(Member {
        alias: Some(alias.expect_text("alias", reading.problems)?),
        span: alias.span,
        doc: node.may_text("doc", reading.problems).unwrap_or_default(),
        ty,
        props: node.others(MEMBER),
    })
}

/// The members of an object with these keys, in the order of the keys.
fn picked(node: &Node, keys: &[&str]) -> Vec<(Key, Node)> {
    keys.iter().filter_map(|key| node.entries().iter().find(|(name, _)| name.text == *key)).cloned().collect()
}
