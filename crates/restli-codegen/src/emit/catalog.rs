//! The catalog that projections are checked against: built from the plan, lent to the checker, emitted for the macro.

mod build;
mod permissions;
mod tables;

use restli_projection::catalog::{Catalog, Decoration, FieldEntry, Kind, Sent, Ty, TypeEntry, TypeIndex};
use restli_schema::api::TypeId;

pub(crate) use build::build;
pub(crate) use tables::sources;

/// A catalog that owns its texts.
#[derive(Debug)]
pub(crate) struct OwnedCatalog {
    types: Vec<OwnedType>,
    roots: Vec<(String, TypeIndex)>,
    /// The position of each type of the API.
    indices: Vec<Option<TypeIndex>>,
}

#[derive(Debug)]
struct OwnedType {
    name: String,
    full_name: String,
    rust: String,
    doc: String,
    kind: Kind,
    fields: Vec<OwnedField>,
}

#[derive(Debug)]
struct OwnedField {
    wire: String,
    rust: String,
    doc: String,
    base: Base,
    /// From the outside in.
    wrappers: Vec<Wrapper>,
    optional: bool,
    default: Option<String>,
    deprecated: Option<String>,
    permit: Option<String>,
    on_request: bool,
    /// Why it is never sent.
    never: Option<String>,
    decorations: Vec<OwnedDecoration>,
}

#[derive(Debug)]
enum Base {
    Any,
    Leaf(String),
    Named(TypeIndex),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wrapper {
    Array,
    Map,
}

#[derive(Debug)]
struct OwnedDecoration {
    urn: Option<String>,
    finder: Option<String>,
    target: TypeIndex,
    collection: bool,
}

impl OwnedCatalog {
    /// Where a type stands.
    pub(crate) fn index(&self, id: TypeId) -> Option<TypeIndex> {
        build::index_in(&self.indices, id)
    }

    /// Lends the catalog in the form that the checker reads.
    pub(crate) fn lend<R>(&self, read: impl FnOnce(&Catalog<'_>) -> R) -> R {
        let fields: Vec<&OwnedField> = self.types.iter().flat_map(|entry| &entry.fields).collect();
        let base: Vec<Ty<'_>> = fields
            .iter()
            .map(|field| match &field.base {
                Base::Any => Ty::Any,
                Base::Leaf(rust) => Ty::Leaf(rust),
                Base::Named(index) => Ty::Named(*index),
            })
            .collect();
        let mut read = Some(read);
        let mut result = None;
        wrapped(&fields, 0, &base, &mut |types| {
            if let Some(read) = read.take() {
                result = Some(self.lend_with(types, read));
            }
        });
        match result {
            Some(result) => result,
            None => unreachable!("`wrapped` calls its reader once"),
        }
    }

    fn lend_with<R>(&self, types: &[Ty<'_>], read: impl FnOnce(&Catalog<'_>) -> R) -> R {
        let decorations: Vec<Vec<Decoration<'_>>> = self
            .types
            .iter()
            .flat_map(|entry| &entry.fields)
            .map(|field| {
                field
                    .decorations
                    .iter()
                    .map(|decoration| Decoration {
                        urn: decoration.urn.as_deref(),
                        finder: decoration.finder.as_deref(),
                        target: decoration.target,
                        collection: decoration.collection,
                    })
                    .collect()
            })
            .collect();
        let mut position = types.iter().zip(&decorations);
        let fields: Vec<Vec<FieldEntry<'_>>> = self
            .types
            .iter()
            .map(|entry| {
                entry
                    .fields
                    .iter()
                    .zip(position.by_ref())
                    .map(|(field, (ty, decorations))| FieldEntry {
                        wire: &field.wire,
                        rust: &field.rust,
                        doc: &field.doc,
                        ty: *ty,
                        optional: field.optional,
                        default: field.default.as_deref(),
                        deprecated: field.deprecated.as_deref(),
                        permit: field.permit.as_deref(),
                        sent: match &field.never {
                            Some(reason) => Sent::Never(reason),
                            None if field.on_request => Sent::Named,
                            None => Sent::Asked,
                        },
                        decorations,
                    })
                    .collect()
            })
            .collect();
        let entries: Vec<TypeEntry<'_>> = self
            .types
            .iter()
            .zip(&fields)
            .map(|(entry, fields)| TypeEntry {
                name: &entry.name,
                full_name: &entry.full_name,
                rust: &entry.rust,
                doc: &entry.doc,
                kind: entry.kind,
                fields,
            })
            .collect();
        let roots: Vec<(&str, TypeIndex)> = self.roots.iter().map(|(name, index)| (name.as_str(), *index)).collect();
        read(&Catalog { types: &entries, roots: &roots })
    }
}

/// Wraps each type in its arrays and maps, innermost first, and reads the result.
fn wrapped(fields: &[&OwnedField], level: usize, below: &[Ty<'_>], read: &mut dyn FnMut(&[Ty<'_>])) {
    if fields.iter().all(|field| field.wrappers.len() <= level) {
        return read(below);
    }
    let types: Vec<Ty<'_>> = (fields.iter().zip(below))
        .map(|(field, below)| match field.wrappers.iter().rev().nth(level) {
            Some(Wrapper::Array) => Ty::Array(below),
            Some(Wrapper::Map) => Ty::Map(below),
            None => *below,
        })
        .collect();
    wrapped(fields, level + 1, &types, read);
}
