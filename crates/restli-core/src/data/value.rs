//! [`Data`], the trait of every value of the data model, and its two borrowed forms.
//!
//! Readers and writers (JSON, URL data, serde, `Debug`, `==`) are plain functions over [`DataRef`] and [`DataMut`]; no type
//! brings code of its own for any of them.

use std::borrow::Cow;
use std::fmt;

use super::DecodeError;
use crate::Json;

/// A value that can be written and read.
#[diagnostic::on_unimplemented(
    note = "a result is read as a type of the schema, as a projection, or as `Json`, which holds any: `let value: Json = …`",
    note = "text is sent as a `String`"
)]
pub trait Data: Send + Sync {
    /// The value before anything is read into it: `None`, empty, zero, or the schema's default.
    fn empty() -> Self
    where
        Self: Sized;

    /// The content, borrowed for a writer.
    fn data(&self) -> DataRef<'_>;

    /// The place that a reader writes to. An `Option` becomes `Some(blank)`.
    fn data_mut(&mut self) -> DataMut<'_>;

    /// The null member of a union that has one (`docs/protocol.md §4`).
    fn null() -> Option<Self>
    where
        Self: Sized,
    {
        None
    }

    /// Sets the value to `null`. Returns `false` if the type is not nullable.
    fn set_null(&mut self) -> bool {
        false
    }

    /// Sets an `Option` to `None`. Returns `false` for any other type.
    fn clear_optional(&mut self) -> bool {
        false
    }

    /// Makes a record [`empty`](Self::empty) before it is read into; every other kind of value is replaced by reading anyway.
    fn reset(&mut self) {}
}

/// The content of a value, borrowed for a writer.
#[derive(Clone, Copy)]
pub enum DataRef<'a> {
    /// An optional value that is not there.
    Absent,
    /// The null member of a union (`docs/protocol.md §4`).
    Null,
    /// `bool`
    Bool(bool),
    /// `int`
    Int(i32),
    /// `long`
    Long(i64),
    /// `float`
    Float(f32),
    /// `double`
    Double(f64),
    /// Text: a string or an enum symbol.
    Text(&'a str),
    /// Text that is or holds URNs, or a symbol, and the check that it passes before it is sent, which returns the fault.
    Checked(&'a str, fn(&str) -> Result<(), DecodeError>),
    /// Octets, on the wire one character per byte (`docs/protocol.md §4`).
    Bytes(&'a [u8]),
    /// An array.
    Array(&'a dyn Items),
    /// A map from keys that are text on the wire.
    Map(&'a dyn Entries),
    /// A record.
    Record(&'a dyn Record),
    /// A union's member: its key on the wire and its value.
    Member(&'a str, &'a dyn Data),
    /// A union without a member, as JSON: `{}`, or `null` for a bare union. No request sends it.
    NoMember(&'a Json),
    /// A complex key: the fields of the key record, and the parameters under `$params` (`docs/protocol.md §3.3`).
    ComplexKey(&'a dyn Data, Option<&'a dyn Data>),
    /// Any JSON value.
    Json(&'a Json),
}

/// The place in a value that a reader writes to.
pub enum DataMut<'a> {
    /// `bool`
    Bool(&'a mut bool),
    /// `int`
    Int(&'a mut i32),
    /// `long`
    Long(&'a mut i64),
    /// `float`
    Float(&'a mut f32),
    /// `double`
    Double(&'a mut f64),
    /// `string`
    String(&'a mut String),
    /// A type that is parsed from text and may refuse it: an enum, a URN, bytes.
    Text(&'a mut dyn FromText),
    /// An array.
    Array(&'a mut dyn Items),
    /// A map from keys that are text on the wire.
    Map(&'a mut dyn Entries),
    /// A record.
    Record(&'a mut dyn Record),
    /// A union.
    Union(&'a mut dyn Union),
    /// A bare union.
    Bare(&'a mut dyn Bare),
    /// Any JSON value.
    Json(&'a mut Json),
}

impl fmt::Debug for DataMut<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DataMut({})", self.refusal().trim_start_matches("not "))
    }
}

impl<'a> DataMut<'a> {
    /// The place for a value of that kind of JSON: the member of a bare union, any other value unchanged.
    pub(crate) fn of_kind(self, kind: &str) -> DataMut<'a> {
        match self {
            Self::Bare(union) => union.select(kind).data_mut(),
            other => other,
        }
    }

    /// The error message for data of another type.
    pub(crate) fn refusal(&self) -> &'static str {
        match self {
            Self::Bool(_) => "not a boolean",
            Self::Int(_) => "not an int",
            Self::Long(_) => "not a long",
            Self::Float(_) => "not a float",
            Self::Double(_) => "not a double",
            Self::String(_) | Self::Text(_) => "not a string",
            Self::Array(_) => "not an array",
            Self::Map(_) => "not a map",
            Self::Record(_) => "not a record",
            Self::Union(_) => "not a union",
            Self::Bare(_) => "not a value of a bare union",
            Self::Json(_) => "not JSON",
        }
    }
}

/// A type that is parsed from text.
pub trait FromText {
    /// Takes the text as it stands on the wire, escapes already undone.
    ///
    /// # Errors
    /// The fault of the text, as in "not a URN".
    fn set_text(&mut self, text: &str) -> Result<(), String>;

    /// Keeps text of an answer that `set_text` refuses: a URN of another type. Returns `false` if the type cannot.
    fn keep_text(&mut self, _text: &str) -> bool {
        false
    }
}

/// The items of an array.
pub trait Items {
    /// The number of items.
    fn count(&self) -> usize;
    /// The item at a position.
    fn item(&self, index: usize) -> Option<&dyn Data>;
    /// Adds a blank item and lends it.
    fn push(&mut self) -> &mut dyn Data;
    /// Takes the last item away again.
    fn pop(&mut self);
}

/// The entries of a map.
pub trait Entries {
    /// The number of entries.
    fn count(&self) -> usize;
    /// Shows every entry, with its key as text, in ascending order of keys.
    fn each<'a>(&'a self, show: &mut dyn FnMut(Cow<'a, str>, &'a dyn Data));
    /// Adds a blank entry, or resets the existing one, and lends it. A tolerant reader keeps a URN of another type as key.
    ///
    /// # Errors
    /// Text that is no key of the map.
    fn entry(&mut self, key: &str, tolerant: bool) -> Result<&mut dyn Data, DecodeError>;
    /// Adds a blank entry under a blank key, and lends it.
    fn blank(&mut self) -> &mut dyn Data;
    /// Takes an entry away again that a tolerant reader has added.
    fn remove(&mut self, key: &str);
    /// The fault of the first key that cannot be sent.
    fn key_flaw(&self) -> Option<DecodeError> {
        None
    }
}

/// A record: data plus one small table. Every record is [`Data`].
///
/// Both accessors lend all fields at once, in the order of the table: straight-line code compiles fastest, and a client has hundreds of
/// records.
pub trait Record: Data {
    /// The record before anything is read into it.
    fn blank() -> Self
    where
        Self: Sized;
    /// The names on the wire, and which fields are required.
    fn table(&self) -> &'static Table;
    /// Lends the values of all fields.
    fn field_refs<'a>(&'a self, to: &mut FieldRefs<'_, 'a>);
    /// Lends all fields to be filled.
    fn field_muts<'a>(&'a mut self, to: &mut FieldMuts<'_, 'a>);
    /// The members that the schema does not declare, for open records.
    fn other(&self) -> Option<&crate::Map<Json>> {
        None
    }
    /// The undeclared members of an open record, to be filled.
    fn other_mut(&mut self) -> Option<&mut crate::Map<Json>> {
        None
    }
}

/// Callback that receives the fields of a record, in the order of the table.
#[allow(missing_debug_implementations, reason = "a function, in a sense")]
pub struct FieldRefs<'f, 'a>(&'f mut dyn FnMut(&[&'a dyn Data]));

impl<'a> FieldRefs<'_, 'a> {
    /// Lends the fields.
    pub fn lend(&mut self, field_refs: &[&'a dyn Data]) {
        (self.0)(field_refs);
    }
}

/// Callback that receives the fields of a record for writing, in the order of the table.
#[allow(missing_debug_implementations, reason = "a function, in a sense")]
pub struct FieldMuts<'f, 'a>(&'f mut dyn FnMut(&mut [&'a mut dyn Data]));

impl<'f, 'a> FieldMuts<'f, 'a> {
    pub(crate) fn new(to: &'f mut dyn FnMut(&mut [&'a mut dyn Data])) -> Self {
        Self(to)
    }

    /// Lends the fields.
    pub fn lend(&mut self, field_refs: &mut [&'a mut dyn Data]) {
        (self.0)(field_refs);
    }
}

/// One implementation for all records, so that a client compiles none of its own.
#[diagnostic::do_not_recommend]
impl<T: Record> Data for T {
    fn empty() -> Self {
        T::blank()
    }
    fn data(&self) -> DataRef<'_> {
        DataRef::Record(self)
    }
    fn data_mut(&mut self) -> DataMut<'_> {
        DataMut::Record(self)
    }
    fn reset(&mut self) {
        *self = T::blank();
    }
}

impl dyn Record + '_ {
    /// Shows every field that is there, in the order of the table, and then the members that the schema does not declare.
    pub fn each<'a>(&'a self, show: &mut dyn FnMut(&'a str, &'a dyn Data)) {
        if self.table().embeds() {
            return self.each_once(show);
        }
        let fields = self.table().fields;
        self.field_refs(&mut FieldRefs(&mut |field_refs| {
            for (field, value) in fields.iter().zip(field_refs) {
                if !matches!(value.data(), DataRef::Absent) {
                    show(field.wire, *value);
                }
            }
        }));
        for (name, value) in self.other().into_iter().flatten() {
            show(name, value);
        }
    }

    /// Shows every field, with the fields of embedded records among the record's own. A field that several of them hold is shown once.
    #[cold]
    fn each_once<'a>(&'a self, show: &mut dyn FnMut(&'a str, &'a dyn Data)) {
        let mut shown = std::collections::BTreeSet::new();
        let mut once = |name: &'a str, value: &'a dyn Data| {
            if shown.insert(name) {
                show(name, value);
            }
        };
        for (field, value) in self.table().fields.iter().zip(self.all()) {
            match value.data() {
                DataRef::Absent => {}
                DataRef::Record(embedded) if field.wire.is_empty() => embedded.each(&mut once),
                _ => once(field.wire, value),
            }
        }
        for (name, value) in self.other().into_iter().flatten() {
            once(name, value);
        }
    }

    /// The values of all fields, in the order of the table.
    pub fn all(&self) -> Vec<&dyn Data> {
        let mut all = Vec::new();
        self.field_refs(&mut FieldRefs(&mut |field_refs| all = field_refs.to_vec()));
        all
    }
}

/// A union: one member at a time.
pub trait Union: Data {
    /// Makes the member with that key the current one, blank, and lends it; `None` if there is no such member.
    fn select(&mut self, key: &str) -> Option<&mut dyn Data>;
    /// Keeps a member that the schema does not know, or the lack of any (`{}` after a projection).
    fn keep_unknown(&mut self, member: crate::UnknownMember);
    /// The full name of the union.
    fn name(&self) -> &'static str;
}

/// A bare union: its value stands without the key of the member, which the kind of the JSON tells.
pub trait Bare: Data {
    /// Makes the member for a kind of JSON (`text`, `number`, `bool`, `array`, `object`) the current one, blank, and lends it. For a kind
    /// without a member that is the place of any JSON value.
    fn select(&mut self, kind: &str) -> &mut dyn Data;
}

/// The table of a record type.
#[derive(Debug)]
pub struct Table {
    /// The full name.
    pub name: &'static str,
    /// The name in Rust, for `Debug`.
    pub rust: &'static str,
    /// The fields in the order declared, embedded records last.
    pub fields: &'static [Field],
}

impl Table {
    /// Returns `true` if the record embeds others, whose fields stand among its own on the wire.
    #[inline]
    pub(crate) fn embeds(&self) -> bool {
        self.fields.last().is_some_and(|field| field.wire.is_empty())
    }

    /// The fields that have a name on the wire.
    #[inline]
    pub(crate) fn own(&self) -> &'static [Field] {
        if self.embeds() { self.without_embedded() } else { self.fields }
    }

    #[cold]
    fn without_embedded(&self) -> &'static [Field] {
        let mut own = self.fields;
        while let [before @ .., Field { wire: "", .. }] = own {
            own = before;
        }
        own
    }
}

/// One line of a [`Table`].
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// The name on the wire. It is empty for an embedded record, which is read from and written to the object of the record around it.
    pub wire: &'static str,
    /// The name in Rust, for `Debug`.
    pub rust: &'static str,
    /// `true` if reading fails without the field.
    pub required: bool,
}
