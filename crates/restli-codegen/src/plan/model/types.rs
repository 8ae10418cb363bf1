//! Types of the client: records, enums, unions, and the forms that requests carry.

use restli_schema::api::{ProductId, TypeId};

use super::permits::PermitPath;

/// A module of the client crate that holds items.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Module {
    /// `crate::types`: the types that `api.yaml` declares.
    Shared,
    /// `crate::urns`.
    Urns,
    /// The module of a product.
    Product(ProductId),
}

/// A generated item: module and name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemRef {
    /// Module that holds the item.
    pub module: Module,
    /// Name of the item in its module.
    pub ident: String,
    /// Form in which a method takes a value of the item's type.
    pub pass_by: PassBy,
}

/// Form in which a method takes a value of a generated type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PassBy {
    /// As `impl Into<T>`, and a point in time as `impl IntoTime`.
    Into,
    /// As `impl IntoUrn<T>`, whose compiler message tells how to make one: any URN, a choice between URN types.
    Urn,
    /// As `impl IntoT`, a trait whose compiler message tells how to make the text: text in which reserved characters are escaped.
    Text,
    /// By value: enums and numbers.
    Value,
    /// By reference.
    Ref,
}

/// A Rust type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RustType {
    /// `bool`
    Bool,
    /// `i32`
    I32,
    /// `i64`
    I64,
    /// `f32`
    F32,
    /// `f64`
    F64,
    /// `String`
    String,
    /// The runtime's byte string.
    Bytes,
    /// Any JSON value.
    Json,
    /// Any URN.
    Urn,
    /// A generated item.
    Item(ItemRef),
    /// `Option<…>`
    Option(Box<RustType>),
    /// `Vec<…>`
    Vec(Box<RustType>),
    /// `BTreeMap<…, …>`
    Map(Box<RustType>, Box<RustType>),
    /// `Box<…>`
    Boxed(Box<RustType>),
    /// A complex key: record and parameters.
    ComplexKey(Box<RustType>, Box<RustType>),
    /// Bytes of any kind with their media type.
    Content,
}

impl RustType {
    /// Returns `true` if callers may give what converts into it: `&str` for text, a URN of one type for any URN.
    #[must_use]
    pub fn takes_into(&self) -> bool {
        match self {
            RustType::String | RustType::Urn => true,
            RustType::Item(item) => matches!(item.pass_by, PassBy::Into | PassBy::Urn | PassBy::Text),
            _ => false,
        }
    }

    /// The type without `Option` and `Box` around it.
    #[must_use]
    pub fn bare(&self) -> &RustType {
        match self {
            RustType::Option(inner) | RustType::Boxed(inner) => inner.bare(),
            other => other,
        }
    }
}

/// A generated type.
#[derive(Clone, Debug)]
pub struct TypePlan {
    /// Module and name.
    pub item: ItemRef,
    /// Full name on the wire.
    pub full_name: String,
    /// Paragraphs of documentation.
    pub docs: Vec<String>,
    /// The reason of deprecation; `None` if the type is not deprecated.
    pub deprecated: Option<String>,
    /// Kind and members.
    pub shape: Shape,
    /// The file of a shared type and its condition; `None` for a type that is compiled with its module.
    pub gate: Option<Gate>,
}

/// A file with one type that several products share, compiled with any product that uses the type.
#[derive(Clone, Debug)]
pub struct Gate {
    /// Module of the file, below `types`.
    pub module: String,
    /// Features of the products that use the type.
    pub features: Vec<String>,
}

/// Kind and members of a generated type.
#[derive(Clone, Debug)]
pub enum Shape {
    /// A struct.
    Record {
        /// Fields in order.
        fields: Vec<FieldPlan>,
        /// The record keeps undeclared fields in a field `other`.
        open: bool,
        /// Requests carry the record, so it gets setters.
        built: bool,
        /// The record is the key of a resource, which methods take by reference or by value.
        key: bool,
        /// Name of the record of required parts, if the constructor takes them by name.
        parts: Option<String>,
    },
    /// An enum of symbols.
    Enum {
        /// Symbols in order.
        symbols: Vec<VariantPlan>,
        /// A map has the enum as keys, which therefore have an order.
        ordered: bool,
    },
    /// An enum of members.
    Union {
        /// Members in order.
        variants: Vec<VariantPlan>,
        /// The union has a null member.
        null: bool,
        /// The value stands without the key of its member.
        bare: bool,
        /// Some type holds the union in a box, because the union contains itself.
        boxed: bool,
    },
    /// An enum of URN types.
    UrnChoice(Vec<VariantPlan>),
    /// A type alias.
    Typeref(RustType),
    /// Text in which reserved characters are escaped.
    Text {
        /// Characters that must be escaped.
        reserved: String,
        /// The escape character.
        escape: char,
    },
    /// A point in time.
    Time,
    /// A byte string of this many bytes.
    Fixed(u32),
}

impl TypePlan {
    /// Fields of a record; empty for every other type.
    #[must_use]
    pub fn fields(&self) -> &[FieldPlan] {
        if let Shape::Record { fields, .. } = &self.shape { fields } else { &[] }
    }

    /// Variants of an enum, union or URN choice; empty for every other type.
    #[must_use]
    pub fn variants(&self) -> &[VariantPlan] {
        match &self.shape {
            Shape::Enum { symbols: variants, .. } | Shape::UrnChoice(variants) | Shape::Union { variants, .. } => variants,
            Shape::Record { .. } | Shape::Typeref(_) | Shape::Text { .. } | Shape::Time | Shape::Fixed(_) => &[],
        }
    }
}

/// A field of a record.
#[derive(Clone, Debug)]
pub struct FieldPlan {
    /// Name on the wire.
    pub wire: String,
    /// Rust name.
    pub ident: String,
    /// Rust type, `Option` and `Box` included.
    pub ty: RustType,
    /// Reading a record without the field fails.
    pub required: bool,
    /// The value that reading fills in for an absent field, as JSON.
    pub default: Option<serde_json::Value>,
    /// The value that an absent field stands for although reading keeps it absent, as JSON.
    pub or_default: Option<serde_json::Value>,
    /// Paragraphs of documentation.
    pub docs: Vec<String>,
    /// The reason of deprecation; `None` if the field is not deprecated.
    pub deprecated: Option<String>,
    /// The permit trait that scopes need to read the field, if reading needs a permission.
    pub permit: Option<PermitPath>,
}

/// A variant of an enum, union or URN choice.
#[derive(Clone, Debug)]
pub struct VariantPlan {
    /// Symbol, member key or URN type on the wire; for a member of a bare union the kind of its JSON.
    pub wire: String,
    /// Rust name.
    pub ident: String,
    /// Type of the value, for unions and URN choices.
    pub ty: Option<RustType>,
    /// Paragraphs of documentation.
    pub docs: Vec<String>,
    /// The reason of deprecation; `None` if the variant is not deprecated.
    pub deprecated: Option<String>,
}

/// A request type made from a record or union without the fields that the client must not send: `NewPost` beside `Post`.
#[derive(Clone, Debug)]
pub struct FormPlan {
    /// The record or union that the server returns.
    pub of: TypeId,
    /// The form itself.
    pub ty: TypePlan,
    /// The form is made from an entity that was read.
    pub of_entity: bool,
}

/// The type of a partial update of a record: `PostPatch` beside `Post`.
#[derive(Clone, Debug)]
pub struct PatchPlan {
    /// Module and name.
    pub item: ItemRef,
    /// The patched record.
    pub of: TypeId,
    /// Paragraphs of documentation.
    pub docs: Vec<String>,
    /// Fields that may be patched.
    pub fields: Vec<PatchField>,
}

/// A field of a patch.
#[derive(Clone, Debug)]
pub struct PatchField {
    /// The field, with the type that the patch sets it to.
    pub field: FieldPlan,
    /// The field may be deleted.
    pub deletable: bool,
    /// The patch of the record in the field, if the field holds a record.
    pub nested: Option<ItemRef>,
}
