//! A type use: short or long form, with `?` and default.

use crate::api::{ActionResult, Evidence, Extensions, Member, Name, ProductId, Type, TypeDef, TypeId, TypeKind, Union, UrnId};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::{Node, Scalar, Value};
use crate::language::{is_long_form, is_map_key};
use crate::resolve::state::context::Context;
use crate::resolve::state::read::{extensions, flag, name, text, text_or_empty, words};
use crate::resolve::state::tables::Tables;
use crate::resolve::tables::products::{join, register};
use crate::resolve::types::type_names::{named, urn};
use crate::rules;
use crate::rust_names::case;
use crate::source::{Span, saturate};
use crate::types::{self, Expr, ExprKind};

/// The place of a type use, from which anonymous types are named.
#[derive(Clone)]
pub(crate) struct TypeSite {
    /// The product whose file holds the use.
    pub(crate) product: Option<ProductId>,
    /// Namespace of the file.
    pub(crate) namespace: String,
    /// The type that holds the use.
    pub(crate) holder: Option<TypeId>,
    /// The name for an anonymous union.
    pub(crate) name: String,
    /// Evidence of the surrounding node.
    pub(crate) evidence: Evidence,
}

/// A type use with its optionality and default.
pub(crate) struct TypeUse {
    pub(crate) ty: Type,
    /// The type text ended with `?`.
    pub(crate) optional: bool,
    /// The default as written.
    pub(crate) default: Option<Node>,
}

impl From<Type> for TypeUse {
    fn from(ty: Type) -> Self {
        Self { ty, optional: false, default: None }
    }
}

/// Reads a type, or a mapping that holds one under `type` or `union`. The type is `any` after an error.
pub(crate) fn typed(cx: &mut Context<'_>, node: &Node, place: &TypeSite) -> TypeUse {
    if !is_long_form(node) {
        return short(cx, node, place);
    }
    let mut used = match node.get("type") {
        Some(inner) => short(cx, inner, place),
        None => TypeUse::from(union(cx, node, place)),
    };
    if let Some(default) = node.get("default") {
        if let Some(other) = &used.default {
            cx.problems.push(
                Diagnostic::error(rules::EXCLUSIVE, default.span, "the default is given twice")
                    .also(other.span, "given here already")
                    .help("keep one of them"),
            );
        }
        used.default = Some(default.clone());
    }
    used
}

/// Reads an action's result, which is optional if `?` follows its type.
pub(crate) fn result(cx: &mut Context<'_>, node: &Node, place: &TypeSite) -> ActionResult {
    let used = short(cx, node, place);
    if used.default.is_some() {
        let help = "remove it: what a server answers needs no default; a `?` says that there may be no result";
        cx.problems.error(rules::OPTIONAL_HERE, node.span, "a default has no meaning here", help);
    }
    ActionResult { ty: used.ty, optional: used.optional }
}

/// Reads a type that cannot have `?` or a default, such as the item of an array.
pub(crate) fn plain(cx: &mut Context<'_>, node: &Node, place: &TypeSite) -> Type {
    let used = short(cx, node, place);
    if used.optional || used.default.is_some() {
        let what = if used.optional { "`?`" } else { "a default" };
        cx.problems.error(
            rules::OPTIONAL_HERE,
            node.span,
            format!("{what} has no meaning here"),
            "remove it: only fields and parameters can be absent or have a default, and results can be absent",
        );
    }
    used.ty
}

fn short(cx: &mut Context<'_>, node: &Node, place: &TypeSite) -> TypeUse {
    match &node.value {
        Value::Scalar(_) => scalar(cx, node, place),
        Value::Seq(items) => {
            let item = if let [item] = items.as_slice() { plain(cx, item, place) } else { Type::Any };
            Type::Array(Box::new(item)).into()
        }
        Value::Map(entries) => match entries.as_slice() {
            [(key, value)] if is_map_key(&key.text) => {
                let quotes = key.span.end.saturating_sub(key.span.start).saturating_sub(saturate(key.text.len())) / 2;
                let scalar = Scalar { text: key.text.clone(), quoted: false, verbatim: Some(key.span.start.saturating_add(quotes)) };
                let written = Node { span: key.span, value: Value::Scalar(scalar) };
                let (key, value) = (plain(cx, &written, place), plain(cx, value, place));
                map(cx, written.span, key, value).into()
            }
            _ => union(cx, node, place).into(),
        },
    }
}

fn scalar(cx: &mut Context<'_>, node: &Node, place: &TypeSite) -> TypeUse {
    let Some(text) = node.text() else { return Type::Any.into() };
    let parsed = match types::parse(text) {
        Ok(parsed) => parsed,
        Err(error) => {
            let at = node.part(error.at, error.length);
            cx.problems.error(rules::TYPE_SYNTAX, at, error.message, error.help);
            return Type::Any.into();
        }
    };
    let ty = expression(cx, node, &parsed.expr, place).unwrap_or(Type::Any);
    let default = parsed.default.and_then(|(text, at)| default_node(cx.problems, &text, node.part(at, text.len())));
    TypeUse { ty, optional: parsed.optional, default }
}

fn expression(cx: &mut Context<'_>, node: &Node, expr: &Expr, place: &TypeSite) -> Option<Type> {
    Some(match &expr.kind {
        ExprKind::Name(wanted) => named(cx.tables, cx.types, cx.problems, wanted, node.part(expr.at, expr.length), place.product)?,
        ExprKind::AnyUrn => Type::Urn,
        ExprKind::Urns(urns) => choice(cx, node, urns, node.part(expr.at, expr.length), place)?,
        ExprKind::Array(item) => Type::Array(Box::new(expression(cx, node, item, place)?)),
        ExprKind::Map(key, value) => {
            let (at, key) = (node.part(key.at, key.length), expression(cx, node, key, place)?);
            let value = expression(cx, node, value, place)?;
            map(cx, at, key, value)
        }
    })
}

/// A map. Its keys are checked when all types are known.
fn map(cx: &mut Context<'_>, at: Span, key: Type, value: Type) -> Type {
    cx.types.map_keys.push((at, key.clone()));
    Type::Map(Box::new(key), Box::new(value))
}

/// The ids of a choice of URN types, each once.
pub(crate) fn urn_ids(tables: &Tables<'_>, problems: &mut Diagnostics, node: &Node, urns: &[(String, usize)]) -> Option<Vec<UrnId>> {
    let mut ids = Vec::new();
    let mut complete = true;
    for (wanted, at) in urns {
        let span = node.part(*at, wanted.len());
        match urn(tables, problems, wanted, span) {
            Some(id) if ids.contains(&id) => {
                problems.error(rules::UNION_MEMBER, span, format!("`urn:{wanted}` stands twice in this choice"), "remove one");
            }
            Some(id) => ids.push(id),
            None => complete = false,
        }
    }
    complete.then_some(ids)
}

fn choice(cx: &mut Context<'_>, node: &Node, urns: &[(String, usize)], span: Span, place: &TypeSite) -> Option<Type> {
    let ids = urn_ids(cx.tables, cx.problems, node, urns)?;
    if let [only] = ids.as_slice() {
        return Some(Type::UrnOf(*only));
    }
    if let Some(id) = cx.types.choices.get(&ids) {
        return Some(Type::Named(*id));
    }
    let names: Vec<String> = ids.iter().filter_map(|id| cx.tables.urns.get(id.index())).map(|urn| case::raised(&urn.name.wire)).collect();
    let wire = format!("{}Urn", names.join("Or"));
    let same = |id: &&TypeId| matches!(cx.types.get(**id).map(|def| &def.kind), Some(TypeKind::UrnChoice(members)) if *members == ids);
    let known = cx.types.by_product.get(&None).and_then(|names| names.get(&wire)).filter(same).copied();
    let id = known.unwrap_or_else(|| {
        let doc = format!("A URN of one of these types: {}.", crate::suggest::list(urns.iter().map(|(name, _)| name.as_str())));
        let full_name = join(&cx.tables.namespace.clone(), &wire);
        let name = Name { wire, rust: None, span };
        let def = TypeDef {
            name,
            full_name,
            product: None,
            doc,
            deprecated: None,
            synthetic: true,
            kind: TypeKind::UrnChoice(ids.clone()),
            evidence: place.evidence.clone(),
            extensions: Extensions::default(),
        };
        let id = register(cx.types, cx.problems, def);
        cx.types.holders.insert(id, None);
        id
    });
    cx.types.choices.insert(ids, id);
    Some(Type::Named(id))
}

/// Declares an anonymous union, named after its place.
fn union(cx: &mut Context<'_>, node: &Node, place: &TypeSite) -> Type {
    let span = node.key("union").map_or(node.span, |key| key.span);
    let def = TypeDef {
        name: Name { wire: place.name.clone(), rust: None, span },
        full_name: join(&place.namespace, &place.name),
        product: place.product,
        doc: text_or_empty(node, "doc"),
        deprecated: None,
        synthetic: true,
        kind: TypeKind::Typeref(Type::Any),
        evidence: place.evidence.clone(),
        extensions: Extensions::default(),
    };
    let id = register(cx.types, cx.problems, def);
    cx.types.holders.insert(id, place.holder);
    let inner = TypeSite { holder: Some(id), ..place.clone() };
    let union = members(cx, node, &inner);
    if let Some(def) = cx.types.defs.get_mut(id.index()) {
        def.kind = TypeKind::Union(union);
    }
    Type::Named(id)
}

/// Reads `union:`, `null:` and `bare:`. Members without aliases are named later, when all types are known.
pub(crate) fn members(cx: &mut Context<'_>, node: &Node, place: &TypeSite) -> Union {
    let (null, bare) = (flag(node, "null"), flag(node, "bare"));
    let Some(written) = node.get("union") else { return Union { members: Vec::new(), null, bare } };
    let plain_members = written.items().iter().map(|item| plain_member(cx, item, place)).collect::<Vec<_>>();
    let aliased = written.entries().iter().map(|(key, value)| {
        let name = name(key, value, cx.problems);
        let inner = TypeSite { name: format!("{}{}", place.name, case::raised(words(&name))), ..place.clone() };
        let used = typed(cx, value, &inner);
        if used.optional || used.default.is_some() {
            cx.problems.error(
                rules::OPTIONAL_HERE,
                value.span,
                "a member of a union is always there",
                "remove the `?` or the default; for a bare `null` write `null: true` beside `union`",
            );
        }
        Member {
            name,
            ty: used.ty,
            kind: None,
            doc: text_or_empty(value, "doc"),
            deprecated: text(value, "deprecated"),
            extensions: extensions(value),
        }
    });
    let members = if plain_members.is_empty() { aliased.collect() } else { plain_members };
    Union { members, null, bare }
}

fn plain_member(cx: &mut Context<'_>, item: &Node, place: &TypeSite) -> Member {
    let ty = match item.text() {
        Some("null") => {
            cx.problems.error(rules::UNION_MEMBER, item.span, "`null` is not a member type", "write `null: true` beside `union`");
            Type::Any
        }
        _ => plain(cx, item, place),
    };
    Member {
        name: Name { wire: String::new(), rust: None, span: item.span },
        ty,
        kind: None,
        doc: String::new(),
        deprecated: None,
        extensions: Extensions::default(),
    }
}

/// The text after `=` as a node: JSON if it looks like JSON, else a word.
fn default_node(problems: &mut Diagnostics, text: &str, span: Span) -> Option<Node> {
    if text.len() > 1 && text.starts_with('\'') && text.ends_with('\'') {
        let help = format!("write `{:?}`: a text stands in double quotes, as in JSON", text.trim_matches('\''));
        problems.error(rules::BAD_DEFAULT, span, format!("the quotes would be part of the text {text}"), help);
        return None;
    }
    if !text.starts_with(['"', '[', '{']) {
        let scalar = Scalar { text: text.to_owned(), quoted: false, verbatim: Some(span.start) };
        return Some(Node { span, value: Value::Scalar(scalar) });
    }
    match serde_json::from_str(text) {
        Ok(json) => Some(json_node(&json, span)),
        Err(error) => {
            let (at, message, help) = if error.is_eof() {
                let help = "close its quote or bracket; in YAML ` #` begins a comment, and `,` ends a text in brackets: put single quotes around the whole";
                (span, "the default ends too early", help)
            } else {
                let at = span.part(error.column().saturating_sub(1), 1);
                (
                    at,
                    "the default is not valid JSON from here on",
                    "write names and texts in double quotes, as in `{\"a\": \"b\"}`, or use the long form: `{type: ..., default: ...}`",
                )
            };
            problems.error(rules::BAD_DEFAULT, at, message, help);
            None
        }
    }
}

fn json_node(json: &serde_json::Value, span: Span) -> Node {
    let value = match json {
        serde_json::Value::String(text) => Value::Scalar(Scalar { text: text.clone(), quoted: true, verbatim: None }),
        serde_json::Value::Array(items) => Value::Seq(items.iter().map(|item| json_node(item, span)).collect()),
        serde_json::Value::Object(entries) => Value::Map(
            entries
                .iter()
                .map(|(key, value)| (crate::document::Key { text: key.clone(), span, quoted: true }, json_node(value, span)))
                .collect(),
        ),
        other => Value::Scalar(Scalar { text: other.to_string(), quoted: false, verbatim: None }),
    };
    Node { span, value }
}
