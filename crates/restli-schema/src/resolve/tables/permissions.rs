//! The table of permissions, and the permission rules that refer to it.

use std::collections::BTreeSet;

use crate::api::{Approval, Conflict, Evidence, Permission, PermissionId, Requirement};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::{Key, Node, Value};
use crate::language::JOINS;
use crate::resolve::state::read::{entries, evidence, name, one_or_more, text, text_or_empty};
use crate::resolve::state::tables::{PERMISSION, Tables, URN, find, index};
use crate::rules;
use crate::source::Span;

/// The word for "no permission needed".
const PUBLIC: &str = "public";

/// The word for "nobody has said which".
const UNKNOWN: &str = "unknown";

/// Reads `permissions:` of `api.yaml`.
pub(crate) fn table<'a>(tables: &mut Tables<'a>, problems: &mut Diagnostics, root: &'a Node, outer: &Evidence) {
    tables.names.permissions = index(root, "permissions", PermissionId);
    for (key, node) in entries(root, "permissions") {
        let replaced_by = one_or_more(node.get("replaced_by"));
        if let Some(itself) = replaced_by.iter().find(|one| one.text() == Some(&*key.text)) {
            let message = format!("`{}` is said to replace itself", key.text);
            problems.error(rules::UNKNOWN_PERMISSION, itself.span, message, "name the permission to ask for instead");
        }
        let replaced_by =
            replaced_by.iter().filter_map(|one| find(&tables.names.permissions, &PERMISSION, one.text()?, one.span, problems)).collect();
        let acts_as = one_or_more(node.get("acts_as"))
            .iter()
            .filter_map(|one| find(&tables.names.urns, &URN, one.text()?, one.span, problems))
            .collect();
        let not_with = node.get("not_with").map(|node| conflict(tables, problems, key, node));
        let permission = Permission {
            name: name(key, node, problems),
            doc: text_or_empty(node, "doc"),
            product: text(node, "product"),
            approval: node.get("approval").and_then(Node::text).and_then(approval),
            retired: text(node, "retired"),
            replaced_by,
            acts_as,
            not_with,
            evidence: evidence(node, outer),
        };
        tables.permissions.push(permission);
    }
    circles(tables, problems, root);
}

/// Reports permissions that replace each other: nobody could be told which to ask for. A permission that replaces itself was reported.
fn circles(tables: &Tables<'_>, problems: &mut Diagnostics, root: &Node) {
    let mut told = BTreeSet::new();
    for (permission, (number, (_, node))) in tables.permissions.iter().zip((0..).zip(entries(root, "permissions"))) {
        let id = PermissionId(number);
        let after = replacing(tables, &permission.replaced_by);
        if permission.replaced_by.contains(&id) || !after.contains(&id) || told.contains(&id) {
            continue;
        }
        told.extend(after);
        let message = format!("`{}` is said to replace itself in the end", permission.name.wire);
        let at = node.get("replaced_by").map_or(permission.name.span, |one| one.span);
        problems.error(rules::UNKNOWN_PERMISSION, at, message, "name the permission to ask for instead");
    }
}

/// The permissions that replace some, those that replace these, and so on.
fn replacing(tables: &Tables<'_>, direct: &[PermissionId]) -> BTreeSet<PermissionId> {
    let (mut found, mut next) = (BTreeSet::new(), direct.to_vec());
    while let Some(id) = next.pop() {
        if found.insert(id) {
            next.extend(tables.permissions.get(id.index()).into_iter().flat_map(|one| &one.replaced_by));
        }
    }
    found
}

fn conflict(tables: &Tables<'_>, problems: &mut Diagnostics, key: &Key, node: &Node) -> Conflict {
    if let Some(itself) = one_or_more(node.get("scopes")).iter().find(|one| one.text() == Some(&*key.text)) {
        let message = format!("`{}` is said to exclude itself: no app could have it", key.text);
        problems.error(rules::UNKNOWN_PERMISSION, itself.span, message, "remove it from the list");
    }
    let scopes = one_or_more(node.get("scopes"))
        .iter()
        .filter_map(|one| find(&tables.names.permissions, &PERMISSION, one.text()?, one.span, problems))
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

/// Reads a `permissions:` rule. `retired` says that the owner of the rule is retired.
pub(crate) fn requirement(tables: &Tables<'_>, problems: &mut Diagnostics, node: &Node, retired: bool) -> Option<Requirement> {
    let requirement = expression(tables, problems, node)?;
    if !retired && let Some(id) = first_retired(tables, &requirement).filter(|_| !grantable(tables, &requirement)) {
        warn(tables, problems, node, id, &requirement);
    }
    Some(requirement)
}

fn expression(tables: &Tables<'_>, problems: &mut Diagnostics, node: &Node) -> Option<Requirement> {
    match &node.value {
        Value::Scalar(_) => match node.text()? {
            PUBLIC => Some(Requirement::Public),
            UNKNOWN => Some(Requirement::Unknown),
            word @ ("none" | "no" | "false" | "nothing" | "true" | "yes" | "*" | "all" | "any" | "everyone" | "anonymous")
                if !tables.names.permissions.has(word) =>
            {
                let help = format!("write `{PUBLIC}` if none is needed, `{UNKNOWN}` if they are not known, or name them");
                problems.error(rules::UNKNOWN_PERMISSION, node.span, format!("unknown permission `{word}`"), help);
                None
            }
            wanted => match joined(tables, wanted) {
                Some(all) => {
                    let help = format!("write `{{any_of: [{all}]}}` if one of them is enough, `{{all_of: [{all}]}}` if all are needed");
                    problems.error(rules::UNKNOWN_PERMISSION, node.span, format!("`{wanted}` is several permissions in one text"), help);
                    None
                }
                None if tables.names.roles.has(wanted) && !tables.names.permissions.has(wanted) => {
                    let message = format!("`{wanted}` is a role, and no permission of tokens");
                    problems.error(rules::UNKNOWN_PERMISSION, node.span, message, "write it under `roles`, beside `permissions`");
                    None
                }
                None => find(&tables.names.permissions, &PERMISSION, wanted, node.span, problems).map(Requirement::Scope),
            },
        },
        Value::Seq(_) => several(tables, problems, node, Requirement::AnyOf),
        Value::Map(_) => match (node.get("all_of"), node.get("any_of")) {
            (Some(all), _) => several(tables, problems, all, Requirement::AllOf),
            (None, Some(any)) => several(tables, problems, any, Requirement::AnyOf),
            (None, None) => None,
        },
    }
}

/// The permissions in a text, if it is several that are declared, with words or signs between them.
fn joined(tables: &Tables<'_>, text: &str) -> Option<String> {
    let is_name = |part: &&str| !part.is_empty() && !JOINS.contains(part);
    let names: Vec<&str> = text.split([' ', ',', '|', '&', '+']).filter(is_name).collect();
    (names.len() > 1 && names.iter().all(|name| tables.names.permissions.has(name))).then(|| names.join(", "))
}

fn several(
    tables: &Tables<'_>,
    problems: &mut Diagnostics,
    list: &Node,
    join: impl Fn(Vec<Requirement>) -> Requirement,
) -> Option<Requirement> {
    let items = list.items();
    if items.is_empty() {
        let help = format!("write `permissions: {PUBLIC}` if none is needed, `permissions: {UNKNOWN}` if they are not known, or name them");
        problems.error(rules::NO_VALUE, list.span, "a list of permissions without any", help);
    }
    let alone = [(PUBLIC, "no permission is needed"), (UNKNOWN, "the permissions are not known")];
    for item in items.iter().filter(|_| items.len() > 1) {
        let Some((word, meaning)) = alone.iter().find(|(word, _)| item.text() == Some(word)) else { continue };
        let help = format!("`{word}` says that {meaning}: write `permissions: {word}`, or remove it from the list");
        problems.error(rules::EXCLUSIVE, item.span, format!("`{word}` stands beside permissions"), help);
    }
    let is_join = |item: &&Node| item.text().is_some_and(|text| JOINS.contains(&text) && !tables.names.permissions.has(text));
    for item in items.iter().filter(is_join) {
        let help = "remove it: one permission of a list is enough; write `{all_of: [...]}` if all are needed";
        problems.error(rules::UNKNOWN_PERMISSION, item.span, format!("unknown permission `{}`", item.text().unwrap_or_default()), help);
    }
    let named = items.iter().filter(|item| !is_join(item));
    let mut needs: Vec<Requirement> = named.filter_map(|item| expression(tables, problems, item)).collect();
    match needs.len() {
        0 => None,
        1 => needs.pop(),
        _ => {
            let joined = join(needs);
            if let Requirement::AllOf(parts) = &joined {
                together(tables, problems, list, parts);
            }
            Some(joined)
        }
    }
}

/// Reports permissions of which one excludes the other where all are needed.
fn together(tables: &Tables<'_>, problems: &mut Diagnostics, list: &Node, parts: &[Requirement]) {
    let ids: Vec<PermissionId> = parts.iter().filter_map(|part| if let Requirement::Scope(id) = part { Some(*id) } else { None }).collect();
    let excludes = |one: PermissionId, other: PermissionId| {
        let conflict = tables.permissions.get(one.index()).and_then(|permission| permission.not_with.as_ref());
        one != other && conflict.is_some_and(|conflict| conflict.scopes.contains(&other))
    };
    let name = |id: PermissionId| tables.permissions.get(id.index()).map_or("", |permission| permission.name.wire.as_str());
    for (position, second) in ids.iter().enumerate() {
        let Some(first) = ids.iter().take(position).find(|first| excludes(**first, *second) || excludes(*second, **first)) else {
            continue;
        };
        let message = format!("no app has both `{}` and `{}`: nobody could make this call", name(*first), name(*second));
        let at = named(list, name(*second)).unwrap_or(list.span);
        let help = "write `{any_of: [...]}` if one of them is enough, or correct `not_with` of the permission";
        problems.error(rules::EXCLUSIVE, at, message, help);
    }
}

/// Returns whether a new app can still get the required permissions.
fn grantable(tables: &Tables<'_>, requirement: &Requirement) -> bool {
    match requirement {
        Requirement::Public | Requirement::Unknown => true,
        Requirement::Scope(id) => tables.permissions.get(id.index()).is_none_or(|one| one.retired.is_none()),
        Requirement::AnyOf(parts) => parts.iter().any(|part| grantable(tables, part)),
        Requirement::AllOf(parts) => parts.iter().all(|part| grantable(tables, part)),
    }
}

fn first_retired(tables: &Tables<'_>, requirement: &Requirement) -> Option<PermissionId> {
    match requirement {
        Requirement::Public | Requirement::Unknown => None,
        Requirement::Scope(id) => tables.permissions.get(id.index()).filter(|one| one.retired.is_some()).map(|_| *id),
        Requirement::AnyOf(parts) | Requirement::AllOf(parts) => parts.iter().find_map(|part| first_retired(tables, part)),
    }
}

/// The place in a rule that names the permission.
fn named(node: &Node, wanted: &str) -> Option<Span> {
    match &node.value {
        Value::Scalar(_) => (node.text() == Some(wanted)).then_some(node.span),
        Value::Seq(items) => items.iter().find_map(|item| named(item, wanted)),
        Value::Map(entries) => entries.iter().find_map(|(_, value)| named(value, wanted)),
    }
}

fn warn(tables: &Tables<'_>, problems: &mut Diagnostics, node: &Node, id: PermissionId, requirement: &Requirement) {
    let Some(permission) = tables.permissions.get(id.index()) else { return };
    let since = permission.retired.clone().unwrap_or_default();
    let message = format!("`{}` is no longer granted, and nothing else is enough here", permission.name.wire);
    let granted = |id: &PermissionId| tables.permissions.get(id.index()).is_some_and(|one| one.retired.is_none());
    let replacements: Vec<PermissionId> = replacing(tables, &permission.replaced_by).into_iter().filter(granted).collect();
    let names = replacements.iter().filter_map(|id| tables.permissions.get(id.index())).map(|one| one.name.wire.as_str());
    let needed = requirement.permissions();
    let help = if replacements.is_empty() {
        "name what replaces it, or mark what needs it with `retired:`".to_owned()
    } else if replacements.iter().all(|id| needed.contains(id)) {
        format!("remove it: {} replaces it and stands here", crate::suggest::list(names))
    } else {
        format!("name what replaces it: {}", crate::suggest::list(names))
    };
    let declared = permission.name.span;
    let at = named(node, &permission.name.wire).unwrap_or(node.span);
    problems.push(Diagnostic::warning(rules::RETIRED_PERMISSION, at, message).also(declared, format!("retired {since}")).help(help));
}
