//! The table of bases.

use crate::api::{Base, BaseId, ProjectionStyle};
use crate::diagnostic::Diagnostics;
use crate::document::Node;
use crate::resolve::state::read::{entries, name, style, text, text_or_empty};
use crate::resolve::state::tables::{FAMILY, Tables, find, index};

/// Reads `bases:` of `api.yaml`.
pub(crate) fn table<'a>(tables: &mut Tables<'a>, problems: &mut Diagnostics, root: &'a Node) {
    tables.names.bases = index(root.get("bases"), BaseId);
    for (key, node) in entries(root, "bases") {
        let versions = node.get("versions").and_then(|one| find(&tables.names.families, &FAMILY, one.text()?, one.span, problems));
        let base = Base {
            name: name(key, node, problems),
            doc: text_or_empty(node, "doc"),
            url: text_or_empty(node, "url"),
            path: text_or_empty(node, "path"),
            projection: node.get("projection").and_then(style).unwrap_or(ProjectionStyle::Restli),
            protocol: text(node, "protocol").unwrap_or_else(|| "2.0.0".to_owned()),
            versions,
        };
        tables.bases.push(base);
    }
}
