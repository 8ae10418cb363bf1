//! The types of the API while they are read, and their names.

use std::collections::{BTreeMap, BTreeSet};

use crate::api::{Field, PRIMITIVES, ProductId, Type, TypeDef, TypeId, TypeKind, UrnId};
use crate::diagnostic::Diagnostics;
use crate::document::Node;
use crate::rules;
use crate::source::Span;
use crate::work;

/// The longest chain of typerefs.
pub(crate) const MAX_CHAIN: usize = 64;

/// All types read so far.
#[derive(Default)]
pub(crate) struct Types {
    /// The definitions by id.
    pub(crate) defs: Vec<TypeDef>,
    /// Types by short name: those of `api.yaml` under `None`, the others under their product.
    pub(crate) by_product: BTreeMap<Option<ProductId>, BTreeMap<String, TypeId>>,
    /// Types by full name.
    pub(crate) full: BTreeMap<String, TypeId>,
    /// Types by short name, of all files.
    pub(crate) short: BTreeMap<String, Vec<TypeId>>,
    /// The type that holds each anonymous type; `None` if no type holds it.
    pub(crate) holders: BTreeMap<TypeId, Option<TypeId>>,
    /// The types made for anonymous choices of URN types, by the choice.
    pub(crate) choices: BTreeMap<Vec<UrnId>, TypeId>,
    /// The place of each include, by the including and the included record.
    pub(crate) includes: BTreeMap<(TypeId, TypeId), Span>,
    /// The records that lack fields, since they include one that there is not.
    pub(crate) lacking: BTreeSet<TypeId>,
    /// The types of the keys of maps, with their places.
    pub(crate) map_keys: Vec<(Span, Type)>,
    /// The places of `form:` of parameters, by the place of the parameter's name.
    pub(crate) forms: BTreeMap<Span, Span>,
    /// The defaults of fields and parameters as written.
    pub(crate) defaults: Defaults,
}

/// Unchecked defaults, by the place of the field's or parameter's name. A default can be checked against its type only
/// when all types are complete; until then `default` of the field or parameter is `None`.
#[derive(Default)]
pub(crate) struct Defaults(pub(crate) BTreeMap<Span, Node>);

impl Defaults {
    /// Keeps the default of the field or parameter with this name place.
    pub(crate) fn keep(&mut self, name: Span, default: Option<Node>) {
        self.0.extend(default.map(|node| (name, node)));
    }

    /// Returns whether the field or parameter with this name place has a default.
    pub(crate) fn has(&self, name: Span) -> bool {
        self.0.contains_key(&name)
    }
}

impl Types {
    /// The definition of a type.
    pub(crate) fn get(&self, id: TypeId) -> Option<&TypeDef> {
        work::steps(1);
        self.defs.get(id.index())
    }

    /// Returns whether every value of the record has the field, with unchecked defaults taken into account.
    pub(crate) fn is_required(&self, field: &Field) -> bool {
        field.is_required() && !self.defaults.has(field.name.span)
    }

    /// The type after resolving typerefs; `any` if the chain is too long.
    pub(crate) fn behind(&self, ty: &Type) -> Type {
        let mut ty = ty.clone();
        for _ in 0..=MAX_CHAIN {
            let Type::Named(id) = &ty else { return ty };
            let Some(target) = self.get(*id).and_then(|def| def.kind.target()) else { return ty };
            ty = target.clone();
        }
        Type::Any
    }

    /// Returns whether a type, or that of the innermost items, is `any` in place of one with an error.
    pub(crate) fn is_unknown(&self, ty: &Type, problems: &Diagnostics) -> bool {
        match self.behind(ty) {
            Type::Array(inner) | Type::Map(_, inner) => self.is_unknown(&inner, problems),
            ty => ty == Type::Any && problems.has_errors(),
        }
    }

    /// Returns whether nobody knows what is inside a type: a record that lacks fields, or `any` in place of a type with an error.
    pub(crate) fn is_gap(&self, ty: &Type, problems: &Diagnostics) -> bool {
        match self.behind(ty) {
            Type::Named(id) => self.lacking.contains(&id),
            ty => ty == Type::Any && problems.has_errors(),
        }
    }

    /// Returns whether names of fields or types were reported of which other parts of the schema may speak.
    pub(crate) fn have_gaps(&self, problems: &Diagnostics) -> bool {
        !self.lacking.is_empty()
            || [rules::UNKNOWN_TYPE, rules::AMBIGUOUS_TYPE, rules::UNKNOWN_URN].iter().any(|rule| problems.has_broken(rule))
    }

    /// A description of a type in words, typerefs resolved.
    pub(crate) fn describe(&self, ty: &Type) -> String {
        match &self.behind(ty) {
            Type::Named(id) => match self.get(*id) {
                Some(def) => {
                    let kind = match &def.kind {
                        TypeKind::Record(_) => "a record",
                        TypeKind::Enum(_) => "an enum",
                        TypeKind::Union(_) => "a union",
                        TypeKind::Typeref(_) => "another name",
                        TypeKind::Text(_) => "a text with a format",
                        TypeKind::Time => "a point in time",
                        TypeKind::Fixed(_) => "a fixed number of bytes",
                        TypeKind::UrnChoice(_) => "a URN",
                    };
                    kind.to_owned()
                }
                None => "unknown".to_owned(),
            },
            Type::Array(_) => "an array".to_owned(),
            Type::Map(..) => "a map".to_owned(),
            Type::Urn | Type::UrnOf(_) => "a URN".to_owned(),
            other => PRIMITIVES.iter().find(|(_, primitive)| primitive == other).map_or_else(String::new, |(name, _)| format!("`{name}`")),
        }
    }
}
