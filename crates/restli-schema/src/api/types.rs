//! Types: URNs, records, enums, unions and what stands for them.

use serde_json::Value;

use super::common::{Evidence, Extensions, Name, ProductId, TypeId, UrnId};
use super::rules::Requirement;

/// A URN type, `urn:li:person`.
#[derive(Clone, Debug, Hash)]
pub struct UrnDef {
    /// The entity type on the wire.
    pub name: Name,
    /// The namespace, `li`.
    pub namespace: String,
    /// The documentation: the thing that the URN identifies.
    pub doc: String,
    /// The key parts; empty for a bare URN, one for a simple key, more for a tuple.
    pub key: Vec<UrnPart>,
    /// Evidence.
    pub evidence: Evidence,
}

/// One part of a URN's key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum UrnPart {
    /// Opaque text.
    Text,
    /// A 64-bit integer.
    Long,
    /// A nested URN: one of these types, any type if empty.
    Urn(Vec<UrnId>),
}

/// A reference to a type.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Type {
    /// 32-bit signed integer.
    Int,
    /// 64-bit signed integer.
    Long,
    /// 32-bit float.
    Float,
    /// 64-bit float.
    Double,
    /// Boolean.
    Bool,
    /// Text.
    String,
    /// Octets, on the wire one character per byte (`docs/protocol.md §4`).
    Bytes,
    /// Any JSON value.
    Any,
    /// Any URN.
    Urn,
    /// A URN of one type. (A choice of several is a named type, see [`TypeKind::UrnChoice`].)
    UrnOf(UrnId),
    /// A named type.
    Named(TypeId),
    /// An array.
    Array(Box<Type>),
    /// A map from text.
    Map(Box<Type>),
}

impl Type {
    /// The named type that this type is, or holds within arrays and maps.
    #[must_use]
    pub fn named(&self) -> Option<TypeId> {
        match self {
            Self::Named(id) => Some(*id),
            Self::Array(item) | Self::Map(item) => item.named(),
            Self::Int
            | Self::Long
            | Self::Float
            | Self::Double
            | Self::Bool
            | Self::String
            | Self::Bytes
            | Self::Any
            | Self::Urn
            | Self::UrnOf(_) => None,
        }
    }
}

/// A named type.
#[derive(Clone, Debug, Hash)]
pub struct TypeDef {
    /// The short name as in the YAML (or as the resolver made it, see `synthetic`).
    pub name: Name,
    /// The full name on the wire: union member keys use it.
    pub full_name: String,
    /// The product whose file declares it; `None` for `api.yaml`.
    pub product: Option<ProductId>,
    /// The documentation.
    pub doc: String,
    /// The reason not to use it any more; `None` if it is not deprecated.
    pub deprecated: Option<String>,
    /// The resolver named an anonymous type after the record and field that hold it.
    pub synthetic: bool,
    /// The kind of type.
    pub kind: TypeKind,
    /// Evidence.
    pub evidence: Evidence,
    /// Extensions, kept for other tools.
    pub extensions: Extensions,
}

/// The kinds of named types.
#[derive(Clone, Debug, Hash)]
pub enum TypeKind {
    /// A record.
    Record(Record),
    /// An enum.
    Enum(Vec<Symbol>),
    /// A union.
    Union(Union),
    /// Another name for a type.
    Typeref(Type),
    /// A string with an escape set.
    Text(TextFormat),
    /// A `long` that is a point in time: milliseconds since 1970-01-01 00:00 UTC.
    Time,
    /// Exactly this many bytes.
    Fixed(u32),
    /// A URN of one of several types (two or more).
    UrnChoice(Vec<UrnId>),
}

impl TypeKind {
    /// The named types that the definition mentions: in fields, decorations and members, and behind a typeref.
    #[must_use]
    pub fn references(&self) -> Vec<TypeId> {
        match self {
            Self::Record(record) => {
                let targets = |field: &Field| field.decorates.iter().map(|decoration| decoration.target).collect::<Vec<_>>();
                record.fields.iter().flat_map(|field| field.ty.named().into_iter().chain(targets(field))).collect()
            }
            Self::Union(union) => union.members.iter().filter_map(|member| member.ty.named()).collect(),
            Self::Typeref(ty) => ty.named().into_iter().collect(),
            Self::Enum(_) | Self::Text(_) | Self::Time | Self::Fixed(_) | Self::UrnChoice(_) => Vec::new(),
        }
    }
}

/// A record.
#[derive(Clone, Debug, Hash)]
pub struct Record {
    /// Records whose fields are copied in.
    pub includes: Vec<TypeId>,
    /// All fields, those of includes first.
    pub fields: Vec<Field>,
    /// Undeclared fields are kept.
    pub open: bool,
}

/// A field of a record.
#[derive(Clone, Debug, Hash)]
pub struct Field {
    /// The name.
    pub name: Name,
    /// The type.
    pub ty: Type,
    /// May be absent, and an absent value is not the default.
    pub optional: bool,
    /// The value that an absent one stands for.
    pub default: Option<Value>,
    /// The documentation.
    pub doc: String,
    /// The permissions needed to read or write it.
    pub requirement: Option<Requirement>,
    /// First version that has it.
    pub since: Option<u32>,
    /// First version that no longer has it.
    pub until: Option<u32>,
    /// The reason not to use it any more; `None` if it is not deprecated.
    pub deprecated: Option<String>,
    /// The expansions of the URN in it.
    pub decorates: Vec<Decoration>,
    /// The part of the field in projections.
    pub visibility: Visibility,
    /// The include that brought it.
    pub included_from: Option<TypeId>,
    /// Evidence.
    pub evidence: Evidence,
    /// Extensions, kept for other tools.
    pub extensions: Extensions,
}

impl Field {
    /// Returns whether every value of the record has the field: it is neither optional nor has a default.
    #[must_use]
    pub const fn is_required(&self) -> bool {
        !self.optional && self.default.is_none()
    }
}

/// The part of a field in projections.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Visibility {
    /// Sent even when not named.
    Always,
    /// Sent unless a projection leaves it out.
    #[default]
    Normal,
    /// Sent only when a projection names it.
    OnRequest,
    /// Never sent.
    Hidden,
}

/// An expansion of a URN field (`docs/protocol.md §5.5`).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Decoration {
    /// The URN type it applies to, if the field allows several.
    pub urn: Option<UrnId>,
    /// The finder of the target, as in `~:playableStreams`.
    pub finder: Option<String>,
    /// The record one gets.
    pub target: TypeId,
    /// One gets a collection (`elements`, `paging`) of the record.
    pub collection: bool,
}

/// A symbol of an enum.
#[derive(Clone, Debug, Hash)]
pub struct Symbol {
    /// The name.
    pub name: Name,
    /// The meaning.
    pub doc: String,
    /// The reason not to use it any more; `None` if it is not deprecated.
    pub deprecated: Option<String>,
    /// First version that has it.
    pub since: Option<u32>,
    /// First version that no longer has it.
    pub until: Option<u32>,
    /// Extensions, kept for other tools.
    pub extensions: Extensions,
}

/// A union.
#[derive(Clone, Debug, Hash)]
pub struct Union {
    /// The members. The name is the alias, or the member's type for a plain union.
    pub members: Vec<Member>,
    /// Has a null member.
    pub null: bool,
}

/// A member of a union.
#[derive(Clone, Debug, Hash)]
pub struct Member {
    /// The key on the wire: alias, full type name or primitive name.
    pub name: Name,
    /// The type.
    pub ty: Type,
    /// The meaning.
    pub doc: String,
    /// The reason not to use it any more; `None` if it is not deprecated.
    pub deprecated: Option<String>,
    /// Extensions, kept for other tools.
    pub extensions: Extensions,
}

/// The escaping rules of a text type.
#[derive(Clone, Debug, Hash)]
pub struct TextFormat {
    /// Characters that carry meaning and must be escaped.
    pub reserved: String,
    /// The escape character.
    pub escape: char,
}
