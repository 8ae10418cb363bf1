//! The syntax tree of a projection.

use std::fmt;

/// The selection at one level. Two projections are equal if they select the same; positions in the text and the order of items
/// make no difference.
#[derive(Clone, Debug, Default)]
pub struct Projection {
    /// The names. An empty list is the empty node of a mask, `a:()`.
    pub items: Vec<Item>,
    /// The selected range of an array, in a mask.
    pub range: Option<Range>,
}

/// One name, and the selection of its value.
#[derive(Clone, Debug)]
pub struct Item {
    /// The name.
    pub name: Name,
    /// The position of the name, in octets from the beginning of the text.
    pub at: usize,
    /// `true` if the item is removed rather than kept, `-a` in a mask.
    pub remove: bool,
    /// The expansions of the URN in the item's value.
    pub decorations: Vec<Decoration>,
    /// The selection inside the item's value; `None` for all of it.
    pub select: Option<Projection>,
}

/// The name of an item: one member, or every member.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Name {
    /// Every field of a record, every element of an array, every value of a map: `$*` in a mask, `*` in a decorated projection, where
    /// `name*(x)` is short for `name(*(x))`.
    Each,
    /// A field, a map key, or a union's member.
    Is(String),
}

/// The expansion of a URN (`docs/protocol.md §5.5`).
#[derive(Clone, Debug)]
pub struct Decoration {
    /// The position of its `~`, in octets from the beginning of the text.
    pub at: usize,
    /// The entity type of the URNs to expand, as in `~person`; `None` for all.
    pub urn: Option<String>,
    /// The finder that expands, as in `~:playableStreams`.
    pub finder: Option<String>,
    /// The selection inside the target; `None` for the target's default fields.
    pub select: Option<Projection>,
}

/// A part of an array.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Range {
    /// The first element, counted from 0.
    pub start: Option<u32>,
    /// The number of elements.
    pub count: Option<u32>,
}

impl Item {
    /// A name that is kept whole.
    #[must_use]
    pub fn all(name: Name, at: usize) -> Self {
        Self { name, at, remove: false, decorations: Vec::new(), select: None }
    }
}

impl Name {
    /// The length of the name as written without escapes, in octets.
    #[must_use]
    pub fn width(&self) -> usize {
        match self {
            Self::Each => 1,
            Self::Is(name) => name.len(),
        }
    }
}

/// `*`, or the name.
impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Each => "*",
            Self::Is(name) => name,
        })
    }
}

impl PartialEq for Projection {
    fn eq(&self, other: &Self) -> bool {
        let sorted = |projection: &'_ Self| -> Vec<usize> {
            let mut order: Vec<usize> = (0..projection.items.len()).collect();
            order.sort_by_key(|&index| projection.items.get(index).map(|item| &item.name));
            order
        };
        self.range == other.range
            && self.items.len() == other.items.len()
            && sorted(self).into_iter().zip(sorted(other)).all(|(ours, theirs)| self.items.get(ours) == other.items.get(theirs))
    }
}

impl PartialEq for Item {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.remove == other.remove && self.decorations == other.decorations && self.select == other.select
    }
}

impl PartialEq for Decoration {
    fn eq(&self, other: &Self) -> bool {
        self.urn == other.urn && self.finder == other.finder && self.select == other.select
    }
}
