//! Parameters, and parts of keys, which are read alike.

use super::annotations::annotated;
use super::type_text::type_text;
use crate::json::Node;
use crate::model::{Param, Ty, TyKind};
use crate::pdsc::Reading;

/// Keys of a parameter that the reader interprets.
const KNOWN: &[&str] = &["name", "type", "items", "optional", "default", "doc"];

/// Reads the parameters under a key.
pub(super) fn params(node: &Node, key: &str, reading: &mut Reading<'_>) -> Vec<Param> {
    let items = node.may_list(key, reading.problems);
    items.iter().filter_map(|item| param(item, reading)).collect()
}

fn param(node: &Node, reading: &mut Reading<'_>) -> Option<Param> {
    let (name, span) = node.need_text("name", "a parameter", reading.problems)?;
    let ty = match node.need("type", &format!("the parameter `{name}`"), reading.problems) {
        Some(ty) => type_text(ty, node.get("items"), reading),
        None => Ty::new(span, TyKind::Wrong),
    };
    // A default is always text; older files have a JSON value.
    let default = node.get("default").map(|default| (default.text().map_or_else(|| default.to_json(), str::to_owned), default.span));
    Some(Param {
        name,
        span,
        ty,
        optional: node.may_flag("optional", reading.problems),
        default,
        doc: node.may_text("doc", reading.problems).unwrap_or_default(),
        annotated: annotated(node, KNOWN, &[], reading),
    })
}
