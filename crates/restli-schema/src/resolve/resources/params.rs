//! Parameters of methods, and parts of keys, which are read alike.

use crate::api::{FamilyId, Param};
use crate::document::{Key, Node};
use crate::resolve::state::context::Context;
use crate::resolve::state::read::{extensions, optional_name, text, text_or_empty, words};
use crate::resolve::tables::versions::{VersionRange, life};
use crate::resolve::types::type_use::{TypeSite, TypeUse, typed};
use crate::rust_names::case;

/// Reads a table of parameters. Defaults are filled in later, when all types are complete.
pub(crate) fn params(cx: &mut Context<'_>, table: Option<&Node>, place: &TypeSite, family: Option<FamilyId>) -> Vec<Param> {
    let entries = table.map_or(&[][..], Node::entries);
    entries.iter().map(|(key, node)| param(cx, key, node, place, family)).collect()
}

/// Reads one parameter or part of a key.
pub(crate) fn param(cx: &mut Context<'_>, key: &Key, node: &Node, place: &TypeSite, family: Option<FamilyId>) -> Param {
    let (name, marked) = optional_name(key, node, cx.problems);
    let inner = TypeSite { name: format!("{}{}", place.name, case::raised(words(&name))), ..place.clone() };
    let TypeUse { ty, optional, default } = typed(cx, node, &inner);
    let life = life(cx.tables, cx.problems, node, VersionRange::default(), family);
    let has_default = default.is_some();
    cx.types.forms.extend(node.get("form").map(|form| (name.span, form.span)));
    cx.types.defaults.keep(name.span, default);
    Param {
        name,
        ty,
        optional: (optional || marked) && !has_default,
        default: None,
        form: None,
        doc: text_or_empty(node, "doc"),
        deprecated: text(node, "deprecated"),
        since: life.since,
        until: life.until,
        extensions: extensions(node),
    }
}
