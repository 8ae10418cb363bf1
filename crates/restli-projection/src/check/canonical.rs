//! The canonical form of a projection: members of unions by their full names, `(content(com.acme.Image))` for `(content(Image))`.

use restli_core::projection::{Decoration, Item, Name, Projection};

use crate::catalog::{Base, Catalog, FieldEntry, Kind, Ty, TypeName};

/// The canonical form of a projection, as servers expect it (`docs/protocol.md §5.2`).
#[must_use]
pub fn canonical(catalog: &Catalog<'_>, root: TypeName<'_>, projection: &Projection) -> Projection {
    let mut canonical = projection.clone();
    full_names(catalog, root, &mut canonical);
    canonical
}

/// Writes full names in a selection of a type.
fn full_names(catalog: &Catalog<'_>, of: TypeName<'_>, select: &mut Projection) {
    let Some(entry) = catalog.get(of) else { return };
    if entry.kind == Kind::BareUnion {
        return entry.unnamed().into_iter().for_each(|member| inside_value(catalog, member, member.ty, select));
    }
    for item in &mut select.items {
        let Name::Is(name) = &mut item.name else { continue };
        let Some(field) = entry.named(name) else { continue };
        if *name != field.wire {
            field.wire.clone_into(name);
        }
        inside(catalog, field, field.ty, item);
    }
}

/// Writes full names in the selection of a field, of each of its entries, and of its expansions.
fn inside(catalog: &Catalog<'_>, field: &FieldEntry<'_>, ty: Ty<'_>, item: &mut Item) {
    for decoration in &mut item.decorations {
        inside_expansion(catalog, field, decoration);
    }
    if let Some(select) = &mut item.select {
        inside_value(catalog, field, ty, select);
    }
}

/// Writes full names in the selection of a value.
fn inside_value(catalog: &Catalog<'_>, field: &FieldEntry<'_>, ty: Ty<'_>, select: &mut Projection) {
    match (ty.unwrapped(), ty.base) {
        (Some((_, inner)), _) => select.items.iter_mut().for_each(|item| inside(catalog, field, inner, item)),
        (None, Base::Named(of)) => full_names(catalog, of, select),
        (None, Base::Leaf(_) | Base::Any) => {}
    }
}

/// Writes full names in the selection of an expansion.
fn inside_expansion(catalog: &Catalog<'_>, field: &FieldEntry<'_>, decoration: &mut Decoration) {
    let Some(select) = &mut decoration.select else { return };
    for target in field.decorations {
        if target.collection {
            let elements = select.items.iter_mut().filter_map(|item| item.select.as_mut());
            for each in elements.flat_map(|elements| &mut elements.items).filter_map(|each| each.select.as_mut()) {
                full_names(catalog, target.target, each);
            }
        } else {
            full_names(catalog, target.target, select);
        }
    }
}
