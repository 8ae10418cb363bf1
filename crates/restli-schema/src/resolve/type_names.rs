//! Looking up types by name.

use super::context::{Context, URN, find};
use super::cycles::MAX_CHAIN;
use crate::api::{ProductId, Type, TypeDef, TypeId, TypeKind, UrnId};
use crate::diagnostic::Diagnostic;
use crate::document::Node;
use crate::rules;
use crate::source::Span;
use crate::suggest;

const PRIMITIVES: &[(&str, Type)] = &[
    ("int", Type::Int),
    ("long", Type::Long),
    ("float", Type::Float),
    ("double", Type::Double),
    ("bool", Type::Bool),
    ("string", Type::String),
    ("bytes", Type::Bytes),
    ("any", Type::Any),
];

/// Names that other languages use, and how to write them here.
const FOREIGN: &[(&str, &str)] = &[
    ("boolean", "`bool`"),
    ("integer", "`int` (32 bits) or `long` (64 bits)"),
    ("int32", "`int`"),
    ("int64", "`long`"),
    ("i32", "`int`"),
    ("i64", "`long`"),
    ("number", "`long` or `double`"),
    ("f64", "`double`"),
    ("str", "`string`"),
    ("String", "`string`"),
    ("text", "`string`"),
    ("object", "a record under `types`, `{string: T}`, or `any`"),
    ("json", "`any`"),
    ("array", "`[T]`"),
    ("list", "`[T]`"),
    ("map", "`{string: T}`"),
    ("binary", "`bytes`"),
    ("Urn", "`urn`"),
    ("URN", "`urn`"),
];

/// Whether a name belongs to the language.
pub(super) fn is_primitive(name: &str) -> bool {
    name == "urn" || PRIMITIVES.iter().any(|(primitive, _)| *primitive == name)
}

/// The primitive or named type of that name, as seen from a product's file (or from `api.yaml`).
pub(super) fn named(cx: &mut Context<'_>, wanted: &str, span: Span, product: Option<ProductId>) -> Option<Type> {
    if let Some((_, primitive)) = PRIMITIVES.iter().find(|(name, _)| *name == wanted) {
        return Some(primitive.clone());
    }
    declared(cx, wanted, span, product).map(Type::Named)
}

/// The named type of that name: of the same file, of `api.yaml`, by full name, as `product.Name`, or the only one of that
/// name in other products.
pub(super) fn declared(cx: &mut Context<'_>, wanted: &str, span: Span, product: Option<ProductId>) -> Option<TypeId> {
    let near = |place| cx.names.types.get(&place).and_then(|names| names.get(wanted)).copied();
    if let Some(id) = near(product).or_else(|| near(None)).or_else(|| cx.names.full.get(wanted).copied()) {
        return Some(id);
    }
    if let Some((owner, name)) = wanted.rsplit_once('.') {
        let position = cx.products.iter().position(|one| one.name.wire == owner);
        let owner = position.map(|number| ProductId(crate::source::saturate(number)));
        if let Some(id) = owner.and_then(|owner| cx.names.types.get(&Some(owner))?.get(name).copied()) {
            return Some(id);
        }
    }
    match cx.names.short.get(wanted).map(Vec::as_slice) {
        Some([only]) => Some(*only),
        Some(several) if !several.is_empty() => {
            let several = several.to_vec();
            ambiguous(cx, wanted, span, &several);
            None
        }
        _ => {
            unknown(cx, wanted, span, product);
            None
        }
    }
}

fn ambiguous(cx: &mut Context<'_>, wanted: &str, span: Span, several: &[TypeId]) {
    let defs: Vec<&TypeDef> = several.iter().filter_map(|id| cx.types.get(id.index())).collect();
    let names = suggest::either(defs.iter().map(|def| def.full_name.as_str()));
    let mut problem = Diagnostic::error(rules::AMBIGUOUS_TYPE, span, format!("`{wanted}` is declared by several products"))
        .help(format!("write {names}"));
    for def in defs {
        problem = problem.also(def.name.span, "declared here");
    }
    cx.problems.push(problem);
}

fn unknown(cx: &mut Context<'_>, wanted: &str, span: Span, product: Option<ProductId>) {
    let foreign = FOREIGN.iter().find(|(name, _)| *name == wanted).map(|(_, instead)| format!("write {instead}"));
    let urn = cx.names.urns.contains_key(wanted).then(|| format!("did you mean `urn:{wanted}`?"));
    let help = foreign.or(urn).unwrap_or_else(|| {
        let here = |place| cx.names.types.get(&place).into_iter().flatten().map(|(name, _)| name.as_str());
        let primitives = PRIMITIVES.iter().map(|(name, _)| *name);
        let close = here(product).chain(here(None)).chain(primitives);
        let close = suggest::nearest(wanted, close).or_else(|| suggest::nearest(wanted, cx.names.short.keys().map(String::as_str)));
        match close {
            Some(near) => format!("did you mean `{near}`?"),
            None => "declare it under `types`".to_owned(),
        }
    });
    cx.error(rules::UNKNOWN_TYPE, span, format!("unknown type `{wanted}`"), help);
}

/// The URN type of that name.
pub(super) fn urn(cx: &mut Context<'_>, wanted: &str, span: Span) -> Option<UrnId> {
    find(&cx.names.urns, &URN, wanted, span, &mut cx.problems)
}

/// The record that a node names, typerefs looked through. Reports what is no record.
pub(super) fn record(cx: &mut Context<'_>, node: &Node, product: Option<ProductId>, what: &str) -> Option<TypeId> {
    let id = declared(cx, node.text()?, node.span, product)?;
    match cx.behind(&Type::Named(id)) {
        Type::Named(target) if matches!(cx.type_def(target).map(|def| &def.kind), Some(TypeKind::Record(_))) => Some(target),
        other => {
            let found = cx.describe(&other);
            let name = node.text().unwrap_or_default();
            cx.error(rules::NOT_A_RECORD, node.span, format!("{what} must be a record; `{name}` is {found}"), "name a record");
            None
        }
    }
}

impl Context<'_> {
    /// The type with typerefs looked through. `any` if the chain is longer than one may be.
    pub(super) fn behind(&self, ty: &Type) -> Type {
        let mut ty = ty.clone();
        for _ in 0..=MAX_CHAIN {
            match &ty {
                Type::Named(id) => match self.type_def(*id).map(|def| &def.kind) {
                    Some(TypeKind::Typeref(target)) => ty = target.clone(),
                    _ => return ty,
                },
                _ => return ty,
            }
        }
        Type::Any
    }

    /// A type in words, typerefs looked through.
    pub(super) fn describe(&self, ty: &Type) -> String {
        match &self.behind(ty) {
            Type::Named(id) => match self.type_def(*id) {
                Some(def) => {
                    let kind = match &def.kind {
                        TypeKind::Record(_) => "a record",
                        TypeKind::Enum(_) => "an enum",
                        TypeKind::Union(_) => "a union",
                        TypeKind::Typeref(_) => "another name",
                        TypeKind::Text(_) => "a text",
                        TypeKind::Fixed(_) => "a fixed number of bytes",
                        TypeKind::UrnChoice(_) => "a URN",
                    };
                    kind.to_owned()
                }
                None => "unknown".to_owned(),
            },
            Type::Array(_) => "an array".to_owned(),
            Type::Map(_) => "a map".to_owned(),
            Type::Urn | Type::UrnOf(_) => "a URN".to_owned(),
            other => PRIMITIVES.iter().find(|(_, primitive)| primitive == other).map_or_else(String::new, |(name, _)| format!("`{name}`")),
        }
    }
}
