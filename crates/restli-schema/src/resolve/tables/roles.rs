//! The table of roles.

use crate::api::{Evidence, Role, RoleId};
use crate::diagnostic::Diagnostics;
use crate::document::Node;
use crate::resolve::state::read::{entries, evidence, name, one_or_more, text_or_empty};
use crate::resolve::state::tables::{Tables, URN, find, index};

/// Reads `roles:` of `api.yaml`.
pub(crate) fn table<'a>(tables: &mut Tables<'a>, problems: &mut Diagnostics, root: &'a Node, outer: &Evidence) {
    tables.names.roles = index(root, "roles", RoleId);
    for (key, node) in entries(root, "roles") {
        let within =
            one_or_more(node.get("in")).iter().filter_map(|one| find(&tables.names.urns, &URN, one.text()?, one.span, problems)).collect();
        let role = Role { name: name(key, node, problems), doc: text_or_empty(node, "doc"), within, evidence: evidence(node, outer) };
        tables.roles.push(role);
    }
}
