//! Parts that both schemas have under names that differ.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use restli_schema::api::Api;

use super::facts::{Aliases, Fact, Node, collect, movable};
use super::value::Value;
use super::words::{Area, Kind};

/// The types and resources that stand in another product than before, and nowhere else, or that have another name, but are the same in Rust, in
/// all that they hold, or in all places that hold them.
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
    // A type that has its name again shows the places that it holds.
    loop {
        let by_place = of_equal_places(before, after, &aliases);
        if by_place.is_empty() {
            return aliases;
        }
        aliases.0.extend(by_place);
    }
}

/// The types that are gone and have everything but their name in common with one type that was added, and with no other.
fn of_equal_content(before: &Api, after: &Api, aliases: &Aliases) -> Vec<(String, String)> {
    let (old, new) = (collect(before, &[], aliases), collect(after, &[], &Aliases::default()));
    let (gone, added) = (lacking(&old, &new), lacking(&new, &old));
    if gone.is_empty() || added.is_empty() {
        return Vec::new();
    }
    let (old, mut new) = (by_content(&old, &gone), by_content(&new, &added));
    let pairs = old.into_iter().filter_map(|(content, old)| Some((old, new.remove(&content)?)));
    pairs.filter_map(|(old, new)| if let ([old], [new]) = (&old[..], &new[..]) { Some((old.clone(), new.clone())) } else { None }).collect()
}

/// The types of a list of parts that another list has not.
fn lacking<'a>(nodes: &'a [Node], others: &[Node]) -> BTreeSet<&'a str> {
    let others: BTreeSet<&str> = others.iter().map(|node| node.id.as_str()).collect();
    nodes.iter().filter(|node| node.area == Area::Type).map(|node| node.id.as_str()).filter(|id| !others.contains(id)).collect()
}

/// Types by all that they hold, in words that do not name any of them.
fn by_content(nodes: &[Node], types: &BTreeSet<&str>) -> BTreeMap<String, Vec<String>> {
    let mut by_content: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (id, content) in contents(nodes, |id| types.contains(id), |fact| Some(unnamed(&fact.shown, types).0)) {
        by_content.entry(content).or_default().push(id.to_owned());
    }
    by_content
}

/// All that each chosen type holds: its parts with their facts, each in the words of `shown`, and without those that it leaves out.
pub(super) fn contents(
    nodes: &[Node],
    is_chosen: impl Fn(&str) -> bool,
    shown: impl Fn(&Fact) -> Option<String>,
) -> BTreeMap<&str, String> {
    let mut contents: BTreeMap<&str, String> = BTreeMap::new();
    for node in nodes {
        let owner = node.parent.as_deref().unwrap_or(&node.id);
        if !is_chosen(owner) {
            continue;
        }
        let content = contents.entry(owner).or_default();
        content.push_str(node.id.strip_prefix(owner).unwrap_or_default());
        for (fact, shown) in node.facts.iter().filter(|fact| !is_of_name(fact.kind)).filter_map(|fact| Some((fact, shown(fact)?))) {
            let _ = write!(content, "\n{:?} {shown}", fact.kind);
        }
    }
    contents
}

/// The types that are gone and whose every place one type has that was added, which is in no other place and has half of their parts.
fn of_equal_places(before: &Api, after: &Api, aliases: &Aliases) -> Vec<(String, String)> {
    let (old, new) = (collect(before, &[], aliases), collect(after, &[], &Aliases::default()));
    let (gone, added) = (lacking(&old, &new), lacking(&new, &old));
    if gone.is_empty() || added.is_empty() {
        return Vec::new();
    }
    let mut pairs: BTreeSet<(String, String)> = BTreeSet::new();
    let by_id: BTreeMap<&str, &Node> = old.iter().map(|node| (node.id.as_str(), node)).collect();
    for node in &new {
        let was = by_id.get(node.id.as_str()).map(|node| node.facts.as_slice()).unwrap_or_default();
        for fact in node.facts.iter().filter(|fact| matches!(fact.value, Value::Type(..))) {
            let Some(was) = was.iter().find(|was| was.kind == fact.kind) else { continue };
            let ((was, old), (is, new)) = (unnamed(&was.shown, &gone), unnamed(&fact.shown, &added));
            if was == is {
                pairs.extend(old.into_iter().zip(new));
            }
        }
    }
    let is_only = |(one, two): &&(String, String)| pairs.iter().filter(|(a, b)| a == one || b == two).count() == 1;
    pairs.iter().filter(is_only).filter(|(one, two)| is_alike(&parts(&old, one), &parts(&new, two))).cloned().collect()
}

/// The kind of a type, and the names of what it holds.
fn parts<'a>(nodes: &'a [Node], id: &str) -> (Option<&'a str>, BTreeSet<&'a str>) {
    let own = nodes.iter().find(|node| node.id == id).and_then(|node| node.facts.iter().find(|fact| fact.kind == Kind::Kind));
    let held = nodes.iter().filter(|node| node.parent.as_deref() == Some(id)).filter_map(|node| node.id.strip_prefix(id));
    (own.map(|fact| fact.shown.as_str()), held.collect())
}

fn is_alike((kind, one): &(Option<&str>, BTreeSet<&str>), (other_kind, two): &(Option<&str>, BTreeSet<&str>)) -> bool {
    kind == other_kind && one.intersection(two).count() * 2 >= one.len().max(two.len())
}

/// A text with `_` in place of the names of these types, and these types.
fn unnamed(text: &str, types: &BTreeSet<&str>) -> (String, Vec<String>) {
    let mut found = Vec::new();
    let words = text.split_inclusive(|one: char| !(one.is_alphanumeric() || matches!(one, '_' | '.'))).map(|word| {
        let name = word.trim_end_matches(|one: char| !(one.is_alphanumeric() || one == '_'));
        let Some(id) = types.get(format!("type {name}").as_str()) else { return word.to_owned() };
        found.push((*id).to_owned());
        word.replacen(name, "_", 1)
    });
    let text = words.collect();
    (text, found)
}

/// Returns whether a fact is one of the name of a part, or says nothing of its values.
fn is_of_name(kind: Kind) -> bool {
    matches!(kind, Kind::Spelled | Kind::RustName | Kind::WireName | Kind::Doc | Kind::Evidence | Kind::Extensions)
}
