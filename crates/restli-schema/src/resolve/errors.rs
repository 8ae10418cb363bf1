//! The error catalogue.

use super::context::{Context, entries, evidence, index, kept, name, small, text_or_empty};
use crate::api::{ErrorCode, ErrorId, Evidence};
use crate::document::{Key, Node};
use crate::literal;
use crate::rules;

/// Reads `errors:` of `api.yaml`.
pub(super) fn table<'a>(cx: &mut Context<'a>, root: &'a Node, outer: &Evidence) {
    cx.names.errors = index(root.get("errors"), ErrorId);
    for (key, node) in entries(root, "errors") {
        let codes = node.get("service_error_codes").map_or(&[][..], Node::items);
        let error = ErrorCode {
            name: name(key, node, &mut cx.problems),
            status: status(cx, key, node),
            service_error_codes: codes.iter().filter_map(|code| code.text()?.parse().ok()).collect(),
            cause: text_or_empty(node, "cause"),
            remedy: text_or_empty(node, "remedy"),
            evidence: evidence(node, outer),
            kept: kept(node),
        };
        cx.errors.push(error);
    }
}

fn status(cx: &mut Context<'_>, key: &Key, node: &Node) -> u16 {
    let written = small(node, "status", &mut cx.problems);
    let from_key = literal::whole(&key.text).and_then(|number| u32::try_from(number).ok());
    let at = node.get("status").map_or(key.span, |status| status.span);
    match written.or(from_key) {
        Some(number @ 100..=599) => u16::try_from(number).unwrap_or_default(),
        Some(number) => {
            cx.error(rules::MALFORMED, at, format!("{number} is not an HTTP status"), "a status is a number from 100 to 599");
            0
        }
        None => {
            let message = format!("the error `{}` has no status", key.text);
            cx.error(rules::MISSING_KEY, at, message, "add `status:` with the HTTP status, such as 403");
            0
        }
    }
}
