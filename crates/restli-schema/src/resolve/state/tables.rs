//! The tables of `api.yaml` and the products, filled before all other passes.

use std::collections::BTreeMap;

use crate::api::{
    Base, BaseId, ErrorCode, ErrorId, FamilyId, MediaId, MediaRule, Permission, PermissionId, Product, Quota, QuotaId, Role, RoleId,
    UrnDef, UrnId, VersionFamily,
};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::Node;
use crate::help::{Fix, Help};
use crate::resolve::state::read::{entries, one_or_more};
use crate::rules;
use crate::source::Span;
use crate::suggest;

/// The ids of one table by name, each with the place of its declaration.
pub(crate) struct Index<'a, T> {
    ids: BTreeMap<&'a str, (T, Span)>,
    /// The place of the table's own name; `None` if no file has the table.
    table: Option<Span>,
}

impl<T> Default for Index<'_, T> {
    fn default() -> Self {
        Self { ids: BTreeMap::new(), table: None }
    }
}

impl<T> Index<'_, T> {
    /// Returns whether the table has an entry of that name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.ids.contains_key(name)
    }
}

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

/// The ids of the names in a table of the API, numbered from 0 by position.
pub(crate) fn index<'a, T>(root: &'a Node, table: &str, id: impl Fn(u32) -> T) -> Index<'a, T> {
    let keys = entries(root, table).iter().map(|(key, _)| key);
    let ids = keys.zip(0..).map(|(key, number)| (key.text.as_str(), (id(number), key.span))).collect();
    Index { ids, table: root.key(table).map(|key| key.span) }
}

/// A kind of entry that is looked up by name.
pub(crate) struct Kind {
    /// The rule that an unknown name breaks.
    rule: &'static str,
    /// The kind in the singular, as in "unknown permission".
    one: &'static str,
    /// The kind in the plural.
    several: &'static str,
    /// The table of the API that declares the entries.
    table: &'static str,
}

pub(crate) const PERMISSION: Kind =
    Kind { rule: rules::UNKNOWN_PERMISSION, one: "permission", several: "permissions", table: "permissions" };
pub(crate) const ROLE: Kind = Kind { rule: rules::UNKNOWN_ROLE, one: "role", several: "roles", table: "roles" };
pub(crate) const QUOTA: Kind = Kind { rule: rules::UNKNOWN_QUOTA, one: "quota", several: "quotas", table: "quotas" };
pub(crate) const URN: Kind = Kind { rule: rules::UNKNOWN_URN, one: "URN type", several: "URN types", table: "urns" };
pub(crate) const ERROR: Kind = Kind { rule: rules::UNKNOWN_ERROR, one: "error", several: "errors", table: "errors" };
pub(crate) const MEDIA: Kind = Kind { rule: rules::UNKNOWN_MEDIA, one: "media rule", several: "media rules", table: "media" };
pub(crate) const BASE: Kind = Kind { rule: rules::UNKNOWN_BASE, one: "base", several: "bases", table: "bases" };
pub(crate) const FAMILY: Kind = Kind { rule: rules::UNKNOWN_FAMILY, one: "version family", several: "version families", table: "versions" };

/// Looks up the names of a rule, one or several. Reports a word for none, since an empty list says that there is none.
pub(crate) fn several<T: Copy>(index: &Index<'_, T>, kind: &Kind, rule: &Node, problems: &mut Diagnostics) -> Vec<T> {
    one_or_more(Some(rule)).iter().filter_map(|one| one_of(index, kind, one.text()?, one.span, problems)).collect()
}

/// Looks up a name of a list.
pub(crate) fn one_of<T: Copy>(index: &Index<'_, T>, kind: &Kind, wanted: &str, span: Span, problems: &mut Diagnostics) -> Option<T> {
    if matches!(wanted, "none" | "no" | "false" | "nothing") && !index.has(wanted) {
        let help = format!("write `{}: []` if there is none, or name them", kind.table);
        problems.error(kind.rule, span, format!("unknown {} `{wanted}`", kind.one), help);
        return None;
    }
    find(index, kind, wanted, span, problems)
}

/// Looks a name up; reports an unknown name with the nearest known one, and the place where it or the table stands.
pub(crate) fn find<T: Copy>(index: &Index<'_, T>, kind: &Kind, wanted: &str, span: Span, problems: &mut Diagnostics) -> Option<T> {
    if let Some((id, _)) = index.ids.get(wanted) {
        return Some(*id);
    }
    let names = index.ids.keys().copied();
    // Where a type stands, the name of a URN type has `urn:` before it.
    let last = wanted
        .rsplit(':')
        .next()
        .and_then(|last| index.ids.get_key_value(last))
        .map(|(name, entry)| (entry, Help::from(format!("write `{name}` alone")).fix(Fix::Write((*name).to_owned()))));
    // Any two numbers of three digits look alike.
    let is_number = wanted.bytes().all(|byte| byte.is_ascii_digit());
    let near =
        || restli_core::suggest::nearest(wanted, names.clone()).filter(|_| !is_number).and_then(|near| index.ids.get_key_value(near));
    let near = last.or_else(|| if problems.are_many() { None } else { near().map(|(name, entry)| (entry, Help::meant(*name))) });
    let problem = Diagnostic::error(kind.rule, span, format!("unknown {} `{wanted}`", kind.one));
    problems.push(match (near, index.table) {
        (Some(((_, declared), help)), _) => problem.also(*declared, "declared here").help(help),
        (None, Some(table)) => {
            let declare = format!("declare it under `{}`", kind.table);
            let help = suggest::few(names).map_or_else(|| declare.clone(), |known| format!("{known}; {declare} if it is another one"));
            problem.also(table, format!("the {} are declared here", kind.several)).help(help)
        }
        (None, None) => problem.help(format!("declare it under `{}`, in `api.yaml` or a file of the folder `api`", kind.table)),
    });
    None
}
