//! The comparison of two lists of parts.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use super::alike::Alike;
use super::change::{Change, Changes, Site};
use super::facts::{Aliases, Fact, Node, collect};
use super::moves::moves;
use super::rule::{Order, Rule};
use super::rules::rule;
use super::side::Side;
use super::value::{Value, action};
use super::verdict::{Action, Direction, Verdict};
use super::words::{Area, Kind};

/// The changes from one schema to another.
#[must_use]
pub fn diff<'a>(before: impl Into<Side<'a>>, after: impl Into<Side<'a>>) -> Changes {
    let (before, after) = (before.into(), after.into());
    let old = collect(before.api, &before.at, &moves(before.api, after.api));
    let new = collect(after.api, &after.at, &Aliases::default());
    let (old, _) = renamed(old, &new);
    let by_id = |nodes: &'_ [Node]| nodes.iter().enumerate().map(|(index, node)| (node.id.clone(), index)).collect::<BTreeMap<_, _>>();
    let pair =
        Pair { old_ids: by_id(&old), new_ids: by_id(&new), old: &old, new: &new, before: &before, after: &after, alike: OnceCell::new() };
    let mut found = pair.changes();
    forget_copies(&mut found);
    forget_names_that_follow(&mut found);
    let is_one_schema = before.api.hash == after.api.hash && !before.at.is_empty() && !after.at.is_empty();
    let mut all: Vec<Change> = found.into_iter().map(|(_, change)| if is_one_schema { same_client(change) } else { change }).collect();
    all.sort_by(|one, two| {
        let key = |change: &Change| (std::cmp::Reverse(change.worst()), std::cmp::Reverse(change.wire), change.rule.area);
        key(one).cmp(&key(two)).then_with(|| (&one.place, one.rule.kind, &one.was).cmp(&(&two.place, two.rule.kind, &two.was)))
    });
    Changes { all }
}

/// The names of parts before that have other names after, and are known in Rust as before.
pub(crate) fn names_after(before: &Side<'_>, after: &Side<'_>) -> BTreeMap<String, String> {
    let old = collect(before.api, &before.at, &moves(before.api, after.api));
    renamed(old, &collect(after.api, &after.at, &Aliases::default())).1
}

/// The parts before, of which those that are known in Rust as before have the names of the parts after; and these names.
fn renamed(old: Vec<Node>, new: &[Node]) -> (Vec<Node>, BTreeMap<String, String>) {
    let ids = |nodes: &[Node]| nodes.iter().map(|node| node.id.clone()).collect::<BTreeSet<String>>();
    let (old_ids, new_ids) = (ids(&old), ids(new));
    let mut added: BTreeMap<(Area, &str), Vec<&Node>> = BTreeMap::new();
    for node in new.iter().filter(|node| !old_ids.contains(&node.id)) {
        added.entry((node.area, &node.in_rust)).or_default().push(node);
    }
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    let mut renamed = Vec::new();
    for mut node in old {
        node.parent = node.parent.map(|parent| names.get(&parent).cloned().unwrap_or(parent));
        let may = !node.in_rust.is_empty() && !new_ids.contains(&node.id) && rule(node.area, Kind::Spelled).is_some();
        let known = added.get(&(node.area, node.in_rust.as_str())).into_iter().flatten().filter(|_| may);
        if let Some(other) = known.copied().find(|other| other.existence == node.existence && other.parent == node.parent) {
            names.insert(std::mem::replace(&mut node.id, other.id.clone()), other.id.clone());
        }
        renamed.push(node);
    }
    (renamed, names)
}

/// A change together with the part of an included record that its own part is a copy of.
type Found = (Option<String>, Change);

/// Forgets the changes of copied fields that the included record shows.
fn forget_copies(found: &mut Vec<Found>) {
    let own: BTreeSet<(String, Kind, Action)> = found
        .iter()
        .filter(|(copy_of, _)| copy_of.is_none())
        .map(|(_, change)| (change.place.clone(), change.rule.kind, change.action))
        .collect();
    found.retain(|(copy_of, change)| copy_of.as_ref().is_none_or(|of| !own.contains(&(of.clone(), change.rule.kind, change.action))));
}

/// Forgets the names of types that follow from another one which is told: the name in Rust tells the name in the schema, and that one the full
/// name in the same namespace.
fn forget_names_that_follow(found: &mut Vec<Found>) {
    let told = |kind: Kind| -> BTreeSet<String> {
        let of_kind = found.iter().filter(|(_, change)| change.rule.area == Area::Type && change.rule.kind == kind);
        of_kind.map(|(_, change)| change.place.clone()).collect()
    };
    let (in_rust, spelled) = (told(Kind::RustName), told(Kind::Spelled));
    let namespace = |full: &str| full.rsplit_once('.').map(|(namespace, _)| namespace.to_owned());
    found.retain(|(_, change)| match change.rule.kind {
        Kind::Spelled => !in_rust.contains(&change.place),
        Kind::WireName => !spelled.contains(&change.place) || namespace(&change.was) != namespace(&change.is),
        _ => true,
    });
}

/// The verdict for Rust source if both sides are versions of one schema: its client has all of them, and only a projection asks which is
/// pinned.
fn same_client(change: Change) -> Change {
    let refuses = change.rule.area == Area::Field && change.action == Action::Removed;
    let rust = if refuses { Verdict::Breaks } else { change.rust.min(Verdict::Behaviour) };
    Change { rust, ..change }
}

struct Pair<'a> {
    old: &'a [Node],
    new: &'a [Node],
    old_ids: BTreeMap<String, usize>,
    new_ids: BTreeMap<String, usize>,
    before: &'a Side<'a>,
    after: &'a Side<'a>,
    /// The types that hold the same, divided once a change asks for them.
    alike: OnceCell<Alike>,
}

impl Pair<'_> {
    fn changes(&self) -> Vec<Found> {
        let mut found = Vec::new();
        for node in self.new {
            match self.find_old(&node.id) {
                Some(old) => self.facts(old, node, &mut found),
                None if self.is_told_by_parent(node) => {}
                None => found.extend(self.existence(node, Action::Added)),
            }
        }
        let gone = self.old.iter().filter(|node| !self.new_ids.contains_key(&node.id) && !self.is_told_by_parent(node));
        found.extend(gone.filter_map(|node| self.existence(node, Action::Removed)));
        found
    }

    fn find_old(&self, id: &str) -> Option<&Node> {
        self.old_ids.get(id).and_then(|index| self.old.get(*index))
    }

    fn find_new(&self, id: &str) -> Option<&Node> {
        self.new_ids.get(id).and_then(|index| self.new.get(*index))
    }

    /// Returns whether a part came or went with the part that holds it, or because that one is another kind of thing now.
    fn is_told_by_parent(&self, node: &Node) -> bool {
        let Some(parent) = &node.parent else { return false };
        let (Some(old), Some(new)) = (self.find_old(parent), self.find_new(parent)) else { return true };
        let form = if node.area == Area::Key { Kind::KeyForm } else { Kind::Kind };
        let word = |node: &Node| node.facts.iter().find(|fact| fact.kind == form).map(|fact| fact.shown.clone());
        matches!(node.area, Area::Key | Area::Field | Area::Symbol | Area::Member) && word(old) != word(new)
    }

    fn existence(&self, node: &Node, action: Action) -> Option<Found> {
        let rule = *rule(node.area, node.existence)?;
        let site = |side: &Side<'_>| side.site(node.span);
        let sites = if action == Action::Added { [None, site(self.after)] } else { [site(self.before), None] };
        // Old clients know the operations of the schema before, so that they alone say what of a new part reaches them.
        let known = match node.parent.as_deref().and_then(|parent| self.find_old(parent)) {
            Some(parent) if action == Action::Added && parent.area == Area::Type => parent.direction,
            _ => Direction::Both,
        };
        let direction = Direction::new(node.direction.is_sent() && known.is_sent(), node.direction.is_received() && known.is_received());
        Some((node.copy_of.clone(), change(rule, action, direction, node, [String::new(), String::new()], sites)))
    }

    fn facts(&self, old: &Node, new: &Node, found: &mut Vec<Found>) {
        if new.area == Area::Key && self.is_told_by_parent(new) {
            return;
        }
        for fact in &new.facts {
            let Some(was) = old.facts.iter().find(|was| was.kind == fact.kind) else { continue };
            let Some(rule) = rule(new.area, fact.kind) else { continue };
            let Some(action) = self.action(rule.order, &was.value, &fact.value) else { continue };
            let (values, is_list) = values(was, fact);
            let sites = [self.before.site(old.span), self.after.site(new.span)];
            let change = Change { is_list, ..change(*rule, action, old.direction, new, values, sites) };
            found.push((new.copy_of.clone(), change));
        }
    }

    /// The action from one value to another. A type in place of another one that holds the same leaves the values as they were.
    fn action(&self, order: Order, was: &Value, is: &Value) -> Option<Action> {
        let found = action(order, &self.shared(was), &self.shared(is))?;
        let is_another = matches!((was, is), (Value::Type(..), Value::Type(..))) && found == Action::Changed;
        let alike = || self.alike.get_or_init(|| Alike::of(self.old, self.new));
        Some(if is_another && alike().has_same_values(was, is) { Action::Retyped } else { found })
    }

    /// The value without fields that one side lacks.
    fn shared(&self, value: &Value) -> Value {
        let Value::Fields(record, paths) = value else { return value.clone() };
        let is_shared = |path: &&String| {
            let field = format!("{record}/{}", path.split('/').next().unwrap_or_default());
            self.find_old(&field).is_some() && self.find_new(&field).is_some()
        };
        Value::Fields(record.clone(), paths.iter().filter(is_shared).cloned().collect())
    }
}

/// Both values as people read them; of two lists, what is only in one of them.
fn values(was: &Fact, is: &Fact) -> ([String; 2], bool) {
    let ((Value::Set(old), Value::Set(new)) | (Value::Fields(_, old), Value::Fields(_, new))) = (&was.value, &is.value) else {
        return ([was.shown.clone(), is.shown.clone()], false);
    };
    let only = |one: &BTreeSet<String>, other: &BTreeSet<String>| one.difference(other).cloned().collect::<Vec<_>>().join(", ");
    ([only(old, new), only(new, old)], true)
}

fn change(rule: Rule, action: Action, direction: Direction, node: &Node, values: [String; 2], sites: [Option<Site>; 2]) -> Change {
    let (wire, rust) = (rule.wire(action, direction), rule.rust(action));
    let ([was, is], [before, after]) = (values, sites);
    Change {
        rule,
        action,
        direction,
        place: node.id.clone(),
        label: node.label.clone(),
        was,
        is,
        is_list: false,
        before,
        after,
        wire,
        rust,
    }
}
