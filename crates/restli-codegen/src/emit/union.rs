//! Unions, and choices between URN types.

use quote::quote;

use super::ty::{Place, ty};
use super::{Piece, deprecated_attribute, doc_attributes, ident};
use crate::plan::{Plan, TypePlan};

/// A union's items.
pub(crate) fn union(plan: &Plan<'_>, union: &TypePlan, full_name: &str, null: bool, place: Place) -> Vec<Piece> {
    let name = ident(&union.item.ident);
    let docs = doc_attributes(&union.docs);
    let deprecated = deprecated_attribute(union.deprecated.as_ref());
    let variants = variants(plan, union, place);
    let null_variant = null.then(|| {
        quote!(
            #[doc = " The null member."]
            Null,
        )
    });
    let members = union.variants.iter().map(|variant| {
        let (name, wire) = (ident(&variant.ident), &variant.wire);
        let ty = variant.ty.as_ref().map(|member| ty(plan, member, place));
        quote!(#name(#ty): #wire)
    });
    let null_entry = null.then(|| quote!(null Null));
    vec![
        Piece::Item(quote! {
            #docs
            #deprecated
            #[derive(Clone)]
            #[non_exhaustive]
            pub enum #name {
                #(#variants,)*
                #null_variant
                #[doc = " A member that this version of the schema does not know, or none after a projection."]
                Unrecognized(rt::core::UnknownMember),
            }
        }),
        Piece::Table { call: quote!(rt::core::union!), head: quote!(#name = #full_name), entries: members.chain(null_entry).collect() },
    ]
}

/// The items of a choice between URN types.
pub(crate) fn urn_choice(plan: &Plan<'_>, choice: &TypePlan, place: Place) -> Vec<Piece> {
    let name = ident(&choice.item.ident);
    let docs = doc_attributes(&choice.docs);
    let deprecated = deprecated_attribute(choice.deprecated.as_ref());
    let variants = variants(plan, choice, place);
    let members = choice.variants.iter().map(|variant| {
        let name = ident(&variant.ident);
        let ty = variant.ty.as_ref().map(|member| ty(plan, member, place));
        quote!(#name(#ty))
    });
    vec![
        Piece::Item(quote! {
            #docs
            #deprecated
            #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
            #[non_exhaustive]
            pub enum #name {
                #(#variants,)*
                #[doc = " A URN of another type."]
                Other(rt::core::urn::Urn),
            }
        }),
        Piece::Table { call: quote!(rt::core::urn_union!), head: quote!(#name), entries: members.collect() },
    ]
}

fn variants<'p>(plan: &'p Plan<'_>, holder: &'p TypePlan, place: Place) -> impl Iterator<Item = proc_macro2::TokenStream> + 'p {
    holder.variants.iter().map(move |variant| {
        let (name, docs) = (ident(&variant.ident), doc_attributes(&variant.docs));
        let deprecated = deprecated_attribute(variant.deprecated.as_ref());
        let ty = variant.ty.as_ref().map(|member| ty(plan, member, place));
        quote!(#docs #deprecated #name(#ty))
    })
}
