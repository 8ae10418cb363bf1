//! The types in `models`: types of the API, and types that a snapshot needs besides.

use std::collections::{BTreeMap, BTreeSet};

use restli_schema::api::{Api, Key, Type, TypeId, TypeKind, UrnId};

use super::extensions;

/// The empty record: the parameters type of a complex key without parameters (`docs/formats.md §1.7`).
const EMPTY: &str = "com.linkedin.restli.common.EmptyRecord";

/// A named type of a snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Named {
    /// A type of the API.
    Type(TypeId),
    /// A URN type for which the API has no typeref.
    Urn(UrnId),
    /// Any URN, if the API has no typeref for it.
    AnyUrn,
    /// Any JSON value.
    Any,
    /// The empty record of a complex key without parameters.
    Empty,
}

/// The names of all types of a snapshot.
#[derive(Debug)]
pub(super) struct Names {
    /// The type of each URN type: the first typeref to it, or a generated one.
    urns: BTreeMap<UrnId, Named>,
    /// The type for any URN.
    any_urn: Named,
    /// The type for the parameters of a complex key without parameters.
    empty: Named,
    /// Names of the generated types.
    made: BTreeMap<Named, String>,
    /// Anonymous unions, which are written inline.
    inline: BTreeSet<TypeId>,
}

impl Names {
    /// Names all types of an API.
    pub(super) fn of(api: &Api) -> Self {
        let mut taken: BTreeSet<String> = api.types().iter().map(|def| def.full_name.clone()).collect();
        let mut made = BTreeMap::new();
        let mut name = |named: Named, short: String| {
            let mut full = if api.namespace.is_empty() { short } else { format!("{}.{short}", api.namespace) };
            while !taken.insert(full.clone()) {
                full.push('_');
            }
            made.insert(named, full);
            named
        };
        let standing_for = |ty: &Type| {
            let is = |id: &TypeId| matches!(&api[*id].kind, TypeKind::Typeref(target) if target == ty);
            api.type_ids().find(is).map(Named::Type)
        };
        let urns = (api.urns().iter().zip(api.urn_ids()))
            .map(|(urn, id)| (id, standing_for(&Type::UrnOf(id)).unwrap_or_else(|| name(Named::Urn(id), urn_name(&urn.name.wire)))))
            .collect();
        let any_urn = standing_for(&Type::Urn).unwrap_or_else(|| name(Named::AnyUrn, "Urn".to_owned()));
        name(Named::Any, "AnyData".to_owned());
        made.insert(Named::Empty, EMPTY.to_owned());
        // An imported API may declare the empty record itself.
        let empty = api.type_ids().find(|id| api[*id].full_name == EMPTY).map_or(Named::Empty, Named::Type);
        Self { urns, any_urn, empty, made, inline: inline(api) }
    }

    /// The full name of a type.
    pub(super) fn full<'n>(&'n self, api: &'n Api, named: Named) -> &'n str {
        match named {
            Named::Type(id) => &api[id].full_name,
            _ => self.made.get(&named).map(String::as_str).unwrap_or_default(),
        }
    }

    /// The type for a URN type.
    pub(super) fn urn(&self, id: UrnId) -> Named {
        self.urns.get(&id).copied().unwrap_or(self.any_urn)
    }

    /// The type for any URN.
    pub(super) fn any_urn(&self) -> Named {
        self.any_urn
    }

    /// The type for the parameters of a complex key without parameters.
    pub(super) fn empty(&self) -> Named {
        self.empty
    }

    /// Returns whether the union is anonymous and written inline.
    pub(super) fn is_inline(&self, id: TypeId) -> bool {
        self.inline.contains(&id)
    }
}

/// Returns whether a type is a bare union, which Rest.li does not know.
pub(super) fn is_bare_union(api: &Api, id: TypeId) -> bool {
    matches!(&api[id].kind, TypeKind::Union(union) if union.bare)
}

/// Unions that are anonymous in Rest.li.
fn inline(api: &Api) -> BTreeSet<TypeId> {
    let alone = alone(api);
    let nameless = |id: &TypeId| {
        let def = &api[*id];
        let unnamed = def.synthetic || extensions::flag(&def.extensions, "nameless");
        unnamed && matches!(&def.kind, TypeKind::Union(union) if !union.bare) && !alone.contains(id)
    };
    let nameless: BTreeSet<TypeId> = api.type_ids().filter(nameless).collect();
    nameless.iter().copied().filter(|id| !holds_itself(api, *id, &nameless)).collect()
}

/// Returns whether a union contains itself with only anonymous unions in between.
fn holds_itself(api: &Api, id: TypeId, nameless: &BTreeSet<TypeId>) -> bool {
    let inside = |id: TypeId| match &api[id].kind {
        TypeKind::Union(union) => union.members.iter().filter_map(|member| member.ty.named()).collect(),
        _ => Vec::new(),
    };
    let (mut open, mut seen) = (inside(id), BTreeSet::new());
    while let Some(next) = open.pop() {
        if next == id {
            return true;
        }
        if nameless.contains(&next) && seen.insert(next) {
            open.extend(inside(next));
        }
    }
    false
}

/// Types that a restspec uses outside arrays and maps, where anonymous unions are not allowed (`docs/formats.md §2.1`).
fn alone(api: &Api) -> BTreeSet<TypeId> {
    let mut alone = BTreeSet::new();
    for resource in api.resources() {
        let keys: &[_] = match &resource.key {
            Some(Key::Simple(param)) => std::slice::from_ref(param),
            Some(Key::Compound { parts, .. }) => parts,
            Some(Key::Complex { .. }) | None => &[],
        };
        let params = resource.methods.iter().flat_map(|method| &method.params);
        let returns = resource.methods.iter().filter_map(|method| method.returns.as_ref()).map(|result| &result.ty);
        for ty in keys.iter().chain(&resource.alt_keys).chain(params).map(|param| &param.ty).chain(returns) {
            if let Type::Named(id) = ty {
                alone.insert(*id);
            }
        }
    }
    alone
}

/// The name of the type for a URN type: `PersonUrn`, or `UrnOf2` where a letter must come first.
fn urn_name(entity: &str) -> String {
    let camel = upper_camel(entity);
    if camel.starts_with(|first: char| first.is_ascii_alphabetic()) { format!("{camel}Urn") } else { format!("UrnOf{camel}") }
}

/// Converts `sponsored-account` to `SponsoredAccount`.
pub(super) fn upper_camel(text: &str) -> String {
    let words = text.split(|one: char| !one.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.map(restli_schema::rust_names::case::raised).collect()
}
