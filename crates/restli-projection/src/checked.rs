//! A projection that fits its catalog: the members of the result type, each with its value.
//!
//! `(id, photo(url))` has two members: `id` with the value `Leaf("i64")`, and `photo` with the value `Selected` of one member, `url`.

use crate::catalog::TypeName;

/// A projection that fits.
#[derive(Clone, Debug)]
pub struct Checked<'c> {
    /// Type that the projection selects from.
    pub root: TypeName<'c>,
    /// Fields that the projection selects.
    pub selection: Selection<'c>,
    /// The embedded projections by number, each with the type that it must be a projection of.
    pub embedded: Vec<(usize, TypeName<'c>)>,
}

/// The members selected of a record or a union; the expansion declares a Rust type for them.
#[derive(Clone, Debug, PartialEq)]
pub struct Selection<'c> {
    /// Types selected from: one, or all that a URN of several types can be expanded to.
    pub of: Vec<TypeName<'c>>,
    /// The selected members.
    pub members: Vec<Member<'c>>,
    /// `true` if undeclared fields are kept too.
    pub rest: bool,
}

/// A selected field of a record or member of a union.
#[derive(Clone, Debug)]
pub struct Member<'c> {
    /// Offset of the member in the projection.
    pub at: usize,
    /// Name on the wire.
    pub wire: String,
    /// Name of the Rust field or variant.
    pub rust: String,
    /// Documentation of the member in the schema.
    pub doc: String,
    /// The trait of scopes that permit the member, if the projection names it and it needs a permission.
    pub permit: Option<&'c str>,
    /// Deprecation note of the schema.
    pub deprecated: Option<&'c str>,
    /// The default as JSON text.
    pub default: Option<&'c str>,
    /// `true` if the member may be absent.
    pub optional: bool,
    /// Value of the member.
    pub value: Value<'c>,
}

/// Compares names, values and optionality; the position in the projection does not count.
impl PartialEq for Member<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.wire == other.wire && self.optional == other.optional && self.value == other.value
    }
}

/// The value of a member.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'c> {
    /// Any JSON value.
    Json,
    /// The error of an expansion that failed.
    Failure,
    /// A type without members, by its Rust text.
    Leaf(&'c str),
    /// Any URN.
    Urn,
    /// The result type of an embedded projection, by its number in [`Checked::embedded`].
    Embedded(usize),
    /// A type of the catalog with all its members.
    Whole(TypeName<'c>),
    /// A type with the selected members only.
    Selected(Selection<'c>),
    /// An array.
    Array(Box<Value<'c>>),
    /// A map, by the Rust text of its keys; an empty text means `String`.
    Map(&'c str, Box<Value<'c>>),
    /// The result of a finder: elements and paging.
    Collection(Box<Value<'c>>),
}
