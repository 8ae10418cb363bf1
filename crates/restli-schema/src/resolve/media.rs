//! Media rules.

use super::context::{Context, entries, evidence, index, name, text_or_empty, whole};
use crate::api::{Evidence, MediaId, MediaRule};
use crate::diagnostic::Diagnostic;
use crate::document::Node;
use crate::rules;

/// Reads `media:` of `api.yaml`.
pub(super) fn table<'a>(cx: &mut Context<'a>, root: &'a Node, outer: &Evidence) {
    cx.names.media = index(root.get("media"), MediaId);
    for (key, node) in entries(root, "media") {
        let formats = entries(node, "formats")
            .iter()
            .map(|(media_type, extensions)| {
                let extensions = extensions.items().iter().filter_map(Node::text).map(str::to_owned).collect();
                (media_type.text.clone(), extensions)
            })
            .collect();
        for (low, high) in [("min_bytes", "max_bytes"), ("min_seconds", "max_seconds")] {
            order(cx, node, low, high);
        }
        let rule = MediaRule {
            name: name(key, node, &mut cx.problems),
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
        cx.media.push(rule);
    }
}

fn order(cx: &mut Context<'_>, node: &Node, low: &str, high: &str) {
    let (Some(least), Some(most)) = (whole(node, low), whole(node, high)) else { return };
    if let (true, Some(low_at), Some(high_at)) = (least > most, node.get(low), node.get(high)) {
        let message = format!("`{low}` is larger than `{high}`: nothing can be uploaded");
        cx.problems.push(
            Diagnostic::error(rules::MALFORMED, low_at.span, message)
                .also(high_at.span, "the largest")
                .help("exchange the two numbers, or mind the unit"),
        );
    }
}
