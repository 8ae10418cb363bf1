//! Merging of two projections (`docs/protocol.md §5.3`).
//!
//! In the terms of the reference implementation, a name that is kept whole is a 1, a name that is removed is a 0, and a name with
//! parentheses is a node. A name with a `~` is never a 1.

use std::collections::BTreeMap;

use super::{Decoration, Item, Name, Projection, Range};

impl Projection {
    /// The union of the selections of two projections; a removal in either wins.
    #[must_use]
    pub fn merge(&self, other: &Self) -> Self {
        nodes(self.unified(), other.unified())
    }

    /// The projection with each name once per level, because servers keep only the last of repeated names.
    #[must_use]
    pub fn unified(&self) -> Self {
        let mut unified = Items::default();
        for item in &self.items {
            unified.add(Item {
                decorations: item.decorations.iter().map(unified_target).collect(),
                select: item.select.as_ref().map(Self::unified),
                ..item.clone()
            });
        }
        Self { items: unified.list, range: self.range }
    }
}

fn unified_target(decoration: &Decoration) -> Decoration {
    Decoration { select: decoration.select.as_ref().map(Projection::unified), ..decoration.clone() }
}

/// Items with distinct names, in the order of their first appearance.
#[derive(Default)]
struct Items {
    list: Vec<Item>,
    index: BTreeMap<Name, usize>,
}

impl Items {
    fn add(&mut self, item: Item) {
        let known = self.index.get(&item.name).and_then(|&index| self.list.get_mut(index));
        if let Some(known) = known {
            *known = same_name(known.clone(), item);
        } else {
            self.index.insert(item.name.clone(), self.list.len());
            self.list.push(item);
        }
    }
}

fn is_one(item: &Item) -> bool {
    !item.remove && item.select.is_none() && item.decorations.is_empty()
}

fn everything(projection: &Projection) -> Option<&Item> {
    projection.items.iter().find(|item| item.name == Name::Each)
}

fn nodes(ours: Projection, theirs: Projection) -> Projection {
    let nothing = [&ours, &theirs].into_iter().filter_map(everything).find(|item| item.remove).cloned();
    if let Some(nothing) = nothing {
        return Projection { items: vec![nothing], range: None };
    }
    let has_all = |projection: &Projection| everything(projection).is_some_and(is_one);
    let (ours_all, theirs_all) = (has_all(&ours), has_all(&theirs));
    let range = ranges(ours.range, theirs.range);
    let mut merged = Items::default();
    let implied = |item: &Item, by: bool| by && is_one(item) && item.name != Name::Each;
    for item in ours.items.into_iter().filter(|item| !implied(item, theirs_all)) {
        merged.add(item);
    }
    for item in theirs.items.into_iter().filter(|item| !implied(item, ours_all)) {
        merged.add(item);
    }
    let mut items = merged.list;
    if items.is_empty() && range.is_none() && (ours.range.is_some() || theirs.range.is_some()) {
        items.push(Item::all(Name::Each, 0));
    }
    Projection { items, range }
}

fn same_name(ours: Item, theirs: Item) -> Item {
    let remove = ours.remove || theirs.remove;
    if remove {
        return Item { remove, ..Item::all(ours.name, ours.at) };
    }
    let select = both(ours.select, theirs.select);
    let mut decorations = ours.decorations;
    for decoration in theirs.decorations {
        let same = |known: &&mut Decoration| known.urn == decoration.urn && known.finder == decoration.finder;
        match decorations.iter_mut().find(same) {
            Some(known) => {
                known.select = match (known.select.take(), decoration.select) {
                    (Some(ours), Some(theirs)) => Some(nodes(ours, theirs)),
                    // The default fields of a target cannot be named beside others.
                    (ours, theirs) => ours.or(theirs),
                };
            }
            None => decorations.push(decoration),
        }
    }
    Item { name: ours.name, at: ours.at, remove, decorations, select }
}

/// The union of the selections of two items with the same name; `None` is a 1.
pub(super) fn both(ours: Option<Projection>, theirs: Option<Projection>) -> Option<Projection> {
    match (ours, theirs) {
        (None, None) => None,
        (Some(node), None) | (None, Some(node)) => with_all(node),
        (Some(ours), Some(theirs)) => Some(nodes(ours, theirs)),
    }
}

/// A node and a 1: everything but what the node removes; `None` if it removes nothing.
fn with_all(node: Projection) -> Option<Projection> {
    let mut node = without_ones(node);
    match node.items.iter_mut().find(|item| item.name == Name::Each) {
        Some(each) => {
            if let Some(select) = each.select.take() {
                each.select = with_all(select);
            }
        }
        None => node.items.push(Item::all(Name::Each, 0)),
    }
    match node.items.as_slice() {
        [only] if only.name == Name::Each && is_one(only) => None,
        _ => Some(node),
    }
}

/// A node with its removals and decorations only.
fn without_ones(node: Projection) -> Projection {
    let items = node.items.into_iter().filter_map(|mut item| {
        if is_one(&item) {
            return None;
        }
        if let Some(select) = item.select.take() {
            let select = without_ones(select);
            if select.items.is_empty() && item.decorations.is_empty() {
                return None;
            }
            item.select = Some(select).filter(|select| !select.items.is_empty());
        }
        Some(item)
    });
    Projection { items: items.collect(), range: None }
}

/// The range from the earlier start to the later end; `None` if that is the whole array.
fn ranges(ours: Option<Range>, theirs: Option<Range>) -> Option<Range> {
    let (Some(ours), Some(theirs)) = (ours, theirs) else { return ours.or(theirs) };
    let first = |range: Range| range.start.unwrap_or(0);
    let end = |range: Range| range.count.map(|count| u64::from(first(range)) + u64::from(count));
    let start = first(ours).min(first(theirs));
    let end = end(ours).zip(end(theirs)).map(|(ours, theirs)| ours.max(theirs));
    let count = end.and_then(|end| u32::try_from(end - u64::from(start)).ok());
    let range = Range { start: Some(start).filter(|&start| start > 0), count };
    Some(range).filter(|range| *range != Range::default())
}
