//! What is sent of what was written.

use restli_core::projection::{Decoration, Item, Name, Projection};

use crate::catalog::{Catalog, FieldEntry, Ty, TypeIndex};

/// The projection as a server wants it: members of unions by their full names (`docs/protocol.md §5.2`).
#[must_use]
pub fn sent(catalog: &Catalog<'_>, root: TypeIndex, projection: &Projection) -> Projection {
    let mut sent = projection.clone();
    full_names(catalog, root, &mut sent);
    sent
}

fn full_names(catalog: &Catalog<'_>, index: TypeIndex, select: &mut Projection) {
    let Some(entry) = catalog.get(index) else { return };
    for item in &mut select.items {
        let Name::Is(name) = &mut item.name else { continue };
        let Some(field) = entry.named(name) else { continue };
        if *name != field.wire {
            field.wire.clone_into(name);
        }
        inside(catalog, field, field.ty, item);
    }
}

/// What is selected inside of a field, or of each of its values, and behind the URNs in it.
fn inside(catalog: &Catalog<'_>, field: &FieldEntry<'_>, ty: Ty<'_>, item: &mut Item) {
    for decoration in &mut item.decorations {
        behind(catalog, field, decoration);
    }
    let Some(select) = &mut item.select else { return };
    match ty {
        Ty::Array(inner) | Ty::Map(inner) => {
            for item in &mut select.items {
                inside(catalog, field, *inner, item);
            }
        }
        Ty::Named(index) => full_names(catalog, index, select),
        Ty::Leaf(_) | Ty::Any => {}
    }
}

fn behind(catalog: &Catalog<'_>, field: &FieldEntry<'_>, decoration: &mut Decoration) {
    let Some(select) = &mut decoration.select else { return };
    for offer in field.decorations {
        if offer.collection {
            let elements = select.items.iter_mut().filter_map(|item| item.select.as_mut());
            for each in elements.flat_map(|elements| &mut elements.items).filter_map(|each| each.select.as_mut()) {
                full_names(catalog, offer.target, each);
            }
        } else {
            full_names(catalog, offer.target, select);
        }
    }
}
