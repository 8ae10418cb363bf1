//! Named types (`docs/formats.md §1`).

use restli_schema::source::Span;

use crate::json::{Node, Props};

/// A named type, by its position in the list of all definitions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct DefId(pub(crate) usize);

/// A named type.
#[derive(Clone, Debug)]
pub(crate) struct Def {
    /// The full name.
    pub(crate) full: String,
    /// The place of the name.
    pub(crate) span: Span,
    pub(crate) doc: String,
    /// Other full names of the type.
    pub(crate) aliases: Vec<String>,
    /// Properties.
    pub(crate) props: Props,
    /// Attributes that the YAML cannot express.
    pub(crate) extra: Props,
    /// The kind of type.
    pub(crate) kind: Kind,
}

/// The kinds of named types.
#[derive(Clone, Debug)]
pub(crate) enum Kind {
    /// `record`
    Record(Record),
    /// `enum`
    Enum(Vec<Symbol>),
    /// `fixed`, with its size.
    Fixed(u32),
    /// `typeref`
    Typeref(Ty),
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Record {
    /// Records whose fields are copied in.
    pub(crate) includes: Vec<Ty>,
    /// Included fields come after the record's own fields.
    pub(crate) includes_last: bool,
    /// The fields that the record declares itself, without included fields.
    pub(crate) fields: Vec<Field>,
    /// The record keeps undeclared members.
    pub(crate) open: bool,
}

/// A field of a record.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    pub(crate) name: String,
    /// The place of the name.
    pub(crate) span: Span,
    pub(crate) doc: String,
    pub(crate) ty: Ty,
    /// The field is optional.
    pub(crate) optional: bool,
    /// The value of an absent field.
    pub(crate) default: Option<Node>,
    /// Properties.
    pub(crate) props: Props,
    /// Attributes that the YAML cannot express.
    pub(crate) extra: Props,
}

/// A symbol of an enum.
#[derive(Clone, Debug)]
pub(crate) struct Symbol {
    pub(crate) name: String,
    pub(crate) span: Span,
    pub(crate) doc: String,
    /// Properties.
    pub(crate) props: Props,
}

/// A use of a type, such as the type of a field.
#[derive(Clone, Debug)]
pub(crate) struct Ty {
    pub(crate) span: Span,
    /// The kind of type.
    pub(crate) kind: TyKind,
    /// Properties of an anonymous array, map or union.
    pub(crate) props: Props,
}

/// The kinds of types.
#[derive(Clone, Debug)]
pub(crate) enum TyKind {
    /// A primitive, by its name in the YAML.
    Primitive(&'static str),
    /// `null`, which has a meaning only as member of a union.
    Null,
    /// A named type.
    Name(Name),
    Array(Box<Ty>),
    Map(Box<Ty>),
    Union(Vec<Member>),
    /// An invalid type, which was reported.
    Wrong,
}

/// The name of a type.
#[derive(Clone, Debug)]
pub(crate) struct Name {
    /// The candidate full names; the first that is declared counts.
    pub(crate) candidates: Vec<String>,
    /// The resolved type, once known.
    pub(crate) target: Option<DefId>,
}

/// A member of a union.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    pub(crate) alias: Option<String>,
    /// The place of the alias, or else of the type.
    pub(crate) span: Span,
    pub(crate) doc: String,
    pub(crate) ty: Ty,
    /// Properties.
    pub(crate) props: Props,
}

impl Ty {
    /// Makes a type without properties.
    pub(crate) fn new(span: Span, kind: TyKind) -> Self {
        Self { span, kind, props: Vec::new() }
    }

    /// Makes a reference to a named type with candidate full names.
    pub(crate) fn named(span: Span, candidates: Vec<String>) -> Self {
        Self::new(span, TyKind::Name(Name { candidates, target: None }))
    }

    /// The named type that the type refers to.
    pub(crate) fn target(&self) -> Option<DefId> {
        match &self.kind {
            TyKind::Name(name) => name.target,
            _ => None,
        }
    }

    /// Visits the names in the type, at any depth.
    pub(crate) fn names_mut(&mut self, visit: &mut impl FnMut(&mut Name, Span)) {
        match &mut self.kind {
            TyKind::Name(name) => visit(name, self.span),
            TyKind::Array(inner) | TyKind::Map(inner) => inner.names_mut(visit),
            TyKind::Union(members) => members.iter_mut().for_each(|member| member.ty.names_mut(visit)),
            TyKind::Primitive(_) | TyKind::Null | TyKind::Wrong => {}
        }
    }
}

impl Def {
    /// All types that the definition uses.
    pub(crate) fn types_mut(&mut self) -> Vec<&mut Ty> {
        match &mut self.kind {
            Kind::Record(record) => record.includes.iter_mut().chain(record.fields.iter_mut().map(|field| &mut field.ty)).collect(),
            Kind::Typeref(target) => vec![target],
            Kind::Enum(_) | Kind::Fixed(_) => Vec::new(),
        }
    }
}
