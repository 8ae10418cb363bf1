//! Parts that both schemas have under names that differ.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use restli_schema::api::Api;

use super::facts::{Aliases, Node, collect, movable};
use super::words::{Area, Kind};

/// The types and resources that stand in another product than before, and nowhere else, or that have another name, but are the same in Rust or in
/// all that they hold.
pub(crate) fn moves(before: &Api, after: &Api) -> Aliases {
    let (old, new) = (movable(before), movable(after));
    let gone = |from: &[(String, String)], to: &[(String, String)]| {
        let to: BTreeSet<&String> = to.iter().map(|(id, _)| id).collect();
        from.iter().filter(|(id, _)| !to.contains(id)).cloned().collect::<Vec<_>>()
    };
    let tail = |id: &str| {
        let (area, name) = id.split_once(' ').unwrap_or_default();
        format!("{area} {}", name.split_once('.').map_or(name, |(_, tail)| tail))
    };
    let added = gone(&new, &old);
    let aliases = gone(&old, &new).into_iter().filter_map(|(id, in_rust)| {
        let mut candidates = added.iter().filter(|(other, other_in_rust)| tail(other) == tail(&id) || *other_in_rust == in_rust);
        let (only, _) = candidates.next().filter(|_| candidates.next().is_none())?;
        Some((id, only.clone()))
    });
    let mut aliases = Aliases(aliases.collect());
    let by_content = of_equal_content(before, after, &aliases);
    aliases.0.extend(by_content);
    aliases
}

/// The types that are gone and have everything but their name in common with one type that was added, and with no other.
fn of_equal_content(before: &Api, after: &Api, aliases: &Aliases) -> Vec<(String, String)> {
    let (old, new) = (collect(before, &[], aliases), collect(after, &[], &Aliases::default()));
    let (gone, added) = (lacking(&old, &new), lacking(&new, &old));
    if gone.is_empty() || added.is_empty() {
        return Vec::new();
    }
    let (old, mut new) = (contents(&old, &gone), contents(&new, &added));
    let pairs = old.into_iter().filter_map(|(content, old)| Some((old, new.remove(&content)?)));
    pairs.filter_map(|(old, new)| if let ([old], [new]) = (&old[..], &new[..]) { Some((old.clone(), new.clone())) } else { None }).collect()
}

/// The types of a list of parts that another list has not.
fn lacking<'a>(nodes: &'a [Node], others: &[Node]) -> BTreeSet<&'a str> {
    let others: BTreeSet<&str> = others.iter().map(|node| node.id.as_str()).collect();
    nodes.iter().filter(|node| node.area == Area::Type).map(|node| node.id.as_str()).filter(|id| !others.contains(id)).collect()
}

/// Types by all that they hold, in words that do not name any of them.
fn contents(nodes: &[Node], types: &BTreeSet<&str>) -> BTreeMap<String, Vec<String>> {
    let mut contents: BTreeMap<&str, String> = BTreeMap::new();
    for node in nodes {
        let owner = node.parent.as_deref().unwrap_or(&node.id);
        let Some(owner) = types.get(owner) else { continue };
        let content = contents.entry(owner).or_default();
        content.push_str(node.id.strip_prefix(owner).unwrap_or_default());
        for fact in node.facts.iter().filter(|fact| !is_of_name(fact.kind)) {
            let shown = fact.shown.split_inclusive(|one: char| !(one.is_alphanumeric() || matches!(one, '_' | '.')));
            let words = shown.map(|word| {
                let name = word.trim_end_matches(|one: char| !(one.is_alphanumeric() || one == '_'));
                if types.contains(format!("type {name}").as_str()) { word.replacen(name, "_", 1) } else { word.to_owned() }
            });
            let _ = write!(content, "\n{:?} {}", fact.kind, words.collect::<String>());
        }
    }
    let mut by_content: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (id, content) in contents {
        by_content.entry(content).or_default().push(id.to_owned());
    }
    by_content
}

/// Returns whether a fact is one of the name of a part, or says nothing of its values.
fn is_of_name(kind: Kind) -> bool {
    matches!(kind, Kind::Spelled | Kind::RustName | Kind::WireName | Kind::Doc | Kind::Evidence | Kind::Extensions)
}
