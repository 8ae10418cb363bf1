//! The catalog of an API: the types, fields and decorations that projections are checked against.
//!
//! [`rows`] builds the catalog from the model without Rust names, which the generator fills in. The rows own the texts, and
//! the [`Catalog`] of `restli-projection` borrows from them:
//!
//! ```ignore
//! let rows = catalog::rows(&api);
//! let fields = rows.fields();
//! let catalog = Catalog { modules: &[Module { types: &rows.types(&fields), resources: &[] }] };
//! ```

use std::borrow::Cow;

use restli_core::projection::Projection;
use restli_projection::Problem;
use restli_projection::catalog::{Base, Catalog, Decoration, FieldEntry, Kind, Module, Presence, Ty, TypeEntry, TypeName, Wrapper};

use crate::api::{self, Api, Field, Member, Type, TypeDef, TypeId, TypeKind, Union, UrnId, Visibility};
use crate::availability::Versions;

/// The types of an API that have fields or members, in the order of the API.
#[derive(Debug)]
pub struct Rows<'a> {
    /// One row per record and union.
    pub types: Vec<TypeRow<'a>>,
    api: &'a Api,
}

/// The problems of a projection of a type: names that are not there, and nesting where nothing is nested. Empty for a type without fields.
#[must_use]
pub fn problems(api: &Api, root: TypeId, projection: &Projection) -> Vec<Problem> {
    let rows = rows(api);
    let fields = rows.fields();
    let catalog = Catalog { modules: &[Module { types: &rows.types(&fields), resources: &[] }] };
    let Some(root) = rows.name(root) else { return Vec::new() };
    restli_projection::check(&catalog, root, projection).err().unwrap_or_default()
}

/// A record or union.
#[derive(Debug)]
pub struct TypeRow<'a> {
    /// The type in the API.
    pub id: TypeId,
    /// The name in messages.
    pub name: Cow<'a, str>,
    /// The documentation.
    pub doc: Cow<'a, str>,
    /// Path of the Rust type, starting with `$crate::`.
    pub rust: String,
    /// The fields or members, sorted by wire name.
    pub fields: Vec<FieldRow<'a>>,
    /// The kind of the type.
    pub kind: Kind,
    full_name: &'a str,
}

/// A field of a record or a member of a union.
#[derive(Debug)]
pub struct FieldRow<'a> {
    /// Position among the fields or members as declared.
    pub position: usize,
    /// The documentation.
    pub doc: Cow<'a, str>,
    /// Name of the Rust field or variant.
    pub rust: String,
    /// Path, below the module `permits`, of the trait that scopes permitting the field implement.
    pub permit: Option<String>,
    /// The type inside all arrays and maps of the field, if it has no fields or members.
    pub leaf: Option<Leaf<'a>>,
    /// The types of the keys of all maps of the field, from the outside in.
    pub keys: Vec<&'a Type>,
    /// The texts of the Rust types of these keys, with `, ` between; empty if all of them are `String`.
    pub key_names: String,
    wire: &'a str,
    wrappers: Vec<Wrapper>,
    base: Base<'a>,
    optional: bool,
    default: Option<String>,
    deprecated: Option<&'a str>,
    visibility: Visibility,
    /// The reason that the field is never sent; `None` if it may be sent.
    never: Option<String>,
    decorations: Vec<Decoration<'a>>,
}

/// A type without fields or members.
#[derive(Debug)]
pub struct Leaf<'a> {
    /// The type in the API.
    pub ty: &'a Type,
    /// The text of the Rust type.
    pub rust: String,
}

/// Builds the rows of an API.
#[must_use]
pub fn rows(api: &Api) -> Rows<'_> {
    let builder = Builder { api, versions: Versions::of(api) };
    let with_members = api.type_ids().zip(&api.types).filter(|(_, def)| has_members(def));
    let types = with_members.map(|(id, def)| builder.row(id, def)).collect();
    Rows { types, api }
}

impl<'a> Rows<'a> {
    /// The name by which the catalog refers to a type; for a typeref, to its target. `None` for a type without fields and members.
    #[must_use]
    pub fn name(&self, id: TypeId) -> Option<TypeName<'a>> {
        name(self.api, id)
    }

    /// The catalog entries of all fields, one list per type.
    #[must_use]
    pub fn fields(&self) -> Vec<Vec<FieldEntry<'_>>> {
        self.types.iter().map(|row| row.fields.iter().map(FieldRow::entry).collect()).collect()
    }

    /// The catalog entries of all types; `fields` are the result of [`Rows::fields`].
    #[must_use]
    pub fn types<'r>(&'r self, fields: &'r [Vec<FieldEntry<'r>>]) -> Vec<TypeEntry<'r>> {
        let entry = |(row, fields): (&'r TypeRow<'_>, &'r Vec<FieldEntry<'r>>)| TypeEntry {
            name: &row.name,
            full_name: row.full_name,
            rust: &row.rust,
            doc: &row.doc,
            kind: row.kind,
            fields,
        };
        self.types.iter().zip(fields).map(entry).collect()
    }
}

impl FieldRow<'_> {
    fn entry(&self) -> FieldEntry<'_> {
        FieldEntry {
            wire: self.wire,
            rust: &self.rust,
            doc: &self.doc,
            ty: Ty {
                wrappers: &self.wrappers,
                base: self.leaf.as_ref().map_or(self.base, |leaf| Base::Leaf(&leaf.rust)),
                keys: &self.key_names,
            },
            optional: self.optional,
            default: self.default.as_deref(),
            deprecated: self.deprecated,
            permit: self.permit.as_deref(),
            presence: match (&self.never, self.visibility) {
                (Some(reason), _) => Presence::Never(reason),
                (None, Visibility::OnRequest) => Presence::Named,
                (None, Visibility::Always | Visibility::Normal | Visibility::Hidden) => Presence::Selected,
            },
            decorations: &self.decorations,
        }
    }
}

fn has_members(def: &TypeDef) -> bool {
    matches!(def.kind, TypeKind::Record(_) | TypeKind::Union(_))
}

/// The full name of the record or union that a name stands for, directly or through typerefs.
fn name(api: &Api, mut id: TypeId) -> Option<TypeName<'_>> {
    while let Some(Type::Named(next)) = api[id].kind.target() {
        id = *next;
    }
    has_members(&api[id]).then_some(api[id].full_name.as_str())
}

struct Builder<'a> {
    api: &'a Api,
    versions: Versions<'a>,
}

impl<'a> Builder<'a> {
    fn row(&self, id: TypeId, def: &'a TypeDef) -> TypeRow<'a> {
        let (kind, mut fields) = match &def.kind {
            TypeKind::Record(record) => {
                let fields = record.fields.iter().enumerate().map(|(position, field)| self.field(id, position, field));
                (if record.open { Kind::OpenRecord } else { Kind::Record }, fields.collect::<Vec<_>>())
            }
            TypeKind::Union(union) => {
                let members = union.members.iter().enumerate().map(|(position, member)| self.member(position, member));
                let kind = match union {
                    Union { bare: true, .. } => Kind::BareUnion,
                    Union { null: true, .. } => Kind::NullableUnion,
                    Union { .. } => Kind::Union,
                };
                (kind, members.collect())
            }
            TypeKind::Typeref(_) | TypeKind::Enum(_) | TypeKind::Text(_) | TypeKind::Time | TypeKind::Fixed(_) | TypeKind::UrnChoice(_) => {
                (Kind::Record, Vec::new())
            }
        };
        fields.sort_by_key(|field| field.wire);
        let (name, doc) = (Cow::Borrowed(def.name.wire.as_str()), Cow::Borrowed(def.doc.as_str()));
        TypeRow { id, name, doc, rust: String::new(), fields, full_name: &def.full_name, kind }
    }

    fn field(&self, owner: TypeId, position: usize, field: &'a Field) -> FieldRow<'a> {
        let only = only_urn(self.api, &field.ty);
        FieldRow {
            optional: field.optional,
            default: field.default.as_ref().map(ToString::to_string),
            deprecated: field.deprecated.as_deref(),
            visibility: field.visibility,
            never: self.versions.never(owner, field),
            decorations: field.decorates.iter().filter_map(|decoration| self.decoration(decoration, only)).collect(),
            ..self.plain(position, &field.name.wire, &field.doc, &field.ty)
        }
    }

    fn member(&self, position: usize, member: &'a Member) -> FieldRow<'a> {
        FieldRow { deprecated: member.deprecated.as_deref(), ..self.plain(position, member.key(), &member.doc, &member.ty) }
    }

    /// A row of an optional field with default attributes.
    fn plain(&self, position: usize, wire: &'a str, doc: &'a str, ty: &'a Type) -> FieldRow<'a> {
        let mut wrappers = Vec::new();
        let (base, leaf) = self.unwrapped(ty, &mut wrappers);
        FieldRow {
            position,
            doc: Cow::Borrowed(doc),
            rust: String::new(),
            permit: None,
            leaf: leaf.map(|ty| Leaf { ty, rust: String::new() }),
            wire,
            keys: wrappers.iter().filter_map(|(_, key)| *key).collect(),
            key_names: String::new(),
            wrappers: wrappers.into_iter().map(|(wrapper, _)| wrapper).collect(),
            base,
            optional: true,
            default: None,
            deprecated: None,
            visibility: Visibility::Normal,
            never: None,
            decorations: Vec::new(),
        }
    }

    fn decoration(&self, declared: &'a api::Decoration, only: Option<UrnId>) -> Option<Decoration<'a>> {
        Some(Decoration {
            urn: declared.urn.or(only).map(|urn| self.api[urn].name.wire.as_str()),
            finder: declared.finder.as_deref(),
            target: name(self.api, declared.target)?,
            collection: declared.collection,
        })
    }

    /// The base of a type and, if the base has no members, the type itself. Adds the arrays and maps around the base to `wrappers`.
    /// A typeref is resolved if a projection can go into its target.
    fn unwrapped(&self, ty: &'a Type, wrappers: &mut Vec<(Wrapper, Option<&'a Type>)>) -> (Base<'a>, Option<&'a Type>) {
        match ty {
            Type::Array(item) => {
                wrappers.push((Wrapper::Array, None));
                self.unwrapped(item, wrappers)
            }
            Type::Map(key, value) => {
                wrappers.push((Wrapper::Map, Some(key)));
                self.unwrapped(value, wrappers)
            }
            Type::Any => (Base::Any, None),
            Type::Named(id) => match (name(self.api, *id), self.api[*id].kind.target()) {
                (Some(name), _) => (Base::Named(name), None),
                (None, Some(target)) if has_parts(self.api, target) => self.unwrapped(target, wrappers),
                (None, _) => (Base::Leaf(""), Some(ty)),
            },
            Type::Bool | Type::Int | Type::Long | Type::Float | Type::Double | Type::String | Type::Bytes | Type::Urn | Type::UrnOf(_) => {
                (Base::Leaf(""), Some(ty))
            }
        }
    }
}

/// Returns whether a projection can select parts of a type.
fn has_parts(api: &Api, ty: &Type) -> bool {
    match ty {
        Type::Array(_) | Type::Map(..) | Type::Any => true,
        Type::Named(id) => api[*id].kind.target().map_or_else(|| has_members(&api[*id]), |target| has_parts(api, target)),
        Type::Bool | Type::Int | Type::Long | Type::Float | Type::Double | Type::String | Type::Bytes | Type::Urn | Type::UrnOf(_) => false,
    }
}

/// The single URN type that a field can hold, directly or in its arrays and maps.
fn only_urn(api: &Api, ty: &Type) -> Option<UrnId> {
    match ty {
        Type::UrnOf(id) => Some(*id),
        Type::Array(inner) | Type::Map(_, inner) => only_urn(api, inner),
        Type::Named(id) => api[*id].kind.target().and_then(|target| only_urn(api, target)),
        Type::Bool | Type::Int | Type::Long | Type::Float | Type::Double | Type::String | Type::Bytes | Type::Any | Type::Urn => None,
    }
}
