//! A projection that fits its catalog: what each name in it holds.

use crate::catalog::TypeIndex;

/// A projection that fits.
#[derive(Clone, Debug)]
pub struct Checked<'c> {
    /// What it is a projection of.
    pub root: TypeIndex,
    /// What it asks for.
    pub selection: Selection<'c>,
    /// The other projections that it embeds, each with the type that it must be of.
    pub embedded: Vec<(usize, TypeIndex)>,
}

/// What is asked of a type with members: a type of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Selection<'c> {
    /// Its types: one, or those that a URN of several types can be expanded to.
    pub of: Vec<TypeIndex>,
    /// The members asked for.
    pub members: Vec<Member<'c>>,
    /// What the schema does not declare is kept too.
    pub rest: bool,
}

/// A field of a record or a member of a union that was asked for.
#[derive(Clone, Debug)]
pub struct Member<'c> {
    /// Where it was asked for.
    pub at: usize,
    /// Name on the wire.
    pub wire: String,
    /// Name of the Rust field or variant.
    pub rust: String,
    /// What it holds, according to the schema.
    pub doc: String,
    /// The trait of scopes that permit it, if it was named and needs a permission.
    pub permit: Option<&'c str>,
    /// Why it should not be used any more.
    pub deprecated: Option<&'c str>,
    /// The default as JSON text.
    pub default: Option<&'c str>,
    /// May be absent.
    pub optional: bool,
    /// What it holds.
    pub value: Value<'c>,
}

/// Two members are the same if they hold the same, wherever they were asked for.
impl PartialEq for Member<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.wire == other.wire && self.optional == other.optional && self.value == other.value
    }
}

/// What a member holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'c> {
    /// Any JSON value.
    Json,
    /// Why an expansion failed.
    Failure,
    /// A type without members, by its Rust text.
    Leaf(&'c str),
    /// Any URN.
    Urn,
    /// What another projection results in, by its position among those that are embedded.
    Embedded(usize),
    /// A type of the catalog with all it has.
    Whole(TypeIndex),
    /// A type with what is asked of it.
    Selected(Selection<'c>),
    /// An array.
    Array(Box<Value<'c>>),
    /// A map from text.
    Map(Box<Value<'c>>),
    /// What a finder gives: elements and paging.
    Collection(Box<Value<'c>>),
}
