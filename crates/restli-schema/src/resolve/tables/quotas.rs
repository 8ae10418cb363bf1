//! The table of quotas.

use crate::api::{Evidence, Quota, QuotaId, QuotaScope, WindowStart};
use crate::diagnostic::Diagnostics;
use crate::document::Node;
use crate::help::Help;
use crate::literal;
use crate::resolve::state::read::{entries, evidence, name, text_or_empty, whole};
use crate::resolve::state::tables::{Tables, index};
use crate::rules;

/// The longest window, in seconds.
const LONGEST: u64 = 366 * 24 * 60 * 60;

/// Reads `quotas:` of `api.yaml`.
pub(crate) fn table<'a>(tables: &mut Tables<'a>, problems: &mut Diagnostics, root: &'a Node, outer: &Evidence) {
    tables.names.quotas = index(root, "quotas", QuotaId);
    for (key, node) in entries(root, "quotas") {
        let window_seconds = window(problems, node);
        let quota = Quota {
            name: name(key, node, problems),
            doc: text_or_empty(node, "doc"),
            limit: whole(node, "limit").unwrap_or_default(),
            window_seconds,
            starts: starts(problems, node, window_seconds),
            scope: match node.get("scope").and_then(Node::text) {
                Some("member") => QuotaScope::Member,
                _ => QuotaScope::App,
            },
            evidence: evidence(node, outer),
        };
        tables.quotas.push(quota);
    }
}

fn window(problems: &mut Diagnostics, node: &Node) -> u64 {
    let Some((text, span)) = node.get("window").and_then(|window| Some((window.text()?, window.span))) else { return 0 };
    let (message, help) = match literal::window_seconds(text) {
        Some(seconds) if seconds <= LONGEST => return seconds,
        Some(_) => (format!("`{text}` is longer than a year"), "write at most `366d`, and mind the unit".into()),
        None => {
            let help = match text.to_lowercase().as_str() {
                "daily" => Help::write("day"),
                "hourly" => Help::write("hour"),
                "weekly" => Help::write("week"),
                "monthly" => Help::write("month"),
                _ => "write `day`, `hour`, `minute`, `second`, or a number of them as in `5min`".into(),
            };
            (format!("`{text}` is not a window of time"), help)
        }
    };
    problems.error(rules::MALFORMED, span, message, help);
    0
}

fn starts(problems: &mut Diagnostics, node: &Node, window_seconds: u64) -> WindowStart {
    let Some(given) = node.get("starts") else { return WindowStart::usual(window_seconds) };
    if given.text() != Some("clock") {
        return WindowStart::FirstCall;
    }
    if window_seconds > 0 && !WindowStart::can_be_clock(window_seconds) {
        let message = "windows of this length do not fill a day, so the clock does not say when one begins";
        let help = "write a `window` of which a day holds a whole number, such as `hour` or `15min`, or `starts: first_call`";
        problems.error(rules::MALFORMED, given.span, message, help);
    }
    WindowStart::Clock
}
