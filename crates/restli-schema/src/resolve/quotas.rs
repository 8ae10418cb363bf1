//! The table of quotas.

use super::context::{Context, entries, evidence, index, name, text_or_empty, whole};
use crate::api::{Evidence, Quota, QuotaId, QuotaScope};
use crate::document::Node;
use crate::literal;
use crate::rules;

/// Reads `quotas:` of `api.yaml`.
pub(super) fn table<'a>(cx: &mut Context<'a>, root: &'a Node, outer: &Evidence) {
    cx.names.quotas = index(root.get("quotas"), QuotaId);
    for (key, node) in entries(root, "quotas") {
        let window_seconds = window(cx, node);
        let quota = Quota {
            name: name(key, node, &mut cx.problems),
            doc: text_or_empty(node, "doc"),
            limit: whole(node, "limit").unwrap_or_default(),
            window_seconds,
            scope: match node.get("scope").and_then(Node::text) {
                Some("member") => QuotaScope::Member,
                _ => QuotaScope::App,
            },
            evidence: evidence(node, outer),
        };
        cx.quotas.push(quota);
    }
}

fn window(cx: &mut Context<'_>, node: &Node) -> u64 {
    let Some((text, span)) = node.get("window").and_then(|window| Some((window.text()?, window.span))) else { return 0 };
    literal::window_seconds(text).unwrap_or_else(|| {
        let message = format!("`{text}` is not a window of time");
        cx.error(rules::MALFORMED, span, message, "write `day`, `hour`, `minute`, `second`, or a number of them as in `5min`");
        0
    })
}
