//! The catalog of the macro crate: the rows that the schema builds, with Rust names filled in.

use std::borrow::Cow;

use restli_schema::api::{Api, Type};
use restli_schema::catalog::{self, FieldRow, Rows};

use super::docs::paragraphs;
use super::model::{ItemRef, ProductPlan, RustType, TypePlan};
use super::rust_types::RustTypes;

/// The rows of the catalog.
pub(super) fn rows<'a>(api: &'a Api, types: &[TypePlan], names: &RustTypes<'_>, products: &[ProductPlan]) -> Rows<'a> {
    let mut rows = catalog::rows(api);
    for row in &mut rows.types {
        let Some(planned) = types.get(row.id.index()) else { continue };
        row.name = Cow::Owned(planned.item.ident.clone());
        row.rust = path(&planned.item, products);
        row.doc = Cow::Owned(paragraphs(&row.doc).join("\n\n"));
        for field in &mut row.fields {
            fill(planned, field);
            if field.keys.iter().any(|key| names.rust(key) != RustType::String) {
                let keys: Vec<String> = field.keys.iter().map(|key| text(key, names, products)).collect();
                field.key_names = keys.join(", ");
            }
            if let Some(leaf) = &mut field.leaf {
                leaf.rust = text(leaf.ty, names, products);
            }
        }
    }
    rows
}

fn fill(owner: &TypePlan, field: &mut FieldRow<'_>) {
    field.doc = Cow::Owned(paragraphs(&field.doc).join("\n\n"));
    if let Some(planned) = owner.fields().get(field.position) {
        field.rust.clone_from(&planned.ident);
        field.permit = planned.permit.as_ref().map(ToString::to_string);
    }
    if let Some(planned) = owner.variants().get(field.position) {
        field.rust.clone_from(&planned.ident);
    }
}

/// The full path of an item, valid with any names in scope.
fn path(item: &ItemRef, products: &[ProductPlan]) -> String {
    format!("$crate::{}::{}", item.module.name(products), item.ident)
}

/// The text of a type without members, valid with any names in scope.
fn text(leaf: &Type, names: &RustTypes<'_>, products: &[ProductPlan]) -> String {
    match names.rust(leaf) {
        RustType::Bool => "bool",
        RustType::I32 => "i32",
        RustType::I64 => "i64",
        RustType::F32 => "f32",
        RustType::F64 => "f64",
        RustType::String => "::std::string::String",
        RustType::Bytes => "$crate::__private::core::data::Bytes",
        RustType::Urn => "$crate::__private::core::urn::Urn",
        RustType::Item(item) => return path(&item, products),
        // A leaf is never an array or map, and no field holds the remaining types.
        RustType::Json
        | RustType::Option(_)
        | RustType::Vec(_)
        | RustType::Map(..)
        | RustType::Boxed(_)
        | RustType::ComplexKey(..)
        | RustType::Content => "$crate::__private::core::Json",
    }
    .to_owned()
}
