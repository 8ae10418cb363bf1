//! Types that stand for others: typerefs, formatted text, fixed bytes.

use proc_macro2::Literal;
use quote::{format_ident, quote};
use restli_schema::api::TextFormat;

use super::ty::{Place, ty};
use super::{Piece, deprecated_attribute, doc_attributes, ident};
use crate::plan::{Plan, TypePlan};

/// A typeref: another name for a type.
pub(crate) fn typeref(plan: &Plan<'_>, alias: &TypePlan, place: Place) -> Vec<Piece> {
    let name = ident(&alias.item.ident);
    let docs = doc_attributes(&alias.docs);
    let deprecated = deprecated_attribute(alias.deprecated.as_ref());
    let target = alias.target.as_ref().map(|target| ty(plan, target, place));
    vec![Piece::Item(quote!(#docs #deprecated pub type #name = #target;))]
}

/// Exactly so many bytes.
pub(crate) fn fixed(alias: &TypePlan, size: u32) -> Vec<Piece> {
    let name = ident(&alias.item.ident);
    let docs = doc_attributes(&alias.docs);
    let size = Literal::u32_unsuffixed(size);
    vec![Piece::Item(quote!(#docs pub type #name = rt::core::data::Fixed<#size>;))]
}

/// Text with an escape set: it can only be built escaped, or as markup on purpose.
pub(crate) fn text(alias: &TypePlan, full_name: &str, format: &TextFormat) -> Vec<Piece> {
    let name = ident(&alias.item.ident);
    let marker = format_ident!("{}Format", alias.item.ident);
    let docs = doc_attributes(&alias.docs);
    let (reserved, escape) = (&format.reserved, format.escape);
    let marker_doc = format!(" The format of [`{}`].", alias.item.ident);
    vec![
        Piece::Item(quote!(#docs pub type #name = rt::core::escaped_text::EscapedText<#marker>;)),
        Piece::Item(quote! {
            #[doc = #marker_doc]
            #[derive(Clone, Copy, Debug, PartialEq, Eq)]
            pub enum #marker {}
        }),
        Piece::Item(quote! {
            impl rt::core::escaped_text::TextFormat for #marker {
                const NAME: &'static str = #full_name;
                const RESERVED: &'static str = #reserved;
                const ESCAPE: char = #escape;
            }
        }),
    ]
}
