//! Type aliases: typerefs, points in time, escaped text, fixed byte strings.

use proc_macro2::Literal;
use quote::quote;
use restli_schema::rust_names;

use super::ty::{TypeSite, ty};
use super::{deprecated_attribute, doc_attributes, ident};
use crate::block::Block;
use crate::plan::Plan;
use crate::plan::model::{RustType, TypePlan};

/// A typeref: another name for a type.
pub(crate) fn typeref(plan: &Plan<'_>, alias: &TypePlan, target: &RustType, site: TypeSite) -> Vec<Block> {
    let name = ident(&alias.item.ident);
    let docs = doc_attributes(&alias.docs);
    let deprecated = deprecated_attribute(alias.deprecated.as_ref());
    let target = ty(plan, target, site);
    vec![Block::Item(quote!(#docs #deprecated pub type #name = #target;))]
}

/// A point in time.
pub(crate) fn time(alias: &TypePlan) -> Vec<Block> {
    let name = ident(&alias.item.ident);
    let docs = doc_attributes(&alias.docs);
    let deprecated = deprecated_attribute(alias.deprecated.as_ref());
    vec![Block::Item(quote!(#docs #deprecated pub type #name = rt::core::Time;))]
}

/// A byte string of fixed length.
pub(crate) fn fixed(alias: &TypePlan, size: u32) -> Vec<Block> {
    let name = ident(&alias.item.ident);
    let docs = doc_attributes(&alias.docs);
    let size = Literal::u32_unsuffixed(size);
    vec![Block::Item(quote!(#docs pub type #name = rt::core::data::Fixed<#size>;))]
}

/// Text in which reserved characters are escaped.
pub(crate) fn text(alias: &TypePlan, reserved: &str, escape: char) -> Vec<Block> {
    let name = ident(&alias.item.ident);
    let marker = ident(&rust_names::format_name(&alias.item.ident));
    let docs = doc_attributes(&alias.docs);
    let full_name = &alias.full_name;
    let marker_doc = format!(" The format of [`{}`].", alias.item.ident);
    vec![
        Block::Item(quote!(#docs pub type #name = rt::core::escaped_text::EscapedText<#marker>;)),
        Block::Item(quote! {
            #[doc = #marker_doc]
            #[derive(Clone, Copy, Debug, PartialEq, Eq)]
            pub enum #marker {}
        }),
        Block::Item(quote! {
            impl rt::core::escaped_text::TextFormat for #marker {
                const NAME: &'static str = #full_name;
                const RESERVED: &'static str = #reserved;
                const ESCAPE: char = #escape;
            }
        }),
    ]
}
