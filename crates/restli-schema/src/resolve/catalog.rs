//! The types of an API as the catalog that projections are checked against; no Rust names exist yet.

use restli_projection::catalog::{Catalog, Decoration, FieldEntry, Kind, Sent, Ty, TypeEntry, TypeIndex};

use super::context::Context;
use super::resources::Draft;
use crate::api::{self, Field, Type, TypeDef, TypeId, TypeKind, UrnId, Visibility};
use crate::sent::Versions;

/// A field or member, its type still to be wrapped in arrays and maps.
struct Row<'a> {
    wire: &'a str,
    doc: &'a str,
    base: Ty<'a>,
    /// From the outside in.
    wrappers: Vec<Wrapper>,
    optional: bool,
    deprecated: Option<&'a str>,
    on_request: bool,
    /// Why it is never sent.
    never: Option<String>,
    decorations: Vec<Decoration<'a>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Wrapper {
    Array,
    Map,
}

/// Lends the catalog of all types, and where each type stands in it.
pub(super) fn with_catalog<R>(
    cx: &Context<'_>,
    drafts: &[Draft<'_>],
    read: impl FnOnce(&Catalog<'_>, &dyn Fn(TypeId) -> Option<TypeIndex>) -> R,
) -> R {
    let versions = Versions::new(&cx.types, &cx.families, &cx.bases, drafts.iter().map(|draft| &draft.resource));
    let indices = indices(cx);
    let index = |id: TypeId| indices.get(id.index()).copied().flatten();
    let with_members = cx.types.iter().zip(0..).filter(|(def, _)| has_members(&def.kind));
    let rows: Vec<Vec<Row<'_>>> =
        with_members.map(|(def, position)| rows(cx, &index, def, &|field| versions.never(TypeId(position), field))).collect();
    let flat: Vec<&Row<'_>> = rows.iter().flatten().collect();
    let bases: Vec<Ty<'_>> = flat.iter().map(|row| row.base).collect();
    let mut read = Some(read);
    let mut result = None;
    wrapped(&flat, 0, &bases, &mut |types| {
        let mut types = types.iter();
        let fields: Vec<Vec<FieldEntry<'_>>> =
            rows.iter().map(|rows| rows.iter().zip(types.by_ref()).map(|(row, ty)| entry(row, *ty)).collect()).collect();
        let defs = cx.types.iter().filter(|def| has_members(&def.kind));
        let entries: Vec<TypeEntry<'_>> = defs
            .zip(&fields)
            .map(|(def, fields)| TypeEntry {
                name: &def.name.wire,
                full_name: &def.full_name,
                rust: "",
                doc: &def.doc,
                kind: kind(&def.kind),
                fields,
            })
            .collect();
        result = read.take().map(|read| read(&Catalog { types: &entries, roots: &[] }, &index));
    });
    match result {
        Some(result) => result,
        None => unreachable!("`wrapped` calls its reader"),
    }
}

fn has_members(kind: &TypeKind) -> bool {
    matches!(kind, TypeKind::Record(_) | TypeKind::Union(_))
}

fn kind(kind: &TypeKind) -> Kind {
    match kind {
        TypeKind::Record(record) if record.open => Kind::OpenRecord,
        TypeKind::Union(union) if union.null => Kind::NullableUnion,
        TypeKind::Union(_) => Kind::Union,
        _ => Kind::Record,
    }
}

/// The place of each type that has members; the types that a catalog has no room for are left out.
fn indices(cx: &Context<'_>) -> Vec<Option<TypeIndex>> {
    let mut next = 0_u32;
    let place = |def: &api::TypeDef| {
        has_members(&def.kind)
            .then(|| {
                next += 1;
                TypeIndex::try_from(next - 1).ok()
            })
            .flatten()
    };
    cx.types.iter().map(place).collect()
}

fn rows<'a>(
    cx: &'a Context<'_>,
    index: &impl Fn(TypeId) -> Option<TypeIndex>,
    def: &'a TypeDef,
    never: &dyn Fn(&Field) -> Option<String>,
) -> Vec<Row<'a>> {
    let mut rows: Vec<Row<'a>> = match &def.kind {
        TypeKind::Record(record) => record
            .fields
            .iter()
            .map(|field| {
                let (base, wrappers) = shape(cx, index, &field.ty);
                let only = only_urn(cx, &field.ty);
                let decorations = field.decorates.iter().filter_map(|one| decoration(cx, index, one, only)).collect();
                let deprecated = field.deprecated.as_deref();
                Row {
                    wire: &field.name.wire,
                    doc: &field.doc,
                    base,
                    wrappers,
                    optional: field.optional,
                    deprecated,
                    on_request: field.visibility == Visibility::OnRequest,
                    never: never(field),
                    decorations,
                }
            })
            .collect(),
        TypeKind::Union(union) => union
            .members
            .iter()
            .map(|member| {
                let (base, wrappers) = shape(cx, index, &member.ty);
                let deprecated = member.deprecated.as_deref();
                Row {
                    wire: &member.name.wire,
                    doc: &member.doc,
                    base,
                    wrappers,
                    optional: true,
                    deprecated,
                    on_request: false,
                    never: None,
                    decorations: Vec::new(),
                }
            })
            .collect(),
        _ => Vec::new(),
    };
    rows.sort_by_key(|row| row.wire);
    rows
}

/// The one type of URN that a field can hold, itself or in its arrays and maps.
fn only_urn(cx: &Context<'_>, ty: &Type) -> Option<UrnId> {
    match cx.behind(ty) {
        Type::UrnOf(id) => Some(id),
        Type::Array(inner) | Type::Map(inner) => only_urn(cx, &inner),
        _ => None,
    }
}

fn decoration<'a>(
    cx: &'a Context<'_>,
    index: &impl Fn(TypeId) -> Option<TypeIndex>,
    one: &'a api::Decoration,
    only: Option<UrnId>,
) -> Option<Decoration<'a>> {
    let Type::Named(target) = cx.behind(&Type::Named(one.target)) else { return None };
    let urn = one.urn.or(only).and_then(|id| cx.urns.get(id.index())).map(|urn| urn.name.wire.as_str());
    Some(Decoration { urn, finder: one.finder.as_deref(), target: index(target)?, collection: one.collection })
}

/// What a type is made of, typerefs looked through.
fn shape<'a>(cx: &Context<'_>, index: &impl Fn(TypeId) -> Option<TypeIndex>, written: &Type) -> (Ty<'a>, Vec<Wrapper>) {
    let mut wrappers = Vec::new();
    let mut inner = cx.behind(written);
    loop {
        let next = match inner {
            Type::Array(item) => {
                wrappers.push(Wrapper::Array);
                item
            }
            Type::Map(value) => {
                wrappers.push(Wrapper::Map);
                value
            }
            Type::Any => return (Ty::Any, wrappers),
            Type::Named(id) => return (index(id).map_or(Ty::Leaf(""), Ty::Named), wrappers),
            _ => return (Ty::Leaf(""), wrappers),
        };
        inner = cx.behind(&next);
    }
}

fn entry<'a>(row: &'a Row<'a>, ty: Ty<'a>) -> FieldEntry<'a> {
    FieldEntry {
        wire: row.wire,
        rust: "",
        doc: row.doc,
        ty,
        optional: row.optional,
        default: None,
        permit: None,
        deprecated: row.deprecated,
        sent: match &row.never {
            Some(reason) => Sent::Never(reason),
            None if row.on_request => Sent::Named,
            None => Sent::Asked,
        },
        decorations: &row.decorations,
    }
}

/// Wraps each type in its arrays and maps, innermost first, and reads the result.
fn wrapped(rows: &[&Row<'_>], level: usize, below: &[Ty<'_>], read: &mut dyn FnMut(&[Ty<'_>])) {
    if rows.iter().all(|row| row.wrappers.len() <= level) {
        return read(below);
    }
    let types: Vec<Ty<'_>> = (rows.iter().zip(below))
        .map(|(row, below)| match row.wrappers.iter().rev().nth(level) {
            Some(Wrapper::Array) => Ty::Array(below),
            Some(Wrapper::Map) => Ty::Map(below),
            None => *below,
        })
        .collect();
    wrapped(rows, level + 1, &types, read);
}
