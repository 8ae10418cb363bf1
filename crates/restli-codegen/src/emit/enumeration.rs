//! Enums: a variant per symbol, and a variant for unknown symbols.

use quote::quote;

use super::{deprecated_attribute, doc_attributes, ident};
use crate::block::Block;
use crate::plan::model::{TypePlan, VariantPlan};

/// An enum's items.
pub(crate) fn enumeration(plan: &TypePlan, symbols: &[VariantPlan], ordered: bool) -> Vec<Block> {
    let name = ident(&plan.item.ident);
    let full_name = &plan.full_name;
    let docs = doc_attributes(&plan.docs);
    let deprecated = deprecated_attribute(plan.deprecated.as_ref());
    let variants = symbols.iter().map(|variant| {
        let (name, docs) = (ident(&variant.ident), doc_attributes(&variant.docs));
        let deprecated = deprecated_attribute(variant.deprecated.as_ref());
        quote!(#docs #deprecated #name)
    });
    let entries = symbols.iter().map(|variant| {
        let (name, wire) = (ident(&variant.ident), &variant.wire);
        quote!(#name: #wire)
    });
    let order = ordered.then(|| quote!(, PartialOrd, Ord));
    vec![
        Block::Item(quote! {
            #docs
            #deprecated
            #[derive(Clone, Debug, PartialEq, Eq, Hash #order)]
            #[non_exhaustive]
            pub enum #name {
                #(#variants,)*
                #[doc = " A symbol that this version of the schema does not know."]
                Unrecognized(String),
            }
        }),
        Block::Table { call: quote!(rt::core::enumeration!), head: quote!(#name = #full_name), entries: entries.collect() },
    ]
}
