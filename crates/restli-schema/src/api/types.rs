//! Types: URNs, records, enums, unions, typerefs and other named types.

use serde_json::Value;

use super::common::{Evidence, Extensions, Name, ProductId, TypeId, UrnId};
use super::rules::Requirement;

/// A URN type, such as `urn:li:person`.
#[derive(Clone, Debug, Hash)]
pub struct UrnDef {
    /// The entity type on the wire.
    pub name: Name,
    /// The namespace, `li`.
    pub namespace: String,
    /// The documentation: the entity that the URN identifies.
    pub doc: String,
    /// The key parts; empty for a bare URN, one for a simple key, more for a tuple.
    pub key: Vec<UrnPart>,
    /// The most characters of a whole URN.
    pub longest: Option<u32>,
    /// The evidence for the URN type.
    pub evidence: Evidence,
}

/// One part of a URN's key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum UrnPart {
    /// Opaque text.
    Text,
    /// A 64-bit integer.
    Long,
    /// A nested URN of one of these types; of any type if empty.
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
    /// A map: the type of its keys, which are text on the wire, and of its values.
    Map(Box<Type>, Box<Type>),
}

/// The primitive types by their names in the YAML.
pub(crate) const PRIMITIVES: &[(&str, Type)] = &[
    ("int", Type::Int),
    ("long", Type::Long),
    ("float", Type::Float),
    ("double", Type::Double),
    ("bool", Type::Bool),
    ("string", Type::String),
    ("bytes", Type::Bytes),
    ("any", Type::Any),
];

/// Returns whether the name is reserved for a primitive type.
pub(crate) fn is_primitive(name: &str) -> bool {
    name == "urn" || PRIMITIVES.iter().any(|(primitive, _)| *primitive == name)
}

impl Type {
    /// The named type that this type is, or holds within arrays and maps.
    #[must_use]
    pub fn named(&self) -> Option<TypeId> {
        match self {
            Self::Named(id) => Some(*id),
            Self::Array(item) | Self::Map(_, item) => item.named(),
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

    /// The named types that this type is, or holds within arrays and maps, keys included.
    #[must_use]
    pub fn references(&self) -> Vec<TypeId> {
        match self {
            Self::Map(key, value) => key.references().into_iter().chain(value.references()).collect(),
            Self::Array(item) => item.references(),
            other => other.named().into_iter().collect(),
        }
    }
}

/// A named type.
#[derive(Clone, Debug, Hash)]
pub struct TypeDef {
    /// The short name as in the YAML, or as the resolver made it (see `synthetic`).
    pub name: Name,
    /// The full name on the wire, the key of a union member of this type.
    pub full_name: String,
    /// The product whose file declares the type; `None` for `api.yaml`.
    pub product: Option<ProductId>,
    /// The documentation.
    pub doc: String,
    /// The reason of deprecation; `None` if the type is not deprecated.
    pub deprecated: Option<String>,
    /// The type was anonymous: the resolver named it after the record and field that hold it.
    pub synthetic: bool,
    /// The kind of type.
    pub kind: TypeKind,
    /// The evidence for the type.
    pub evidence: Evidence,
    /// Extensions, kept for other tools.
    pub extensions: Extensions,
}

/// The longest byte string of a fixed length, in bytes: larger data is `bytes`.
pub const MAX_FIXED: u32 = 64 << 10;

/// The kinds of named types.
#[derive(Clone, Debug, Hash)]
pub enum TypeKind {
    /// A record.
    Record(Record),
    /// An enum.
    Enum(Vec<Symbol>),
    /// A union.
    Union(Union),
    /// A typeref: another name for a type.
    Typeref(Type),
    /// A string in which reserved characters are escaped.
    Text(TextFormat),
    /// A `long` that is a point in time: milliseconds since 1970-01-01 00:00 UTC.
    Time,
    /// A byte string of this length.
    Fixed(u32),
    /// A URN of one of several types (two or more).
    UrnChoice(Vec<UrnId>),
}

impl TypeKind {
    /// The type that a typeref stands for; `None` for every other kind.
    #[must_use]
    pub const fn target(&self) -> Option<&Type> {
        match self {
            Self::Typeref(target) => Some(target),
            Self::Record(_) | Self::Enum(_) | Self::Union(_) | Self::Text(_) | Self::Time | Self::Fixed(_) | Self::UrnChoice(_) => None,
        }
    }

    /// The named types that the definition mentions: in fields, decorations and members, and as the target of a typeref.
    #[must_use]
    pub fn references(&self) -> Vec<TypeId> {
        match self {
            Self::Record(record) => {
                let targets = |field: &Field| field.decorates.iter().map(|decoration| decoration.target).collect::<Vec<_>>();
                record.fields.iter().flat_map(|field| field.ty.references().into_iter().chain(targets(field))).collect()
            }
            Self::Union(union) => union.members.iter().flat_map(|member| member.ty.references()).collect(),
            Self::Typeref(ty) => ty.references(),
            Self::Enum(_) | Self::Text(_) | Self::Time | Self::Fixed(_) | Self::UrnChoice(_) => Vec::new(),
        }
    }
}

/// A record.
#[derive(Clone, Debug, Hash)]
pub struct Record {
    /// Records whose fields are copied in.
    pub includes: Vec<TypeId>,
    /// All fields, with the included fields first.
    pub fields: Vec<Field>,
    /// The client keeps undeclared fields.
    pub open: bool,
}

/// A field of a record.
#[derive(Clone, Debug, Hash)]
pub struct Field {
    /// The name.
    pub name: Name,
    /// The type.
    pub ty: Type,
    /// The field may be absent, and stays absent even if it has a default.
    pub optional: bool,
    /// The value that an absent field stands for.
    pub default: Option<Value>,
    /// The documentation.
    pub doc: String,
    /// The permissions needed to read or write the field.
    pub requirement: Option<Requirement>,
    /// First version that has the field.
    pub since: Option<u32>,
    /// First version that no longer has the field.
    pub until: Option<u32>,
    /// The reason of deprecation; `None` if the field is not deprecated.
    pub deprecated: Option<String>,
    /// The decorations of the URN in the field.
    pub decorates: Vec<Decoration>,
    /// The treatment of the field by projections.
    pub visibility: Visibility,
    /// The included record that declares the field.
    pub included_from: Option<TypeId>,
    /// The evidence for the field.
    pub evidence: Evidence,
    /// Extensions, kept for other tools.
    pub extensions: Extensions,
}

impl Field {
    /// Returns whether every value of the record has the field: it is not optional and has no default.
    #[must_use]
    pub const fn is_required(&self) -> bool {
        !self.optional && self.default.is_none()
    }
}

/// The treatment of a field by projections.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Visibility {
    /// The field is sent even if a projection does not name it.
    Always,
    /// The field is sent unless a projection leaves it out.
    #[default]
    Normal,
    /// The field is sent only if a projection names it.
    OnRequest,
    /// The field is never sent.
    Hidden,
}

/// A decoration of a URN field: its expansion to a record (`docs/protocol.md §5.5`).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Decoration {
    /// The URN type that the decoration applies to, if the field allows several.
    pub urn: Option<UrnId>,
    /// The finder on the target, as in `~:playableStreams`.
    pub finder: Option<String>,
    /// The record that the URN expands to.
    pub target: TypeId,
    /// The expansion is a collection (`elements`, `paging`) of the record.
    pub collection: bool,
}

/// A symbol of an enum.
#[derive(Clone, Debug, Hash)]
pub struct Symbol {
    /// The name.
    pub name: Name,
    /// The documentation.
    pub doc: String,
    /// The reason of deprecation; `None` if the symbol is not deprecated.
    pub deprecated: Option<String>,
    /// First version that has the symbol.
    pub since: Option<u32>,
    /// First version that no longer has the symbol.
    pub until: Option<u32>,
    /// Extensions, kept for other tools.
    pub extensions: Extensions,
}

/// A union.
#[derive(Clone, Debug, Hash)]
pub struct Union {
    /// The members, each named by its alias; in a union without aliases, by its type.
    pub members: Vec<Member>,
    /// The union has a null member.
    pub null: bool,
    /// The value stands without the key of its member, and the kind of its JSON tells the members apart.
    pub bare: bool,
}

impl Union {
    /// The member of a bare union for values of a kind of JSON.
    #[must_use]
    pub fn of_kind(&self, kind: JsonKind) -> Option<&Member> {
        self.members.iter().find(|member| member.kind == Some(kind))
    }

    /// The member with a key on the wire.
    #[must_use]
    pub fn of_key(&self, key: &str) -> Option<&Member> {
        self.members.iter().find(|member| member.name.wire == key)
    }
}

/// The kinds of JSON values that tell the members of a bare union apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum JsonKind {
    /// A string.
    Text,
    /// A number.
    Number,
    /// `true` or `false`.
    Bool,
    /// An array.
    Array,
    /// An object.
    Object,
}

impl JsonKind {
    /// The kind of a value; `null` is of none.
    #[must_use]
    pub const fn of(json: &Value) -> Option<Self> {
        Some(match json {
            Value::Null => return None,
            Value::Bool(_) => Self::Bool,
            Value::Number(_) => Self::Number,
            Value::String(_) => Self::Text,
            Value::Array(_) => Self::Array,
            Value::Object(_) => Self::Object,
        })
    }

    /// The word for the kind in generated tables.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::Bool => "bool",
            Self::Array => "array",
            Self::Object => "object",
        }
    }

    /// The kind with its article, for messages: `an array`.
    #[must_use]
    pub const fn described(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "a number",
            Self::Bool => "a boolean",
            Self::Array => "an array",
            Self::Object => "an object",
        }
    }
}

/// A member of a union.
#[derive(Clone, Debug, Hash)]
pub struct Member {
    /// The key on the wire: alias, full type name or primitive name. In a bare union it is not on the wire.
    pub name: Name,
    /// The type.
    pub ty: Type,
    /// The kind of JSON that tells the member of a bare union; `None` in other unions.
    pub kind: Option<JsonKind>,
    /// The documentation.
    pub doc: String,
    /// The reason of deprecation; `None` if the member is not deprecated.
    pub deprecated: Option<String>,
    /// Extensions, kept for other tools.
    pub extensions: Extensions,
}

impl Member {
    /// The word by which generated tables tell the member: its key on the wire, in a bare union the kind of its JSON.
    #[must_use]
    pub fn key(&self) -> &str {
        match self.kind {
            Some(kind) => kind.word(),
            None => &self.name.wire,
        }
    }
}

/// The escaping rules of a text type.
#[derive(Clone, Debug, Hash)]
pub struct TextFormat {
    /// Characters with a special meaning, which must be escaped.
    pub reserved: String,
    /// The escape character.
    pub escape: char,
}
