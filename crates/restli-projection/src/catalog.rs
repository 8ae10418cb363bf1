//! The catalog that a projection is checked against: types, their fields, and their names in Rust.
//!
//! A catalog is plain borrowed data. `restli-schema` builds it from the model of an API; the generator adds the Rust names and writes it as
//! static tables into the macro crate. So the macro, the generator and the schema check see the same API.

use std::collections::BTreeSet;

/// The full name of a type on the wire, by which a catalog refers to it: lines about a type stay as they are when another one is added.
pub type TypeName<'a> = &'a str;

/// The types of an API that projections can select from.
#[derive(Clone, Copy, Debug)]
pub struct Catalog<'a> {
    /// The modules of the client with such types.
    pub modules: &'a [Module<'a>],
}

/// The types and resources of one module of the client.
#[derive(Clone, Copy, Debug)]
pub struct Module<'a> {
    /// The types.
    pub types: &'a [TypeEntry<'a>],
    /// The Rust names of resources, each with the type of its entities.
    pub resources: &'a [(&'a str, TypeName<'a>)],
}

impl<'a> Catalog<'a> {
    /// The type of a full name.
    #[must_use]
    pub fn get(&self, name: TypeName<'_>) -> Option<&'a TypeEntry<'a>> {
        self.types().find(|entry| entry.full_name == name)
    }

    /// The names that may stand before the colon of `projection!(Name: (...))`, sorted and each once: those of records and of resources.
    #[must_use]
    pub fn roots(&self) -> BTreeSet<&'a str> {
        self.records().map(|entry| entry.name).chain(self.resources().map(|(name, _)| *name)).collect()
    }

    /// The type of a root: the record of that name, or else the entities of the resource.
    #[must_use]
    pub fn root(&self, name: &str) -> Option<TypeName<'a>> {
        let record = self.records().find(|entry| entry.name == name).map(|entry| entry.full_name);
        record.or_else(|| self.resources().find(|(resource, _)| *resource == name).map(|(_, entity)| *entity))
    }

    /// Returns `true` for the name of a union.
    #[must_use]
    pub fn is_union(&self, name: &str) -> bool {
        self.types().any(|entry| entry.name == name && entry.is_union())
    }

    fn types(&self) -> impl Iterator<Item = &'a TypeEntry<'a>> + use<'a> {
        self.modules.iter().flat_map(|module| module.types)
    }

    fn records(&self) -> impl Iterator<Item = &'a TypeEntry<'a>> + use<'a> {
        self.types().filter(|entry| !entry.is_union())
    }

    fn resources(&self) -> impl Iterator<Item = &'a (&'a str, TypeName<'a>)> + use<'a> {
        self.modules.iter().flat_map(|module| module.resources)
    }
}

/// A type with members: a record or a union.
#[derive(Clone, Copy, Debug)]
pub struct TypeEntry<'a> {
    /// The short name, for messages.
    pub name: &'a str,
    /// The full name on the wire.
    pub full_name: &'a str,
    /// Path of the Rust type, starting with `$crate::`; empty while no Rust names exist.
    pub rust: &'a str,
    /// The documentation of the type.
    pub doc: &'a str,
    /// The kind of the type.
    pub kind: Kind,
    /// Fields of a record or members of a union, sorted by wire name.
    pub fields: &'a [FieldEntry<'a>],
}

/// The kinds of types with members.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A record.
    Record,
    /// A record that may have undeclared fields.
    OpenRecord,
    /// A union.
    Union,
    /// A union with a null member.
    NullableUnion,
    /// A bare union: the names of its members are kinds of JSON (`text`, `number`, `bool`, `array`, `object`), which are not on the wire.
    BareUnion,
}

impl Kind {
    /// Returns `true` for every kind of union.
    #[must_use]
    pub const fn is_union(self) -> bool {
        match self {
            Self::Union | Self::NullableUnion | Self::BareUnion => true,
            Self::Record | Self::OpenRecord => false,
        }
    }
}

impl<'a> TypeEntry<'a> {
    /// The field or member of that name.
    #[must_use]
    pub fn field(&self, wire: &str) -> Option<&'a FieldEntry<'a>> {
        self.fields.iter().find(|field| field.wire == wire)
    }

    /// The field or member with a wire name. A member of a union is also found by the last part of its full name, if no other member ends
    /// so: `Image` for `com.acme.Image` (`docs/protocol.md §5.2`).
    #[must_use]
    pub fn named(&self, written: &str) -> Option<&'a FieldEntry<'a>> {
        let short = |field: &&FieldEntry<'_>| field.wire.rsplit_once('.').is_some_and(|(_, last)| last == written);
        let by_short = || {
            let mut found = self.fields.iter().filter(short);
            found.next().filter(|_| found.next().is_none())
        };
        self.field(written).or_else(|| if self.is_union() { by_short() } else { None })
    }

    /// The member of a bare union that a projection goes into, without a name of its own: the object or, if there is none, the array.
    #[must_use]
    pub fn unnamed(&self) -> Option<&'a FieldEntry<'a>> {
        let bare = self.kind == Kind::BareUnion;
        bare.then(|| self.field("object").or_else(|| self.field("array"))).flatten()
    }

    /// The fields or members that a projection may name.
    pub fn askable(&self) -> impl Iterator<Item = &'a FieldEntry<'a>> + use<'a> {
        self.fields.iter().filter(|field| !matches!(field.presence, Presence::Never(_)))
    }

    /// Returns `true` if the type is a union.
    #[must_use]
    pub const fn is_union(&self) -> bool {
        self.kind.is_union()
    }
}

/// A field of a record or a member of a union.
#[derive(Clone, Copy, Debug)]
pub struct FieldEntry<'a> {
    /// Name on the wire.
    pub wire: &'a str,
    /// Name of the Rust field (a raw identifier where needed) or of the union's variant.
    pub rust: &'a str,
    /// The documentation of the field.
    pub doc: &'a str,
    /// The type of the field.
    pub ty: Ty<'a>,
    /// `true` if the field may be absent; the Rust field is then an `Option`.
    pub optional: bool,
    /// The default as JSON text, if the field has a default.
    pub default: Option<&'a str>,
    /// The deprecation note, if the field is deprecated.
    pub deprecated: Option<&'a str>,
    /// The path below `$crate::permits` of the trait that scopes must implement to permit reading the field; `None` if none is needed.
    pub permit: Option<&'a str>,
    /// The condition on which the server sends the field.
    pub presence: Presence<'a>,
    /// The expansions of the URN in the field, or of each URN in its array.
    pub decorations: &'a [Decoration<'a>],
}

/// The condition on which the server sends a field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Presence<'a> {
    /// Sent where a projection selects it, by name or by `*`.
    #[default]
    Selected,
    /// Sent only where a projection names it; `*` does not include it.
    Named,
    /// Never sent, for the reason given.
    Never(&'a str),
}

impl<'a> FieldEntry<'a> {
    /// A field that is always present.
    #[must_use]
    pub const fn required(wire: &'a str, rust: &'a str, ty: Ty<'a>, doc: &'a str) -> Self {
        Self {
            wire,
            rust,
            doc,
            ty,
            optional: false,
            default: None,
            deprecated: None,
            permit: None,
            presence: Presence::Selected,
            decorations: &[],
        }
    }

    /// A field that may be absent.
    #[must_use]
    pub const fn optional(wire: &'a str, rust: &'a str, ty: Ty<'a>, doc: &'a str) -> Self {
        Self { optional: true, ..Self::required(wire, rust, ty, doc) }
    }

    /// Adds a default, given as JSON text.
    #[must_use]
    pub const fn with_default(self, json: &'a str) -> Self {
        Self { default: Some(json), ..self }
    }

    /// Marks the field as deprecated for the reason given.
    #[must_use]
    pub const fn deprecated(self, reason: &'a str) -> Self {
        Self { deprecated: Some(reason), ..self }
    }

    /// Makes the field require a permission.
    #[must_use]
    pub const fn permitted_by(self, permit: &'a str) -> Self {
        Self { permit: Some(permit), ..self }
    }

    /// Marks the field as sent only where a projection names it.
    #[must_use]
    pub const fn on_request(self) -> Self {
        Self { presence: Presence::Named, ..self }
    }

    /// Marks the field as never sent for the reason given.
    #[must_use]
    pub const fn never(self, reason: &'a str) -> Self {
        Self { presence: Presence::Never(reason), ..self }
    }

    /// Makes the URNs of the field expandable.
    #[must_use]
    pub const fn decorated(self, decorations: &'a [Decoration<'a>]) -> Self {
        Self { decorations, ..self }
    }
}

/// The type of a field: arrays and maps around a base. `[{string: Image}]` is `Ty::named(image).within(&[Array, Map])`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ty<'a> {
    /// The arrays and maps, from the outside in.
    pub wrappers: &'a [Wrapper],
    /// The type inside the arrays and maps.
    pub base: Base<'a>,
    /// The texts of the Rust types of the maps' keys, from the outside in, with `, ` between; empty if all of them are `String`.
    pub keys: &'a str,
}

/// The outermost array or map of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layer<'a> {
    /// An array.
    Array,
    /// A map, with the text of the Rust type of its keys; an empty text means `String`.
    Map(&'a str),
}

/// An array or a map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrapper {
    /// An array.
    Array,
    /// A map.
    Map,
}

/// A type that is neither array nor map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base<'a> {
    /// Any JSON value.
    Any,
    /// A type without members; the text of the Rust type, e.g. `::std::string::String` or `$crate::urns::PersonUrn`.
    Leaf(&'a str),
    /// A record or union of the catalog.
    Named(TypeName<'a>),
}

impl<'a> Ty<'a> {
    /// Any JSON value.
    #[must_use]
    pub const fn any() -> Self {
        Self { wrappers: &[], base: Base::Any, keys: "" }
    }

    /// A type without members, by the text of the Rust type.
    #[must_use]
    pub const fn leaf(rust: &'a str) -> Self {
        Self { wrappers: &[], base: Base::Leaf(rust), keys: "" }
    }

    /// A record or union of the catalog.
    #[must_use]
    pub const fn named(name: TypeName<'a>) -> Self {
        Self { wrappers: &[], base: Base::Named(name), keys: "" }
    }

    /// Puts the base into arrays and maps, given from the outside in.
    #[must_use]
    pub const fn within(self, wrappers: &'a [Wrapper]) -> Self {
        Self { wrappers, ..self }
    }

    /// Gives the maps keys of other types than `String`: the texts of the Rust types, from the outside in, with `, ` between.
    #[must_use]
    pub const fn keyed(self, keys: &'a str) -> Self {
        Self { keys, ..self }
    }

    /// The outermost array or map, and the type of its items; `None` for any other type.
    #[must_use]
    pub fn unwrapped(self) -> Option<(Layer<'a>, Self)> {
        let (outermost, wrappers) = self.wrappers.split_first()?;
        let inner = Self { wrappers, ..self };
        Some(match outermost {
            Wrapper::Array => (Layer::Array, inner),
            Wrapper::Map => {
                let (key, keys) = self.keys.split_once(", ").unwrap_or((self.keys, ""));
                (Layer::Map(key), Self { keys, ..inner })
            }
        })
    }
}

/// An expansion of a URN (`docs/protocol.md §5.5`).
#[derive(Clone, Copy, Debug)]
pub struct Decoration<'a> {
    /// The URN's entity type, as in `~person`; `None` if the field allows all types.
    pub urn: Option<&'a str>,
    /// The finder, as in `~:playableStreams`.
    pub finder: Option<&'a str>,
    /// The type of the target.
    pub target: TypeName<'a>,
    /// `true` if the expansion is a collection (`elements`, `paging`) of the target.
    pub collection: bool,
}
