//! The data types of the language's tables.

use super::notation::Notation;

/// A mapping with fixed keys.
#[derive(Debug)]
pub struct Shape {
    /// The name in messages and in the JSON Schema.
    pub name: &'static str,
    /// The documentation.
    pub doc: &'static str,
    /// The keys, in groups that several shapes may share.
    pub groups: &'static [&'static [Entry]],
    /// The constraints between its keys.
    pub limits: &'static [Limit],
}

impl Shape {
    /// All keys, in order.
    pub fn entries(&self) -> impl Iterator<Item = &'static Entry> + use<> {
        self.groups.iter().flat_map(|group| group.iter())
    }
}

/// A key of a mapping.
#[derive(Debug)]
pub struct Entry {
    /// The key.
    pub key: &'static str,
    /// The meaning.
    pub doc: &'static str,
    /// The shape of the value.
    pub value: Value,
    /// Required.
    pub required: bool,
}

/// A key that must be there.
pub(super) const fn need(key: &'static str, value: Value, doc: &'static str) -> Entry {
    Entry { key, doc, value, required: true }
}

/// A key that may be left out.
pub(super) const fn may(key: &'static str, value: Value, doc: &'static str) -> Entry {
    Entry { key, doc, value, required: false }
}

/// A constraint between the keys of one mapping.
#[derive(Debug)]
pub enum Limit {
    /// One of these at most.
    AtMostOne(&'static [&'static str]),
    /// One of these at least.
    AtLeastOne(&'static [&'static str]),
}

/// The shape of a value.
#[derive(Debug)]
pub enum Value {
    /// Any text.
    Text,
    /// A text that is written in one way.
    Written(&'static Notation),
    /// One of these words.
    Words(&'static [Word]),
    /// `true` or `false`.
    Bool,
    /// A whole number, zero or more.
    Whole,
    /// A whole number with or without sign.
    Integer,
    /// A date, `YYYY-MM-DD`.
    Date,
    /// The name of an entry of `sources`, or an address that begins with `https://`.
    Source,
    /// Anything; not looked at.
    Any,
    /// A type: a text, `[T]`, `{string: T}` or `{union: ...}`.
    Type,
    /// A type, or a mapping of this shape that holds the type under `type` or `union`.
    Typed(&'static Shape),
    /// A list.
    List(&'static Value),
    /// A mapping from names that the author chooses.
    Table {
        /// The meaning of the names.
        names: &'static str,
        /// The notation of the names.
        written: &'static Notation,
        /// The value of each name.
        value: &'static Value,
        /// A value may be omitted.
        empty: bool,
    },
    /// A mapping with exactly one key, which the author chooses.
    Pair(&'static Value),
    /// A mapping with fixed keys.
    Map(&'static Shape),
    /// A mapping whose shape shows in one of its keys.
    Pick {
        /// The shapes with the key that shows them; the first that fits.
        choices: &'static [Choice],
        /// The shape if none does.
        otherwise: &'static Shape,
    },
    /// One of several; each is of another kind (text, list, mapping), so that the kind decides.
    Either(&'static [Value]),
}

/// A word of the language.
#[derive(Debug)]
pub struct Word {
    /// The word.
    pub word: &'static str,
    /// The meaning.
    pub doc: &'static str,
}

/// A word with its meaning.
pub(super) const fn word(word: &'static str, doc: &'static str) -> Word {
    Word { word, doc }
}

/// A shape and the key by which it is recognised.
#[derive(Debug)]
pub struct Choice {
    /// The key.
    pub key: &'static str,
    /// The shape.
    pub shape: &'static Shape,
}
