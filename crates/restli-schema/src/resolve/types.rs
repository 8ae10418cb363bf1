//! The bodies of declared types.

use super::context::{Context, evidence, flag, kept, name, one_or_more, optional_name, text, text_or_empty};
use super::permissions;
use super::products::{Declared, File};
use super::type_names::{declared, urn};
use super::type_use::{Place, Use, members, plain, typed, urn_ids};
use super::versions::{Life, life};
use crate::api::{Decoration, Field, Kept, Name, Record, Symbol, TextFormat, Type, TypeId, TypeKind, Visibility};
use crate::diagnostic::Diagnostic;
use crate::document::{Node, Value};
use crate::rules;
use crate::rust_names::case;
use crate::source::Span;
use crate::types::{self, ExprKind, TypeText};

/// A decoration as written, to be checked when all types are known.
pub(super) struct Decorated {
    pub(super) at: Span,
    pub(super) field: Type,
    pub(super) decoration: Decoration,
}

/// Reads the bodies of all types. Includes are not copied in yet.
pub(super) fn bodies(cx: &mut Context<'_>, files: &[File<'_>], all: &[Declared<'_>]) -> Vec<Decorated> {
    let mut decorated = Vec::new();
    for one in all {
        let Some(file) = files.get(one.file) else { continue };
        let Some(def) = cx.type_def(one.id) else { continue };
        let place = Place {
            product: file.product,
            namespace: file.namespace.clone(),
            holder: Some(one.id),
            name: def.name.wire.clone(),
            evidence: def.evidence.clone(),
        };
        let kind = kind(cx, one.node, &place, &mut decorated);
        if let Some(def) = cx.types.get_mut(one.id.index()) {
            def.kind = kind;
        }
    }
    decorated
}

fn kind(cx: &mut Context<'_>, node: &Node, place: &Place, decorated: &mut Vec<Decorated>) -> TypeKind {
    if let Some(target) = node.get("is") {
        return typeref(cx, node, target, place);
    }
    if let Some(symbols) = node.get("enum") {
        return TypeKind::Enum(self::symbols(cx, symbols));
    }
    if node.key("enum").is_some() {
        return TypeKind::Enum(Vec::new());
    }
    if node.key("union").is_some() {
        return TypeKind::Union(members(cx, node, place));
    }
    if node.key("bytes").is_some() {
        return TypeKind::Fixed(super::context::small(node, "bytes", &mut cx.problems).unwrap_or_default());
    }
    let includes = one_or_more(node.get("with")).iter().filter_map(|one| include(cx, one, place)).collect();
    TypeKind::Record(Record { includes, fields: fields(cx, node, place, decorated), open: flag(node, "open") })
}

fn include(cx: &mut Context<'_>, node: &Node, place: &Place) -> Option<TypeId> {
    let id = declared(cx, node.text()?, node.span, place.product)?;
    if let Some(first) = cx.includes.insert((place.holder?, id), node.span) {
        cx.problems.push(
            Diagnostic::error(rules::INCLUDE_TARGET, node.span, "this record is included twice").also(first, "first").help("remove one"),
        );
        return None;
    }
    Some(id)
}

fn typeref(cx: &mut Context<'_>, node: &Node, target: &Node, place: &Place) -> TypeKind {
    if let Some(format) = node.get("text") {
        return text_format(cx, target, format);
    }
    let parsed = target.text().and_then(|text| types::parse(text).ok());
    if let Some(TypeText { expr, optional: false, default: None }) = parsed
        && let ExprKind::Urns(urns) = &expr.kind
        && urns.len() > 1
    {
        return match urn_ids(cx, target, urns) {
            Some(ids) => TypeKind::UrnChoice(ids),
            None => TypeKind::Typeref(Type::Urn),
        };
    }
    TypeKind::Typeref(plain(cx, target, place))
}

fn text_format(cx: &mut Context<'_>, target: &Node, format: &Node) -> TypeKind {
    if target.text() != Some("string") {
        cx.error(rules::TEXT_FORMAT, target.span, "only a string has a text format", "write `is: string`, or remove `text`");
    }
    let reserved = super::context::raw_text(format, "reserved").unwrap_or_default();
    let written = super::context::raw_text(format, "escape").unwrap_or_default();
    let mut letters = written.chars();
    let escape = letters.next().unwrap_or('\\');
    let at = format.get("escape").map_or(format.span, |one| one.span);
    if letters.next().is_some() || written.is_empty() {
        cx.error(rules::TEXT_FORMAT, at, "the escape character is exactly one character", r#"a backslash is written `"\\"`"#);
    } else if !reserved.contains(escape) {
        let message =
            format!("the escape character `{escape}` is not among the reserved ones: escaped text could not be told from plain text");
        cx.error(rules::TEXT_FORMAT, at, message, "add it to `reserved`");
    }
    TypeKind::Text(TextFormat { reserved, escape })
}

fn symbols(cx: &mut Context<'_>, node: &Node) -> Vec<Symbol> {
    if let Value::Seq(items) = &node.value {
        return items.iter().filter_map(symbol_item).collect();
    }
    let entries = node.entries().iter();
    entries
        .map(|(key, value)| {
            let life = life(cx, value, Life::default(), None);
            Symbol {
                name: name(key, value, &mut cx.problems),
                doc: value.text().map_or_else(|| text_or_empty(value, "doc"), |doc| doc.trim().to_owned()),
                deprecated: text(value, "deprecated"),
                since: life.since,
                until: life.until,
                kept: kept(value),
            }
        })
        .collect()
}

fn symbol_item(item: &Node) -> Option<Symbol> {
    let name = Name { wire: item.text()?.to_owned(), rust: None, span: item.span };
    Some(Symbol { name, doc: String::new(), deprecated: None, since: None, until: None, kept: Kept::default() })
}

fn fields(cx: &mut Context<'_>, node: &Node, place: &Place, decorated: &mut Vec<Decorated>) -> Vec<Field> {
    let entries = node.get("fields").map_or(&[][..], Node::entries);
    entries
        .iter()
        .map(|(key, value)| {
            let (name, marked) = optional_name(key, value, &mut cx.problems);
            let inner = Place { name: format!("{}{}", place.name, case::raised(&name.wire)), ..place.clone() };
            let Use { ty, optional, default } = typed(cx, value, &inner);
            let life = life(cx, value, Life::default(), None);
            let deprecated = text(value, "deprecated");
            let need = value.get("permissions").and_then(|need| permissions::need(cx, need, deprecated.is_some()));
            let expansions = decorations(cx, value, &ty, place, decorated);
            let has_default = default.is_some();
            if let Some(default) = default {
                cx.defaults.insert(name.span, default);
            }
            Field {
                name,
                ty,
                optional: (optional || marked) && !has_default,
                default: has_default.then_some(serde_json::Value::Null),
                doc: text_or_empty(value, "doc"),
                need,
                since: life.since,
                until: life.until,
                deprecated,
                decorates: expansions,
                visibility: visibility(value),
                included_from: None,
                evidence: evidence(value, &place.evidence),
                kept: kept(value),
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

fn decorations(cx: &mut Context<'_>, field: &Node, ty: &Type, place: &Place, decorated: &mut Vec<Decorated>) -> Vec<Decoration> {
    let mut all = Vec::new();
    for node in one_or_more(field.get("decorates")) {
        let target = if node.text().is_some() { Some(node) } else { node.get("type") };
        let Some(target) = target else { continue };
        let Some(id) = target.text().and_then(|wanted| declared(cx, wanted, target.span, place.product)) else { continue };
        let urn = node.get("urn").and_then(|one| {
            let written = one.text()?;
            urn(cx, written.strip_prefix("urn:").unwrap_or(written), one.span)
        });
        let decoration = Decoration { urn, finder: text(node, "finder"), target: id, collection: flag(node, "collection") };
        if all.contains(&decoration) {
            cx.problems.push(Diagnostic::error(rules::DECORATION, node.span, "this decoration stands here twice").help("remove one"));
        }
        decorated.push(Decorated { at: target.span, field: ty.clone(), decoration: decoration.clone() });
        all.push(decoration);
    }
    all
}
