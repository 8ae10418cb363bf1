//! Media rules.

use crate::api::{Evidence, MediaId, MediaRule};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::Node;
use crate::resolve::state::read::{entries, evidence, name, text_or_empty, whole};
use crate::resolve::state::tables::{Tables, index};
use crate::rules;

/// Reads `media:` of `api.yaml`.
pub(crate) fn table<'a>(tables: &mut Tables<'a>, problems: &mut Diagnostics, root: &'a Node, outer: &Evidence) {
    tables.names.media = index(root, "media", MediaId);
    for (key, node) in entries(root, "media") {
        let extensions = |list: &Node| list.items().iter().filter_map(Node::text).map(str::to_owned).collect();
        let formats = entries(node, "formats").iter().map(|(media_type, list)| (media_type.text.clone(), extensions(list))).collect();
        for (low, high) in [("min_bytes", "max_bytes"), ("min_seconds", "max_seconds")] {
            order(problems, node, low, high);
        }
        let rule = MediaRule {
            name: name(key, node, problems),
            doc: text_or_empty(node, "doc"),
            formats,
            min_bytes: whole(node, "min_bytes"),
            max_bytes: whole(node, "max_bytes"),
            max_pixels: whole(node, "max_pixels"),
            min_seconds: whole(node, "min_seconds"),
            max_seconds: whole(node, "max_seconds"),
            max_pages: whole(node, "max_pages"),
            evidence: evidence(node, outer),
        };
        tables.media.push(rule);
    }
}

fn order(problems: &mut Diagnostics, node: &Node, low: &str, high: &str) {
    let (Some(least), Some(most)) = (whole(node, low), whole(node, high)) else { return };
    if let (true, Some(low_at), Some(high_at)) = (least > most, node.get(low), node.get(high)) {
        let message = format!("`{low}` is larger than `{high}`: nothing can be uploaded");
        problems.push(
            Diagnostic::error(rules::MALFORMED, low_at.span, message)
                .also(high_at.span, "the largest")
                .help("exchange the two numbers, or mind the unit"),
        );
    }
}
