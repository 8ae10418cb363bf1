//! The table of permissions, and what a rule says about them.

use super::context::{self, Context, PERMISSION, evidence, find, index, name, one_or_more, text, text_or_empty};
use crate::api::{Approval, Conflict, Evidence, Need, Permission, PermissionId};
use crate::diagnostic::Diagnostic;
use crate::document::{Node, Value};
use crate::rules;
use crate::source::Span;

/// Reads `permissions:` of `api.yaml`.
pub(super) fn table<'a>(cx: &mut Context<'a>, root: &'a Node, outer: &Evidence) {
    cx.names.permissions = index(root.get("permissions"), PermissionId);
    for (key, node) in context::entries(root, "permissions") {
        let replaced_by = one_or_more(node.get("replaced_by"))
            .iter()
            .filter_map(|one| find(&cx.names.permissions, &PERMISSION, one.text()?, one.span, &mut cx.problems))
            .collect();
        let not_with = node.get("not_with").map(|node| conflict(cx, node));
        let permission = Permission {
            name: name(key, node, &mut cx.problems),
            doc: text_or_empty(node, "doc"),
            product: text(node, "product"),
            approval: node.get("approval").and_then(Node::text).and_then(approval),
            retired: text(node, "retired"),
            replaced_by,
            not_with,
            evidence: evidence(node, outer),
        };
        cx.permissions.push(permission);
    }
}

fn conflict(cx: &mut Context<'_>, node: &Node) -> Conflict {
    let scopes = one_or_more(node.get("scopes"))
        .iter()
        .filter_map(|one| find(&cx.names.permissions, &PERMISSION, one.text()?, one.span, &mut cx.problems))
        .collect();
    Conflict { scopes, reason: text_or_empty(node, "reason") }
}

fn approval(word: &str) -> Option<Approval> {
    Some(match word {
        "open" => Approval::Open,
        "review" => Approval::Review,
        "private" => Approval::Private,
        "closed" => Approval::Closed,
        _ => return None,
    })
}

/// Reads a `permissions:` rule. `retired` says that what carries it is retired itself.
pub(super) fn need(cx: &mut Context<'_>, node: &Node, retired: bool) -> Option<Need> {
    let need = expression(cx, node)?;
    if !retired && let Some(id) = first_retired(cx, &need).filter(|_| !grantable(cx, &need)) {
        warn(cx, node, id);
    }
    Some(need)
}

fn expression(cx: &mut Context<'_>, node: &Node) -> Option<Need> {
    match &node.value {
        Value::Scalar(_) => match node.text()? {
            "public" => Some(Need::Public),
            wanted => find(&cx.names.permissions, &PERMISSION, wanted, node.span, &mut cx.problems).map(Need::One),
        },
        Value::Seq(items) => several(cx, items, Need::Any),
        Value::Map(_) => match (node.get("all_of"), node.get("any_of")) {
            (Some(all), _) => several(cx, all.items(), Need::All),
            (None, Some(any)) => several(cx, any.items(), Need::Any),
            (None, None) => None,
        },
    }
}

fn several(cx: &mut Context<'_>, items: &[Node], join: impl Fn(Vec<Need>) -> Need) -> Option<Need> {
    let mut needs: Vec<Need> = items.iter().filter_map(|item| expression(cx, item)).collect();
    match needs.len() {
        0 if items.is_empty() => Some(Need::Public),
        0 => None,
        1 => needs.pop(),
        _ => Some(join(needs)),
    }
}

/// Somebody who asks today can get what is needed.
fn grantable(cx: &Context<'_>, need: &Need) -> bool {
    match need {
        Need::Public => true,
        Need::One(id) => cx.permissions.get(id.index()).is_none_or(|one| one.retired.is_none()),
        Need::Any(needs) => needs.iter().any(|need| grantable(cx, need)),
        Need::All(needs) => needs.iter().all(|need| grantable(cx, need)),
    }
}

fn first_retired(cx: &Context<'_>, need: &Need) -> Option<PermissionId> {
    match need {
        Need::Public => None,
        Need::One(id) => cx.permissions.get(id.index()).filter(|one| one.retired.is_some()).map(|_| *id),
        Need::Any(needs) | Need::All(needs) => needs.iter().find_map(|need| first_retired(cx, need)),
    }
}

/// Where a rule names a permission.
fn named(node: &Node, wanted: &str) -> Option<Span> {
    match &node.value {
        Value::Scalar(_) => (node.text() == Some(wanted)).then_some(node.span),
        Value::Seq(items) => items.iter().find_map(|item| named(item, wanted)),
        Value::Map(entries) => entries.iter().find_map(|(_, value)| named(value, wanted)),
    }
}

fn warn(cx: &mut Context<'_>, node: &Node, id: PermissionId) {
    let Some(permission) = cx.permissions.get(id.index()) else { return };
    let since = permission.retired.clone().unwrap_or_default();
    let message = format!("`{}` is no longer granted, and nothing else is enough here", permission.name.wire);
    let replacements: Vec<&str> =
        permission.replaced_by.iter().filter_map(|id| cx.permissions.get(id.index())).map(|one| one.name.wire.as_str()).collect();
    let help = if replacements.is_empty() {
        "name what replaces it, or mark what needs it with `retired:`".to_owned()
    } else {
        format!("name what replaces it: {}", crate::suggest::list(replacements))
    };
    let declared = permission.name.span;
    let at = named(node, &permission.name.wire).unwrap_or(node.span);
    cx.problems.push(Diagnostic::warning(rules::RETIRED_PERMISSION, at, message).also(declared, format!("retired {since}")).help(help));
}
