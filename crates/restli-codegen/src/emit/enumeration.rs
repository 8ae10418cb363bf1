//! Enums: the symbols, and a variant for what they do not know.

use quote::quote;

use super::ty::Place;
use super::{Piece, deprecated_attribute, doc_attributes, ident};
use crate::plan::TypePlan;

/// An enum's items.
pub(crate) fn enumeration(plan: &TypePlan, full_name: &str, _place: Place) -> Vec<Piece> {
    let name = ident(&plan.item.ident);
    let docs = doc_attributes(&plan.docs);
    let deprecated = deprecated_attribute(plan.deprecated.as_ref());
    let variants = plan.variants.iter().map(|variant| {
        let (name, docs) = (ident(&variant.ident), doc_attributes(&variant.docs));
        let deprecated = deprecated_attribute(variant.deprecated.as_ref());
        quote!(#docs #deprecated #name)
    });
    let entries = plan.variants.iter().map(|variant| {
        let (name, wire) = (ident(&variant.ident), &variant.wire);
        quote!(#name: #wire)
    });
    vec![
        Piece::Item(quote! {
            #docs
            #deprecated
            #[derive(Clone, Debug, PartialEq, Eq, Hash)]
            pub enum #name {
                #(#variants,)*
                #[doc = " A symbol that this version of the schema does not know."]
                Unrecognized(String),
            }
        }),
        Piece::Table { call: quote!(rt::core::enumeration!), head: quote!(#name = #full_name), entries: entries.collect() },
    ]
}
