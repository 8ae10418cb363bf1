//! Advice on lists in place of mappings.

use crate::api::is_primitive;
use crate::document::Node;
use crate::help::Help;

/// The entries that are meant by a list of names with their types, as in `[{name: id, type: long}]`.
pub(super) fn typed_names(items: &[Node]) -> Option<String> {
    let entry = |item: &Node| {
        let ty = item.get("type").or_else(|| item.get("schema")?.get("type"))?;
        let says = |key: &str, word: &str| item.get(key).and_then(Node::text) == Some(word);
        let mark = if says("optional", "true") || says("required", "false") { "?" } else { "" };
        Some(format!("{}{mark}: {}", item.get("name")?.text()?, ty.text()?))
    };
    let entries = items.iter().map(entry).collect::<Option<Vec<_>>>()?;
    (!entries.is_empty()).then(|| entries.join(", "))
}

/// Returns whether a list is the name of one thing and its type.
pub(super) fn is_pair(items: &[Node]) -> bool {
    let is_type = |ty: &str| ty.starts_with("urn:") || is_primitive(ty);
    items.len() == 2 && items.iter().map(|item| item.text().is_some_and(is_type)).eq([false, true])
}

/// Advice on a list in place of a mapping: the items are most likely the keys. `content` is what stands behind each of them.
pub(super) fn of_list(items: &[Node], fits: impl Fn(&str) -> bool, content: &str) -> Option<Help> {
    let names: Option<Vec<String>> =
        items.iter().map(|item| item.text().filter(|name| fits(name)).map(|name| format!("{name}: {content}"))).collect();
    match names {
        Some(names) if !names.is_empty() => {
            let help = Help::written("write the names with a colon each:", format!("{{{}}}", names.join(", ")));
            Some(if content.is_empty() { help } else { help.without_fix() })
        }
        _ if items.iter().any(|item| !item.entries().is_empty()) => {
            Some("remove the dashes: a name with a colon stands before each, as in `name: {...}`".into())
        }
        _ => None,
    }
}
