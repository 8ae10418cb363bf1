//! Rust types to tokens.

use proc_macro2::TokenStream;
use quote::quote;
use restli_schema::rust_names;

use super::ident;
use crate::plan::Plan;
use crate::plan::model::{ItemRef, Module, PassBy, RustType, Shape};

/// The place where a type is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TypeSite {
    /// The types file of a module, where the module's own types need no path.
    Types(Module),
    /// Any other file of the client.
    Elsewhere,
}

/// The tokens of a type.
pub(crate) fn ty(plan: &Plan<'_>, ty: &RustType, site: TypeSite) -> TokenStream {
    let inner = |nested: &RustType| self::ty(plan, nested, site);
    match ty {
        RustType::Bool => quote!(bool),
        RustType::I32 => quote!(i32),
        RustType::I64 => quote!(i64),
        RustType::F32 => quote!(f32),
        RustType::F64 => quote!(f64),
        RustType::String => quote!(String),
        RustType::Bytes => quote!(rt::core::data::Bytes),
        RustType::Json => quote!(rt::core::Json),
        RustType::Urn => quote!(rt::core::urn::Urn),
        RustType::Item(item) => item_path(plan, item, site),
        RustType::Option(nested) => {
            let nested = inner(nested);
            quote!(Option<#nested>)
        }
        RustType::Vec(nested) => {
            let nested = inner(nested);
            quote!(Vec<#nested>)
        }
        RustType::Map(key, nested) => {
            let nested = inner(nested);
            if **key == RustType::String {
                return quote!(rt::core::Map<#nested>);
            }
            let key = inner(key);
            quote!(rt::core::KeyedMap<#key, #nested>)
        }
        RustType::Boxed(nested) => {
            let nested = inner(nested);
            quote!(Box<#nested>)
        }
        RustType::ComplexKey(key, params) => {
            let (key, params) = (inner(key), inner(params));
            quote!(rt::core::key::ComplexKey<#key, #params>)
        }
        RustType::Content => quote!(rt::Content),
    }
}

/// The bound of an argument that is converted to a type: `Into<T>`, or a trait whose compiler message tells how to make the value.
pub(crate) fn into(plan: &Plan<'_>, target: &RustType, site: TypeSite) -> TokenStream {
    let tokens = ty(plan, target, site);
    match target {
        RustType::Urn => quote!(rt::IntoUrn<#tokens>),
        RustType::ComplexKey(..) => quote!(rt::IntoKey<#tokens>),
        RustType::Item(item) if item.module == Module::Urns => quote!(rt::IntoUrn<#tokens>),
        RustType::Item(item) => match (item.pass_by, shape_behind(plan, item)) {
            (PassBy::Urn, _) => quote!(rt::IntoUrn<#tokens>),
            (PassBy::Text, Some((format, Shape::Text { .. }))) => {
                item_path(plan, &ItemRef { ident: rust_names::into_name(&format.ident), ..format.clone() }, site)
            }
            (PassBy::Into, Some((_, Shape::Time))) => quote!(rt::IntoTime),
            (PassBy::Ref, _) => quote!(rt::IntoKey<#tokens>),
            _ => quote!(Into<#tokens>),
        },
        _ => quote!(Into<#tokens>),
    }
}

/// The item that an item is another name for, or the item itself, and its shape.
fn shape_behind<'p>(plan: &'p Plan<'_>, item: &ItemRef) -> Option<(&'p ItemRef, &'p Shape)> {
    let planned = plan.types.iter().find(|planned| planned.item == *item)?;
    match &planned.shape {
        Shape::Typeref(RustType::Item(target)) => shape_behind(plan, target),
        shape => Some((&planned.item, shape)),
    }
}

/// The path of a generated item.
pub(crate) fn item_path(plan: &Plan<'_>, item: &ItemRef, site: TypeSite) -> TokenStream {
    let name = ident(&item.ident);
    let module = ident(item.module.name(&plan.products));
    match site {
        TypeSite::Types(own) if own == item.module => quote!(#name),
        TypeSite::Types(_) | TypeSite::Elsewhere => quote!(#module::#name),
    }
}
