//! A projection that fits its catalog: the members of the result type, each with its value.
//!
//! `(id, photo(url))` has two members: `id` with the value `Leaf("i64")`, and `photo` with the value `Selected` of one member, `url`.

use crate::catalog::TypeIndex;

/// A projection that fits.
#[derive(Clone, Debug)]
pub struct Checked<'c> {
    /// Type that the projection selects from.
    pub root: TypeIndex,
    /// Fields that the projection selects.
    pub selection: Selection<'c>,
    /// The other projections that it embeds, each with the type that it must be of.
    pub embedded: Vec<(usize, TypeIndex)>,
}

/// The members selected of a record or a union; the expansion declares a Rust type for them.
#[derive(Clone, Debug, PartialEq)]
pub struct Selection<'c> {
    /// Types selected from: one, or all that a URN of several types can be expanded to.
    pub of: Vec<TypeIndex>,
    /// The members asked for.
    pub members: Vec<Member<'c>>,
    /// `true` if fields that the schema does not declare are kept too.
    pub rest: bool,
}

/// A field of a record or a member of a union that was asked for.
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
    /// The trait of scopes that permit it, if it was named and needs a permission.
    pub permit: Option<&'c str>,
    /// Deprecation note of the schema.
    pub deprecated: Option<&'c str>,
    /// The default as JSON text.
    pub default: Option<&'c str>,
    /// May be absent.
    pub optional: bool,
    /// Value of the member.
    pub value: Value<'c>,
}

/// Two members are the same if they hold the same, wherever they were asked for.
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
    /// A type of the catalog with all it has.
    Whole(TypeIndex),
    /// A type with what is asked of it.
    Selected(Selection<'c>),
    /// An array.
    Array(Box<Value<'c>>),
    /// A map from text.
    Map(Box<Value<'c>>),
    /// The result of a finder: elements and paging.
    Collection(Box<Value<'c>>),
}
