//! Keys of entities (`docs/formats.md §1.7`, `docs/protocol.md §3.6`).

use crate::api::{Extensions, Key, Name, Param, ResourceKind, Type, TypeId, TypeKind};
use crate::diagnostic::Diagnostics;
use crate::document::{self, Node, Value};
use crate::help::Help;
use crate::resolve::resources::params;
use crate::resolve::state::arena::Types;
use crate::resolve::state::context::Context;
use crate::resolve::types::type_names::{self, record};
use crate::resolve::types::type_use::{TypeSite, plain};
use crate::rules;
use crate::source::Span;

/// Reads `key:` and `key_params:` of a resource.
///
/// `above` are the names of the keys above it in the path.
pub(crate) fn key(
    cx: &mut Context<'_>,
    resource: &document::Key,
    node: &Node,
    kind: ResourceKind,
    place: &TypeSite,
    above: &[&str],
) -> Option<Key> {
    let written = node.get("key");
    let params = node.get("key_params");
    if let ResourceKind::Simple | ResourceKind::Actions = kind {
        for (key, _) in node.entries().iter().filter(|(key, _)| matches!(key.text.as_str(), "key" | "key_params" | "alt_keys")) {
            let message = format!("{} has no key", kind.described());
            cx.problems.error(rules::KEY, key.span, message, "remove it, or make this a `collection` or an `association`");
        }
        return None;
    }
    let default_name = Key::default_name(&resource.text, |name| above.contains(&name));
    let Some(written) = written else {
        if let Some(empty) = node.key("key") {
            let help = format!("write the type of the key, or its name and type as in `{{{default_name}: long}}`");
            cx.problems.error(rules::NO_VALUE, empty.span, "`key` has no value", help);
            return None;
        }
        let help = match kind {
            ResourceKind::Association => "add `key: {one: TYPE, other: TYPE}`".to_owned(),
            _ => format!("add `key: {{{default_name}: TYPE}}`"),
        };
        cx.problems.error(rules::KEY, resource.span, format!("{} needs a key", kind.described()), help);
        return None;
    };
    let strange = written.text().filter(|text| type_names::is_strange(cx.tables, cx.types, text));
    if let Some(name) = strange.filter(|_| kind == ResourceKind::Collection) {
        let help = format!("write `key: {{{name}: TYPE}}`, or the name of a type that is declared under `types`");
        cx.problems.error(rules::UNKNOWN_TYPE, written.span, format!("`{name}` is a name and not a type"), help);
        return None;
    }
    if let Some((name, ty)) = in_words(written).filter(|_| kind == ResourceKind::Collection) {
        let help = Help::write(format!("key: {{{name}: {ty}}}")).of_entry();
        cx.problems.error(rules::KEY, written.span, "the name of a key stands before the colon, its type behind it", help);
        return None;
    }
    if kind == ResourceKind::Association && !matches!(written.value, Value::Map(_)) {
        let help = "write `key: {one: TYPE, other: TYPE}`, or make this a `collection`";
        cx.problems.error(rules::KEY, written.span, "the key of an association has parts with names", help);
        return None;
    }
    let parts = match &written.value {
        Value::Map(entries) => entries.iter().map(|(key, value)| part(cx, key, value, place)).collect(),
        _ => vec![unnamed(cx, default_name.clone(), written, place)],
    };
    match kind {
        ResourceKind::Association => Some(compound(cx.types, cx.problems, default_name, written, params, parts)),
        ResourceKind::Collection | ResourceKind::Simple | ResourceKind::Actions => single(cx, node, written, params, parts, place),
    }
}

/// The name and the type of a key that is written with these words.
fn in_words(written: &Node) -> Option<(&str, &str)> {
    let text = |key| written.get(key).and_then(Node::text);
    text("name").zip(text("type")).filter(|_| written.entries().len() == 2)
}

fn part(cx: &mut Context<'_>, key: &document::Key, node: &Node, place: &TypeSite) -> Param {
    let param = params::param(cx, key, node, place, None);
    if param.optional || cx.types.defaults.has(param.name.span) {
        cx.problems.error(rules::OPTIONAL_HERE, key.span, "a key is always there", "remove the `?` or the default");
    }
    Param { optional: false, default: None, ..param }
}

fn unnamed(cx: &mut Context<'_>, wire: String, node: &Node, place: &TypeSite) -> Param {
    Param {
        name: Name { wire, rust: None, span: node.span.head() },
        ty: plain(cx, node, place),
        optional: false,
        default: None,
        form: None,
        doc: String::new(),
        deprecated: None,
        since: None,
        until: None,
        extensions: Extensions::default(),
    }
}

/// The key of a collection: simple, or complex if it is a record.
fn single(
    cx: &mut Context<'_>,
    node: &Node,
    written: &Node,
    key_params: Option<&Node>,
    mut parts: Vec<Param>,
    place: &TypeSite,
) -> Option<Key> {
    let Context { tables, types, problems } = cx;
    if let Some(second) = parts.get(1) {
        let help = "an `association` has keys of several parts; for a key that is a record, declare the record and name it";
        problems.error(rules::KEY, second.name.span, "a collection has one key", help);
        return None;
    }
    let Some(param) = parts.pop() else {
        problems.error(rules::KEY, written.span, "a collection has one key", "write its name and type, as in `{id: long}`");
        return None;
    };
    let params = key_params.and_then(|one| record(tables, types, problems, one, place.product, "`key_params`"));
    if let Some(id) = as_record(types, &param.ty) {
        return Some(Key::Complex { name: param.name, record: id, params });
    }
    // `any` stands in for a type with an error.
    let is_known = param.ty != Type::Any || !problems.has_errors();
    let is_carried = carried(types, problems, &param, written.span);
    if let Some(key) = key_params.and_then(|_| node.key("key_params")).filter(|_| is_known && is_carried) {
        let found = types.describe(&param.ty);
        let message = format!("`key_params` travels with a key that is a record; this one is {found}");
        problems.error(rules::KEY, key.span, message, "remove it, or make the key a record");
    }
    Some(Key::Simple(param))
}

/// The key of an association: named parts, usually two or more.
fn compound(types: &Types, problems: &mut Diagnostics, name: String, written: &Node, key_params: Option<&Node>, parts: Vec<Param>) -> Key {
    if parts.is_empty() {
        problems.error(
            rules::KEY,
            written.span,
            "the key of this association has no parts",
            "write their names and types, as in `{one: long, other: string}`",
        );
    }
    if let Some(params) = key_params {
        problems.error(rules::KEY, params.span, "the key of an association has no `key_params`", Help::remove("remove it"));
    }
    for part in &parts {
        if as_record(types, &part.ty).is_some() {
            let message = format!("the key part `{}` is a record, which a path cannot carry as a part", part.name.wire);
            problems.error(
                rules::KEY_TYPE,
                part.name.span,
                message,
                "name its fields as parts, or make this a `collection` with the record as key",
            );
        } else {
            carried(types, problems, part, written.span);
        }
    }
    Key::Compound { name: Name { wire: name, rust: None, span: written.span.head() }, parts }
}

/// Reads `alt_keys:`; an alternative key is always one simple value (`docs/protocol.md §2.2`).
pub(crate) fn alternatives(cx: &mut Context<'_>, node: &Node, kind: ResourceKind, place: &TypeSite) -> Vec<Param> {
    if let ResourceKind::Simple | ResourceKind::Actions = kind {
        return Vec::new();
    }
    let entries = node.get("alt_keys").map_or(&[][..], Node::entries);
    let mut keys = Vec::new();
    for (key, value) in entries {
        let param = part(cx, key, value, place);
        if as_record(cx.types, &param.ty).is_some() {
            cx.problems.error(
                rules::KEY_TYPE,
                key.span,
                format!("the alternative key `{}` is a record", key.text),
                "an alternative key is one simple value",
            );
        } else {
            carried(cx.types, cx.problems, &param, key.span);
        }
        keys.push(param);
    }
    keys
}

fn as_record(types: &Types, ty: &Type) -> Option<TypeId> {
    match types.behind(ty) {
        Type::Named(id) => types.get(id).filter(|def| matches!(def.kind, TypeKind::Record(_))).map(|_| id),
        _ => None,
    }
}

/// Returns whether the type of a key is a single text or number; reports one that is not.
fn carried(types: &Types, problems: &mut Diagnostics, param: &Param, otherwise: Span) -> bool {
    let fits = match types.behind(&param.ty) {
        Type::Array(_) | Type::Map(..) => false,
        // `any` stands in for a type with an error, unless it was written.
        Type::Any => !matches!(param.ty, Type::Any) || problems.has_errors(),
        Type::Named(id) => !matches!(types.get(id).map(|def| &def.kind), Some(TypeKind::Union(_))),
        _ => true,
    };
    if !fits {
        let found = types.describe(&param.ty);
        let span = if param.name.span.start == param.name.span.end { otherwise } else { param.name.span };
        let message = format!("the key `{}` is {found}, which a path cannot carry", param.name.wire);
        problems.error(
            rules::KEY_TYPE,
            span,
            message,
            "a key is a primitive, an enum, a URN, another name for one of those, or for a collection a record",
        );
    }
    fits
}
