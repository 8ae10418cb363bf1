//! The names of Rust in a catalog: paths of types, fields and variants, traits of scopes.

use std::borrow::Cow;
use std::collections::BTreeMap;

use restli_projection::catalog::TypeIndex;
use restli_schema::api::Type;
use restli_schema::catalog::{self, FieldRow, Rows};

use crate::emit::ty::{TypeSite, item_path, ty};
use crate::format::compact;
use crate::plan::Plan;
use crate::plan::docs::escape;
use crate::plan::model::{ItemRef, TypePlan};
use crate::plan::rust_types::RustTypes;

/// The rows of the catalog with the names of Rust.
pub(crate) fn rows<'a>(plan: &Plan<'a>) -> Rows<'a> {
    let named: Vec<ItemRef> = plan.types.iter().map(|planned| planned.item.clone()).collect();
    let urns: Vec<String> = plan.urns.iter().map(|urn| urn.ident.clone()).collect();
    let types = RustTypes { urns: &urns, named: &named };
    let mut rows = catalog::rows(plan.api);
    for row in &mut rows.types {
        let Some(planned) = plan.types.get(row.id.index()) else { continue };
        row.name = Cow::Owned(planned.item.ident.clone());
        row.rust = compact(&item_path(plan, &planned.item, TypeSite::Outside));
        row.doc = Cow::Owned(escape(row.doc.trim()));
        for field in &mut row.fields {
            fill(plan, &types, planned, field);
        }
    }
    rows
}

fn fill(plan: &Plan<'_>, types: &RustTypes<'_>, owner: &TypePlan, field: &mut FieldRow<'_>) {
    field.doc = Cow::Owned(escape(field.doc.trim()));
    if let Some(planned) = owner.fields().get(field.position) {
        field.rust.clone_from(&planned.ident);
        field.permit = planned.permit.as_ref().map(ToString::to_string);
    }
    if let Some(planned) = owner.variants().get(field.position) {
        field.rust.clone_from(&planned.ident);
    }
    if let Some(leaf) = &mut field.leaf {
        leaf.rust = text(plan, types, leaf.ty);
    }
}

/// The text of a type without members, as it is written where nothing is known about the names in scope.
fn text(plan: &Plan<'_>, types: &RustTypes<'_>, leaf: &Type) -> String {
    match leaf {
        Type::Bool => "bool".to_owned(),
        Type::Int => "i32".to_owned(),
        Type::Long => "i64".to_owned(),
        Type::Float => "f32".to_owned(),
        Type::Double => "f64".to_owned(),
        Type::String => "::std::string::String".to_owned(),
        _ => compact(&ty(plan, &types.rust(leaf), TypeSite::Outside)),
    }
}

/// The names that may stand before the colon of `projection!(Name: (...))`, sorted: records by their Rust names, and resources by
/// theirs where no record has that name.
pub(crate) fn roots<'r>(plan: &'r Plan<'_>, rows: &'r Rows<'_>) -> Vec<(&'r str, TypeIndex)> {
    let records = rows.types.iter().filter(|row| !row.kind.is_union());
    let mut roots: BTreeMap<&str, TypeIndex> = BTreeMap::new();
    for row in records {
        if let Some(position) = rows.index(row.id) {
            roots.entry(&row.name).or_insert(position);
        }
    }
    for resource in &plan.resources {
        if let Some(position) = plan.api[resource.id].entity.and_then(|entity| rows.index(entity)) {
            roots.entry(&resource.item.ident).or_insert(position);
        }
    }
    roots.into_iter().collect()
}
