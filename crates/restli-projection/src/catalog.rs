//! What a projection is checked against: types, their fields, and the Rust names that the generator gave them.
//!
//! A catalog is plain data. The generator builds one from its plan and emits the same one as static tables,
//! so the macro, the generator and the schema check see the same API.

use crate::suggest;

/// Position of a type in [`Catalog::types`].
pub type TypeIndex = u16;

/// Every type that a projection can go through.
#[derive(Clone, Copy, Debug)]
pub struct Catalog<'a> {
    /// The types.
    pub types: &'a [TypeEntry<'a>],
    /// Names that may stand before the colon of `projection!(Name: (...))`, sorted: records by their Rust name, resources by theirs.
    pub roots: &'a [(&'a str, TypeIndex)],
}

impl<'a> Catalog<'a> {
    /// The type at a position.
    #[must_use]
    pub fn get(&self, index: TypeIndex) -> Option<&'a TypeEntry<'a>> {
        self.types.get(usize::from(index))
    }

    /// The type that a name before the colon of `projection!(Name: (...))` stands for.
    #[must_use]
    pub fn root(&self, name: &str) -> Option<TypeIndex> {
        self.roots.iter().find(|(root, _)| *root == name).map(|(_, index)| *index)
    }

    /// The root whose name is nearest to what was written, if that looks like a slip.
    #[must_use]
    pub fn nearest_root(&self, name: &str) -> Option<&'a str> {
        suggest::nearest(name, self.roots.iter().map(|(root, _)| *root))
    }
}

/// A type with members: a record or a union.
#[derive(Clone, Copy, Debug)]
pub struct TypeEntry<'a> {
    /// The short name, as messages show it.
    pub name: &'a str,
    /// The full name on the wire.
    pub full_name: &'a str,
    /// Path of the Rust type, starting with `$crate::`; empty while no Rust names exist.
    pub rust: &'a str,
    /// What it is.
    pub doc: &'a str,
    /// Which kind.
    pub kind: Kind,
    /// Fields of a record or members of a union, sorted by wire name.
    pub fields: &'a [FieldEntry<'a>],
}

/// The kinds of types with members.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A record.
    Record,
    /// A record that may hold more than it declares.
    OpenRecord,
    /// A union.
    Union,
    /// A union with a null member.
    NullableUnion,
}

impl<'a> TypeEntry<'a> {
    /// The field or member of that name.
    #[must_use]
    pub fn field(&self, wire: &str) -> Option<&'a FieldEntry<'a>> {
        self.fields.iter().find(|field| field.wire == wire)
    }

    /// The field or member that a name stands for: its own, or of a union's member the last part of its full name, if there is but one
    /// (`docs/protocol.md §5.2`, `com.acme.Image`).
    #[must_use]
    pub fn named(&self, written: &str) -> Option<&'a FieldEntry<'a>> {
        let short = |field: &&FieldEntry<'_>| field.wire.rsplit_once('.').is_some_and(|(_, last)| last == written);
        let by_short = || {
            let mut found = self.fields.iter().filter(short);
            found.next().filter(|_| found.next().is_none())
        };
        self.field(written).or_else(|| if self.is_union() { by_short() } else { None })
    }

    /// What a projection may name.
    pub fn askable(&self) -> impl Iterator<Item = &'a FieldEntry<'a>> + use<'a> {
        self.fields.iter().filter(|field| !matches!(field.sent, Sent::Never(_)))
    }

    /// One member at a time, rather than all fields.
    #[must_use]
    pub const fn is_union(&self) -> bool {
        matches!(self.kind, Kind::Union | Kind::NullableUnion)
    }
}

/// A field of a record or a member of a union.
#[derive(Clone, Copy, Debug)]
pub struct FieldEntry<'a> {
    /// Name on the wire.
    pub wire: &'a str,
    /// Name of the Rust field (a raw identifier where needed) or of the union's variant.
    pub rust: &'a str,
    /// What it holds.
    pub doc: &'a str,
    /// Its type.
    pub ty: Ty<'a>,
    /// May be absent: the Rust field is an `Option`.
    pub optional: bool,
    /// The default as JSON text, if the field has one.
    pub default: Option<&'a str>,
    /// Why it should not be used any more.
    pub deprecated: Option<&'a str>,
    /// The trait of scopes that permit seeing it, in `$crate::permits`, if it needs a permission.
    pub permit: Option<&'a str>,
    /// What it takes for it to be sent.
    pub sent: Sent<'a>,
    /// What the URN in it (or each URN of the array in it) can be expanded to.
    pub decorations: &'a [Decoration<'a>],
}

/// What it takes for a field to be sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sent<'a> {
    /// That it is asked for, by its name or by `*`.
    #[default]
    Asked,
    /// That it is named: `*` does not bring it.
    Named,
    /// It is not sent, for the reason given.
    Never(&'a str),
}

impl<'a> FieldEntry<'a> {
    /// A field that is always there.
    #[must_use]
    pub const fn required(wire: &'a str, rust: &'a str, ty: Ty<'a>, doc: &'a str) -> Self {
        Self { wire, rust, doc, ty, optional: false, default: None, deprecated: None, permit: None, sent: Sent::Asked, decorations: &[] }
    }

    /// A field that may be absent.
    #[must_use]
    pub const fn optional(wire: &'a str, rust: &'a str, ty: Ty<'a>, doc: &'a str) -> Self {
        Self { optional: true, ..Self::required(wire, rust, ty, doc) }
    }

    /// The same field with a default, given as JSON text.
    #[must_use]
    pub const fn with_default(self, json: &'a str) -> Self {
        Self { default: Some(json), ..self }
    }

    /// The same field, not to be used any more for the reason given.
    #[must_use]
    pub const fn deprecated(self, reason: &'a str) -> Self {
        Self { deprecated: Some(reason), ..self }
    }

    /// The same field, which needs a permission.
    #[must_use]
    pub const fn permitted_by(self, permit: &'a str) -> Self {
        Self { permit: Some(permit), ..self }
    }

    /// The same field, sent only where a projection names it.
    #[must_use]
    pub const fn on_request(self) -> Self {
        Self { sent: Sent::Named, ..self }
    }

    /// The same field, not sent for the reason given.
    #[must_use]
    pub const fn never(self, reason: &'a str) -> Self {
        Self { sent: Sent::Never(reason), ..self }
    }

    /// The same field, holding URNs that can be expanded.
    #[must_use]
    pub const fn decorated(self, decorations: &'a [Decoration<'a>]) -> Self {
        Self { decorations, ..self }
    }
}

/// The type of a field.
#[derive(Clone, Copy, Debug)]
pub enum Ty<'a> {
    /// Any JSON value.
    Any,
    /// No members to choose from; the text of the Rust type, e.g. `::std::string::String` or `$crate::urns::PersonUrn`.
    Leaf(&'a str),
    /// A record or union of the catalog.
    Named(TypeIndex),
    /// An array of these.
    Array(&'a Ty<'a>),
    /// A map from text to these.
    Map(&'a Ty<'a>),
}

/// What a URN can be expanded to (`docs/protocol.md §5.5`).
#[derive(Clone, Copy, Debug)]
pub struct Decoration<'a> {
    /// The URN's entity type, as in `~person`; `None` if the field allows any.
    pub urn: Option<&'a str>,
    /// The finder, as in `~:playableStreams`.
    pub finder: Option<&'a str>,
    /// The type one gets.
    pub target: TypeIndex,
    /// One gets a collection (`elements`, `paging`) of the record.
    pub collection: bool,
}
