//! The bodies of declared types.

use crate::api::{Decoration, Extensions, Field, Name, Record, Symbol, TextFormat, Type, TypeId, TypeKind, Visibility};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::{Node, Value};
use crate::resolve::state::arena::Types;
use crate::resolve::state::context::Context;
use crate::resolve::state::read::{
    evidence, extensions, flag, name, one_or_more, optional_name, raw_text, small, text, text_or_empty, words,
};
use crate::resolve::state::tables::Tables;
use crate::resolve::tables::permissions;
use crate::resolve::tables::products::{Declared, File};
use crate::resolve::tables::versions::{VersionRange, life};
use crate::resolve::types::type_names::{declared, urn};
use crate::resolve::types::type_use::{TypeSite, TypeUse, members, plain, typed, urn_ids};
use crate::rules;
use crate::rust_names::case;
use crate::source::Span;
use crate::types::{self, ExprKind, TypeText};

/// A decoration as written, for a check when all types are known.
pub(crate) struct Decorated {
    pub(crate) at: Span,
    pub(crate) field: Type,
    pub(crate) decoration: Decoration,
}

/// Reads the bodies of all types. Included fields are copied later.
pub(crate) fn bodies(cx: &mut Context<'_>, files: &[File<'_>], all: &[Declared<'_>]) -> Vec<Decorated> {
    let mut decorated = Vec::new();
    for one in all {
        let Some(file) = files.get(one.file) else { continue };
        let Some(def) = cx.types.get(one.id) else { continue };
        let place = TypeSite {
            product: file.product,
            namespace: file.namespace.clone(),
            holder: Some(one.id),
            name: def.name.wire.clone(),
            evidence: def.evidence.clone(),
        };
        let kind = kind(cx, one.node, &place, &mut decorated);
        if let Some(def) = cx.types.defs.get_mut(one.id.index()) {
            def.kind = kind;
        }
    }
    decorated
}

fn kind(cx: &mut Context<'_>, node: &Node, place: &TypeSite, decorated: &mut Vec<Decorated>) -> TypeKind {
    if let Some(target) = node.get("is") {
        return typeref(cx, node, target, place);
    }
    if let Some(symbols) = node.get("enum") {
        return TypeKind::Enum(self::symbols(cx.tables, cx.problems, symbols));
    }
    if node.key("enum").is_some() {
        return TypeKind::Enum(Vec::new());
    }
    if node.key("union").is_some() {
        return TypeKind::Union(members(cx, node, place));
    }
    if node.key("bytes").is_some() {
        return TypeKind::Fixed(small(node, "bytes").unwrap_or_default());
    }
    let includes = one_or_more(node.get("with")).iter().filter_map(|one| include(cx, one, place)).collect();
    TypeKind::Record(Record { includes, fields: fields(cx, node, place, decorated), open: flag(node, "open") })
}

fn include(cx: &mut Context<'_>, node: &Node, place: &TypeSite) -> Option<TypeId> {
    let Some(id) = declared(cx.tables, cx.types, cx.problems, node.text()?, node.span, place.product) else {
        cx.types.lacking.extend(place.holder);
        return None;
    };
    if let Some(first) = cx.types.includes.insert((place.holder?, id), node.span) {
        cx.problems.push(
            Diagnostic::error(rules::INCLUDE_TARGET, node.span, "this record is included twice").also(first, "first").help("remove one"),
        );
        return None;
    }
    Some(id)
}

fn typeref(cx: &mut Context<'_>, node: &Node, target: &Node, place: &TypeSite) -> TypeKind {
    if let Some(format) = node.get("text") {
        return text_format(cx.problems, target, format);
    }
    if let Some(unit) = node.get("time") {
        return time(cx.problems, target, unit);
    }
    let parsed = target.text().and_then(|text| types::parse(text).ok());
    if let Some(TypeText { expr, optional: false, default: None }) = parsed
        && let ExprKind::Urns(urns) = &expr.kind
        && urns.len() > 1
    {
        return match urn_ids(cx.tables, cx.problems, target, urns) {
            Some(ids) => TypeKind::UrnChoice(ids),
            None => TypeKind::Typeref(Type::Urn),
        };
    }
    TypeKind::Typeref(plain(cx, target, place))
}

fn time(problems: &mut Diagnostics, target: &Node, unit: &Node) -> TypeKind {
    if target.text() != Some("long") {
        problems.error(rules::TIME, target.span, "only a long is a point in time", "write `is: long`, or remove `time`");
    }
    // The language check has validated the word.
    if unit.text() == Some("milliseconds") { TypeKind::Time } else { TypeKind::Typeref(Type::Long) }
}

fn text_format(problems: &mut Diagnostics, target: &Node, format: &Node) -> TypeKind {
    if target.text() != Some("string") {
        problems.error(rules::TEXT_FORMAT, target.span, "only a string has a text format", "write `is: string`, or remove `text`");
    }
    let reserved = raw_text(format, "reserved").unwrap_or_default();
    let written = raw_text(format, "escape").unwrap_or_default();
    let mut letters = written.chars();
    let escape = letters.next().unwrap_or('\\');
    let at = format.get("escape").map_or(format.span, |one| one.span);
    if letters.next().is_some() || written.is_empty() {
        problems.error(rules::TEXT_FORMAT, at, "the escape character is exactly one character", r#"a backslash is written `"\\"`"#);
    } else if !reserved.contains(escape) {
        let message =
            format!("the escape character `{escape}` is not among the reserved ones: escaped text could not be told from plain text");
        problems.error(rules::TEXT_FORMAT, at, message, "add it to `reserved`");
    }
    TypeKind::Text(TextFormat { reserved, escape })
}

fn symbols(tables: &Tables<'_>, problems: &mut Diagnostics, node: &Node) -> Vec<Symbol> {
    if let Value::Seq(items) = &node.value {
        return items.iter().filter_map(symbol_item).collect();
    }
    let entries = node.entries().iter();
    let is_number = |text: &&str| text.bytes().all(|byte| byte.is_ascii_digit());
    if let Some((value, number)) = entries.clone().find_map(|(_, value)| Some((value, value.text().filter(is_number)?))) {
        let message = format!("`{number}` is no meaning: a symbol has no number, and is sent by its name");
        problems.error(rules::MALFORMED, value.span, message, "write the symbols as a list, `[A, B]`, or say what each means");
    }
    entries
        .map(|(key, value)| {
            let life = life(tables, problems, value, VersionRange::default(), None);
            Symbol {
                name: name(key, value, problems),
                doc: value.text().map_or_else(|| text_or_empty(value, "doc"), |doc| doc.trim().to_owned()),
                deprecated: text(value, "deprecated"),
                since: life.since,
                until: life.until,
                extensions: extensions(value),
            }
        })
        .collect()
}

fn symbol_item(item: &Node) -> Option<Symbol> {
    let name = Name { wire: item.text()?.to_owned(), rust: None, span: item.span };
    Some(Symbol { name, doc: String::new(), deprecated: None, since: None, until: None, extensions: Extensions::default() })
}

fn fields(cx: &mut Context<'_>, node: &Node, place: &TypeSite, decorated: &mut Vec<Decorated>) -> Vec<Field> {
    let entries = node.get("fields").map_or(&[][..], Node::entries);
    entries
        .iter()
        .map(|(key, value)| {
            let (name, marked) = optional_name(key, value, cx.problems);
            let inner = TypeSite { name: format!("{}{}", place.name, case::raised(words(&name))), ..place.clone() };
            let TypeUse { ty, optional, default } = typed(cx, value, &inner);
            let life = life(cx.tables, cx.problems, value, VersionRange::default(), None);
            let deprecated = text(value, "deprecated");
            let requirement =
                value.get("permissions").and_then(|node| permissions::requirement(cx.tables, cx.problems, node, deprecated.is_some()));
            let expansions = decorations(cx.tables, cx.types, cx.problems, value, &ty, place, decorated);
            cx.types.defaults.keep(name.span, default);
            Field {
                name,
                ty,
                optional: optional || marked,
                default: None,
                doc: text_or_empty(value, "doc"),
                requirement,
                since: life.since,
                until: life.until,
                deprecated,
                decorates: expansions,
                visibility: visibility(value),
                included_from: None,
                evidence: evidence(value, &place.evidence),
                extensions: extensions(value),
            }
        })
        .collect()
}

fn visibility(node: &Node) -> Visibility {
    match node.get("projection").and_then(Node::text) {
        Some("always") => Visibility::Always,
        Some("on_request") => Visibility::OnRequest,
        Some("hidden") => Visibility::Hidden,
        _ => Visibility::Normal,
    }
}

fn decorations(
    tables: &Tables<'_>,
    types: &Types,
    problems: &mut Diagnostics,
    field: &Node,
    ty: &Type,
    place: &TypeSite,
    decorated: &mut Vec<Decorated>,
) -> Vec<Decoration> {
    let mut all = Vec::new();
    for node in one_or_more(field.get("decorates")) {
        let target = if node.text().is_some() { Some(node) } else { node.get("type") };
        let Some(target) = target else { continue };
        let Some(id) = target.text().and_then(|wanted| declared(tables, types, problems, wanted, target.span, place.product)) else {
            continue;
        };
        let urn = node.get("urn").and_then(|one| {
            let written = one.text()?;
            urn(tables, problems, written.strip_prefix("urn:").unwrap_or(written), one.span)
        });
        let decoration = Decoration { urn, finder: text(node, "finder"), target: id, collection: flag(node, "collection") };
        if all.contains(&decoration) {
            problems.push(Diagnostic::error(rules::DECORATION, node.span, "this decoration stands here twice").help("remove one"));
        }
        decorated.push(Decorated { at: target.span, field: ty.clone(), decoration: decoration.clone() });
        all.push(decoration);
    }
    all
}
