//! Rust types to tokens.

use proc_macro2::TokenStream;
use quote::quote;

use super::ident;
use crate::plan::{ItemRef, Module, Plan, RustType};

/// The file that tokens are made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// The file that holds this module's own types: they need no path.
    Types(Module),
    /// Any other file of the client.
    Elsewhere,
    /// Outside the client: paths start with `$crate`.
    Outside,
}

/// The tokens of a type.
pub(crate) fn ty(plan: &Plan<'_>, ty: &RustType, place: Place) -> TokenStream {
    let inner = |nested: &RustType| self::ty(plan, nested, place);
    let rt = runtime(place);
    match ty {
        RustType::Bool => quote!(bool),
        RustType::I32 => quote!(i32),
        RustType::I64 => quote!(i64),
        RustType::F32 => quote!(f32),
        RustType::F64 => quote!(f64),
        RustType::String => quote!(String),
        RustType::Bytes => quote!(#rt::core::data::Bytes),
        RustType::Json => quote!(#rt::core::Json),
        RustType::Urn => quote!(#rt::core::urn::Urn),
        RustType::Item(item) => item_path(plan, item, place),
        RustType::Option(nested) => {
            let nested = inner(nested);
            quote!(Option<#nested>)
        }
        RustType::Vec(nested) => {
            let nested = inner(nested);
            quote!(Vec<#nested>)
        }
        RustType::Map(nested) => {
            let nested = inner(nested);
            quote!(#rt::core::Map<#nested>)
        }
        RustType::Boxed(nested) => {
            let nested = inner(nested);
            quote!(Box<#nested>)
        }
        RustType::ComplexKey(key, params) => {
            let (key, params) = (inner(key), inner(params));
            quote!(#rt::core::key::ComplexKey<#key, #params>)
        }
        RustType::Content => quote!(#rt::Content),
    }
}

/// The runtime's name in a file.
fn runtime(place: Place) -> TokenStream {
    match place {
        Place::Types(_) | Place::Elsewhere => quote!(rt),
        Place::Outside => quote!($crate::__private),
    }
}

/// The path of a generated item.
pub(crate) fn item_path(plan: &Plan<'_>, item: &ItemRef, place: Place) -> TokenStream {
    let name = ident(&item.ident);
    let module = ident(module_name(plan, item.module));
    match place {
        Place::Types(own) if own == item.module => quote!(#name),
        Place::Types(_) | Place::Elsewhere => quote!(#module::#name),
        Place::Outside => quote!($crate::#module::#name),
    }
}

/// The name of a module below the client crate.
pub(crate) fn module_name<'p>(plan: &'p Plan<'_>, module: Module) -> &'p str {
    match module {
        Module::Shared => "types",
        Module::Urns => "urns",
        Module::Product(id) => plan.products.get(id.index()).map_or("types", |product| product.module.as_str()),
    }
}
