//! The data types of the language's tables.

use super::notation::{Notation, REASON, WIRE};

/// A mapping with fixed keys.
#[derive(Debug)]
pub struct Shape {
    /// The name in messages and in the JSON Schema.
    pub name: &'static str,
    /// The documentation.
    pub doc: &'static str,
    /// The keys, in groups that several shapes may share.
    pub groups: &'static [&'static [Entry]],
    /// The constraints between the keys.
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
    /// The key is required.
    pub required: bool,
    /// A list or mapping may be empty: it says that there is none, whatever is inherited.
    pub none: bool,
}

impl Entry {
    /// Returns whether the key does not stand without a value: that would say nothing, although somebody wrote the key. Documentation
    /// and other free text may be empty.
    pub(super) fn needs_value(&self) -> bool {
        let of_words = matches!(self.value.form(), Some(Form::Text)) && !matches!(self.value, Value::Text);
        self.required || of_words || self.value.may_be_list()
    }
}

/// A required key.
pub(super) const fn need(key: &'static str, value: Value, doc: &'static str) -> Entry {
    Entry { key, doc, value, required: true, none: false }
}

/// An optional key.
pub(super) const fn may(key: &'static str, value: Value, doc: &'static str) -> Entry {
    Entry { key, doc, value, required: false, none: false }
}

/// A key whose list or mapping may be empty.
pub(super) const fn or_none(entry: Entry) -> Entry {
    Entry { none: true, ..entry }
}

/// A whole number of 32 bits, such as a version.
pub(super) const WHOLE: Value = Value::Number { least: 0, most: u32::MAX as u64 };

/// A number of something, at least one: a limit of zero would leave nothing to be done.
pub(super) const fn count(most: u64) -> Value {
    Value::Number { least: 1, most }
}

/// A constraint between the keys of one mapping.
#[derive(Debug)]
pub enum Limit {
    /// The mapping has at most one of these keys.
    AtMostOne(&'static [&'static str]),
    /// The mapping has at least one of these keys, with a value.
    AtLeastOne(&'static [&'static str]),
    /// The mapping has the first of these keys only beside the second.
    Beside(&'static str, &'static str),
}

/// The shape of a value.
#[derive(Debug)]
pub enum Value {
    /// Any text.
    Text,
    /// A name that is declared elsewhere in the API.
    Name(NameOf),
    /// A text in a notation.
    Written(&'static Notation),
    /// One of these words.
    Words(&'static [Word]),
    /// `true` or `false`.
    Bool,
    /// A whole number within these bounds.
    Number {
        /// The smallest number.
        least: u64,
        /// The largest number.
        most: u64,
    },
    /// A whole number with or without sign.
    Integer,
    /// A date, `YYYY-MM-DD`.
    Date,
    /// A date, or a month if the day is not known: `YYYY-MM`.
    Sunset,
    /// The name of an entry of `sources`, or an address that begins with `https://`.
    Source,
    /// Any value, not checked.
    Any,
    /// A type: a text, `[T]`, `{string: T}` or `{union: ...}`.
    Type,
    /// A type, or a mapping of this shape that holds the type under `type` or `union`.
    Typed(&'static Shape),
    /// A list.
    List(&'static Value),
    /// A mapping from names that the author chooses, such as a table of types.
    Table {
        /// The meaning of the names.
        names: &'static str,
        /// The notation of the names.
        written: &'static Notation,
        /// The value of each name.
        value: &'static Value,
        /// The values may be omitted.
        empty: bool,
    },
    /// A mapping with exactly one key, which the author chooses.
    Pair(&'static Value),
    /// A mapping with fixed keys.
    Map(&'static Shape),
    /// A mapping whose shape one of its keys decides.
    Pick {
        /// The candidate shapes, each with its deciding key; the first match counts.
        choices: &'static [Choice],
        /// The shape if no deciding key is present.
        otherwise: &'static Shape,
    },
    /// One of several values of different kinds (text, list, mapping); the kind decides.
    Either(&'static [Value]),
}

/// The kinds of YAML that a value may be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A text.
    Text,
    /// A list.
    List,
    /// A mapping.
    Mapping,
    /// A text, a list or a mapping, as a type is.
    Type,
    /// Anything.
    Any,
}

impl Value {
    /// Returns whether the value is a name on the wire.
    pub(super) fn is_symbol(&self) -> bool {
        matches!(self, Self::Written(notation) if std::ptr::eq(*notation, &raw const WIRE))
    }

    /// Returns whether the value is a list, or may be one.
    fn may_be_list(&self) -> bool {
        match self {
            Self::List(_) => true,
            Self::Either(values) => values.iter().any(Self::may_be_list),
            _ => false,
        }
    }

    /// Returns whether the value may be a text of any words.
    pub(super) fn is_free_text(&self) -> bool {
        match self {
            Self::Text => true,
            Self::Written(notation) => std::ptr::eq(*notation, &raw const REASON),
            Self::Either(values) => values.iter().any(Self::is_free_text),
            _ => false,
        }
    }

    /// The kind of YAML; `None` if it is one of several, which decides between values.
    pub(super) const fn form(&self) -> Option<Form> {
        match self {
            Self::Text
            | Self::Name(_)
            | Self::Written(_)
            | Self::Words(_)
            | Self::Bool
            | Self::Number { .. }
            | Self::Integer
            | Self::Date
            | Self::Sunset
            | Self::Source => Some(Form::Text),
            Self::List(_) => Some(Form::List),
            Self::Table { .. } | Self::Pair(_) | Self::Map(_) | Self::Pick { .. } => Some(Form::Mapping),
            Self::Type | Self::Typed(_) => Some(Form::Type),
            Self::Any => Some(Form::Any),
            Self::Either(_) => None,
        }
    }
}

/// The tables and other places that declare names which values mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameOf {
    /// A base.
    Base,
    /// An error, by its code.
    Error,
    /// A media rule.
    Media,
    /// A permission.
    Permission,
    /// A quota.
    Quota,
    /// A record.
    Record,
    /// A role.
    Role,
    /// A URN type.
    Urn,
    /// A version family.
    VersionFamily,
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

/// A shape and its deciding key.
#[derive(Debug)]
pub struct Choice {
    /// The key.
    pub key: &'static str,
    /// The shape.
    pub shape: &'static Shape,
}
