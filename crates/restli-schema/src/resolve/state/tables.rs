//! The tables of `api.yaml` and the products, filled before all other passes.

use std::collections::BTreeMap;

use crate::api::{
    Base, BaseId, ErrorCode, ErrorId, FamilyId, MediaId, MediaRule, Permission, PermissionId, Product, Quota, QuotaId, Role, RoleId,
    UrnDef, UrnId, VersionFamily,
};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::Node;
use crate::rules;
use crate::source::Span;
use crate::suggest;

/// The ids of one table by name.
pub(crate) type Index<'a, T> = BTreeMap<&'a str, T>;

/// The entries of all tables, and their ids by name.
#[derive(Default)]
pub(crate) struct Tables<'a> {
    pub(crate) families: Vec<VersionFamily>,
    pub(crate) bases: Vec<Base>,
    pub(crate) permissions: Vec<Permission>,
    pub(crate) roles: Vec<Role>,
    pub(crate) quotas: Vec<Quota>,
    pub(crate) urns: Vec<UrnDef>,
    pub(crate) errors: Vec<ErrorCode>,
    pub(crate) media: Vec<MediaRule>,
    pub(crate) products: Vec<Product>,
    pub(crate) names: Names<'a>,
    /// The default namespace of the API, for types without a product.
    pub(crate) namespace: String,
}

/// The ids of all tables by name.
#[derive(Default)]
pub(crate) struct Names<'a> {
    pub(crate) families: Index<'a, FamilyId>,
    pub(crate) bases: Index<'a, BaseId>,
    pub(crate) permissions: Index<'a, PermissionId>,
    pub(crate) roles: Index<'a, RoleId>,
    pub(crate) quotas: Index<'a, QuotaId>,
    pub(crate) urns: Index<'a, UrnId>,
    pub(crate) errors: Index<'a, ErrorId>,
    pub(crate) media: Index<'a, MediaId>,
}

/// The ids of a table's names, numbered from 0 by position.
pub(crate) fn index<T>(table: Option<&Node>, id: impl Fn(u32) -> T) -> Index<'_, T> {
    let keys = table.map_or(&[][..], Node::entries).iter().map(|(key, _)| key.text.as_str());
    keys.zip(0..).map(|(name, number)| (name, id(number))).collect()
}

/// A kind of entry that is looked up by name.
pub(crate) struct Kind {
    /// The rule that an unknown name breaks.
    pub(crate) rule: &'static str,
    /// The kind in the singular, as in "unknown permission".
    pub(crate) one: &'static str,
    /// The table of `api.yaml` that declares the entries.
    pub(crate) table: &'static str,
}

pub(crate) const PERMISSION: Kind = Kind { rule: rules::UNKNOWN_PERMISSION, one: "permission", table: "permissions" };
pub(crate) const ROLE: Kind = Kind { rule: rules::UNKNOWN_ROLE, one: "role", table: "roles" };
pub(crate) const QUOTA: Kind = Kind { rule: rules::UNKNOWN_QUOTA, one: "quota", table: "quotas" };
pub(crate) const URN: Kind = Kind { rule: rules::UNKNOWN_URN, one: "URN type", table: "urns" };
pub(crate) const ERROR: Kind = Kind { rule: rules::UNKNOWN_ERROR, one: "error", table: "errors" };
pub(crate) const MEDIA: Kind = Kind { rule: rules::UNKNOWN_MEDIA, one: "media rule", table: "media" };
pub(crate) const BASE: Kind = Kind { rule: rules::UNKNOWN_BASE, one: "base", table: "bases" };
pub(crate) const FAMILY: Kind = Kind { rule: rules::UNKNOWN_FAMILY, one: "version family", table: "versions" };

/// Looks a name up; reports an unknown name with the nearest known one.
pub(crate) fn find<T: Copy>(index: &Index<'_, T>, kind: &Kind, wanted: &str, span: Span, problems: &mut Diagnostics) -> Option<T> {
    if let Some(id) = index.get(wanted) {
        return Some(*id);
    }
    let names = index.keys().copied();
    // Where a type stands, the name of a URN type has `urn:` before it.
    let last = wanted.rsplit(':').next().filter(|last| index.contains_key(last)).map(|last| format!("write `{last}` alone"));
    let help = last.or_else(|| if problems.are_many() { None } else { suggest::advice(wanted, names) });
    let help = help.unwrap_or_else(|| format!("declare it under `{}` in `api.yaml`", kind.table));
    problems.push(Diagnostic::error(kind.rule, span, format!("unknown {} `{wanted}`", kind.one)).help(help));
    None
}
