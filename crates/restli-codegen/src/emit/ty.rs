//! Rust types to tokens.

use proc_macro2::TokenStream;
use quote::quote;

use super::ident;
use crate::plan::Plan;
use crate::plan::model::{ItemRef, Module, RustType};

/// The place that a type is written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TypeSite {
    /// The file of a module's own types, which need no path.
    Types(Module),
    /// Any other file of the client.
    Elsewhere,
    /// Another crate, through a macro of the client: paths start with `$crate`.
    Outside,
}

/// The tokens of a type.
pub(crate) fn ty(plan: &Plan<'_>, ty: &RustType, site: TypeSite) -> TokenStream {
    let inner = |nested: &RustType| self::ty(plan, nested, site);
    let rt = runtime(site);
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
        RustType::Item(item) => item_path(plan, item, site),
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
fn runtime(site: TypeSite) -> TokenStream {
    match site {
        TypeSite::Types(_) | TypeSite::Elsewhere => quote!(rt),
        TypeSite::Outside => quote!($crate::__private),
    }
}

/// The path of a generated item.
pub(crate) fn item_path(plan: &Plan<'_>, item: &ItemRef, site: TypeSite) -> TokenStream {
    let name = ident(&item.ident);
    let module = ident(module_name(plan, item.module));
    match site {
        TypeSite::Types(own) if own == item.module => quote!(#name),
        TypeSite::Types(_) | TypeSite::Elsewhere => quote!(#module::#name),
        TypeSite::Outside => quote!($crate::#module::#name),
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
