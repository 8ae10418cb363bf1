//! The lookup of types by name.

use crate::api::{PRIMITIVES, ProductId, Type, TypeDef, TypeId, TypeKind, UrnId};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::Node;
use crate::foreign_types::{self, Instead};
use crate::help::Help;
use crate::resolve::state::arena::Types;
use crate::resolve::state::read::is_identifier;
use crate::resolve::state::tables::{Tables, URN, find};
use crate::rules;
use crate::source::Span;
use crate::suggest;
use crate::work;

/// The primitive or named type of that name, as seen from a product's file (or from `api.yaml`).
pub(crate) fn named(
    tables: &Tables<'_>,
    types: &Types,
    problems: &mut Diagnostics,
    wanted: &str,
    span: Span,
    product: Option<ProductId>,
) -> Option<Type> {
    if let Some((_, primitive)) = PRIMITIVES.iter().find(|(name, _)| *name == wanted) {
        return Some(primitive.clone());
    }
    declared(tables, types, problems, wanted, span, product).map(Type::Named)
}

/// Returns whether a text is a word in lower case that no type could be meant by: rather the name of a key than its type.
pub(crate) fn is_strange(tables: &Tables<'_>, types: &Types, wanted: &str) -> bool {
    let known = PRIMITIVES.iter().any(|(name, _)| *name == wanted)
        || wanted == "urn"
        || types.short.contains_key(wanted)
        || tables.names.urns.has(wanted)
        || foreign_types::named(wanted).is_some();
    !known && is_identifier(wanted) && wanted.starts_with(|first: char| first.is_ascii_lowercase())
}

/// Looks up a named type: in the same file, in `api.yaml`, by full name, as `product.Name`, or as the only type of that
/// name in other products.
pub(crate) fn declared(
    tables: &Tables<'_>,
    types: &Types,
    problems: &mut Diagnostics,
    wanted: &str,
    span: Span,
    product: Option<ProductId>,
) -> Option<TypeId> {
    let near = |place| types.by_product.get(&place).and_then(|names| names.get(wanted)).copied();
    if let Some(id) = near(product).or_else(|| near(None)).or_else(|| types.full.get(wanted).copied()) {
        return Some(id);
    }
    if let Some((owner, name)) = wanted.rsplit_once('.') {
        let position = tables.products.iter().position(|one| one.name.wire == owner);
        let owner = position.map(|number| ProductId(crate::source::saturate(number)));
        if let Some(id) = owner.and_then(|owner| types.by_product.get(&Some(owner))?.get(name).copied()) {
            return Some(id);
        }
    }
    match types.short.get(wanted).map(Vec::as_slice) {
        Some([only]) => Some(*only),
        Some(several) if !several.is_empty() => {
            let several = several.to_vec();
            ambiguous(types, problems, wanted, span, &several);
            None
        }
        _ => {
            unknown(tables, types, problems, wanted, span, product);
            None
        }
    }
}

fn ambiguous(types: &Types, problems: &mut Diagnostics, wanted: &str, span: Span, several: &[TypeId]) {
    let defs: Vec<&TypeDef> = several.iter().filter_map(|id| types.defs.get(id.index())).collect();
    let names = suggest::either(defs.iter().map(|def| def.full_name.as_str()));
    let mut problem = Diagnostic::error(rules::AMBIGUOUS_TYPE, span, format!("`{wanted}` is declared by several products"))
        .help(format!("write {names}"));
    for def in defs {
        problem = problem.also(def.name.span, "declared here");
    }
    problems.push(problem);
}

fn unknown(tables: &Tables<'_>, types: &Types, problems: &mut Diagnostics, wanted: &str, span: Span, product: Option<ProductId>) {
    if PRIMITIVES.iter().any(|(primitive, _)| *primitive == wanted) {
        return problems.error(
            rules::NOT_A_RECORD,
            span,
            format!("`{wanted}` is not a record"),
            "name a record that is declared under `types`",
        );
    }
    let foreign = foreign_types::named(wanted).map(Instead::help).or_else(|| foreign_types::translated(wanted).map(foreign_types::advice));
    // `CopyUrn` is the name in Rust.
    let entity =
        wanted.strip_suffix("Urn").map(|name| name.get(..1).unwrap_or_default().to_lowercase() + name.get(1..).unwrap_or_default());
    let entity = entity.unwrap_or_else(|| wanted.to_owned());
    let urn = tables.names.urns.has(&entity).then(|| Help::meant(format!("urn:{entity}")));
    let help = foreign.or(urn).unwrap_or_else(|| {
        let here = |place| types.by_product.get(&place).into_iter().flatten().map(|(name, _)| name.as_str());
        let primitives = PRIMITIVES.iter().map(|(name, _)| *name);
        let close = here(product).chain(here(None)).chain(primitives);
        let close = || {
            work::steps(types.short.len());
            restli_core::suggest::nearest(wanted, close)
                .or_else(|| restli_core::suggest::nearest(wanted, types.short.keys().map(String::as_str)))
                .map(str::to_owned)
                .or_else(|| near_qualified(tables, types, wanted))
        };
        match if problems.are_many() { None } else { close() } {
            Some(near) => Help::meant(near),
            None if !wanted.split('.').all(is_identifier) => {
                "write the name of a type: letters, digits and `_`, with dots after a product or namespace".into()
            }
            None => foreign_types::in_any_case(wanted).map_or_else(|| "declare it under `types`".into(), Instead::help),
        }
    });
    problems.error(rules::UNKNOWN_TYPE, span, format!("unknown type `{wanted}`"), help);
}

/// The name nearest to one with a product or a namespace before it.
fn near_qualified(tables: &Tables<'_>, types: &Types, wanted: &str) -> Option<String> {
    let (_, last) = wanted.rsplit_once('.')?;
    let of_products = tables.products.iter().zip(0..).flat_map(|(product, number)| {
        let names = types.by_product.get(&Some(ProductId(number))).into_iter().flatten();
        names.map(|(name, _)| format!("{}.{name}", product.name.wire))
    });
    let of_products: Vec<String> = of_products.collect();
    let qualified = of_products.iter().chain(types.full.keys()).map(String::as_str);
    let near = restli_core::suggest::nearest(wanted, qualified);
    near.or_else(|| restli_core::suggest::nearest(last, types.short.keys().map(String::as_str))).map(str::to_owned)
}

/// The URN type of a name that has `urn:` before it.
pub(crate) fn urn(tables: &Tables<'_>, problems: &mut Diagnostics, wanted: &str, span: Span) -> Option<UrnId> {
    // A namespace before the name, or a whole URN.
    if let Some(name) = wanted.split(':').skip(1).find(|name| tables.names.urns.has(name)) {
        problems.error(rules::UNKNOWN_URN, span, format!("unknown URN type `{wanted}`"), Help::write(format!("urn:{name}")));
        return None;
    }
    if wanted == "*" {
        problems.error(rules::UNKNOWN_URN, span, "unknown URN type `*`", "write `urn` for a URN of any type");
        return None;
    }
    find(&tables.names.urns, &URN, wanted, span, problems)
}

/// The record that a node names, typerefs resolved. Reports a name that is not a record.
pub(crate) fn record(
    tables: &Tables<'_>,
    types: &Types,
    problems: &mut Diagnostics,
    node: &Node,
    product: Option<ProductId>,
    what: &str,
) -> Option<TypeId> {
    let id = declared(tables, types, problems, node.text()?, node.span, product)?;
    match types.behind(&Type::Named(id)) {
        Type::Named(target) if matches!(types.get(target).map(|def| &def.kind), Some(TypeKind::Record(_))) => Some(target),
        other => {
            let found = types.describe(&other);
            let name = node.text().unwrap_or_default();
            problems.error(rules::NOT_A_RECORD, node.span, format!("{what} must be a record; `{name}` is {found}"), "name a record");
            None
        }
    }
}
