//! Unions, and choices between URN types, as enums.

use proc_macro2::TokenStream;
use quote::quote;

use super::ty::{TypeSite, item_path, ty};
use super::{deprecated_attribute, doc_attributes, ident};
use crate::block::{Block, Line};
use crate::plan::Plan;
use crate::plan::model::{Module, Shape, TypePlan, VariantPlan};

/// A union's items.
pub(crate) fn union(plan: &Plan<'_>, union: &TypePlan, members: &[VariantPlan], null: bool, site: TypeSite) -> Vec<Block> {
    let name = ident(&union.item.ident);
    let docs = doc_attributes(&union.docs);
    let deprecated = deprecated_attribute(union.deprecated.as_ref());
    let variants = variants(plan, members, site);
    let null_variant = null.then(|| {
        quote!(
            #[doc = " The null member."]
            Null,
        )
    });
    let full_name = &union.full_name;
    let null_entry = null.then(|| quote!(null Null));
    vec![
        Block::Item(quote! {
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
        Block::Table {
            call: quote!(rt::core::union!),
            head: quote!(#name = #full_name),
            entries: keyed(plan, members, site).chain(null_entry).collect(),
        },
    ]
}

/// The items of a bare union, whose value stands without a key.
pub(crate) fn bare(plan: &Plan<'_>, union: &TypePlan, members: &[VariantPlan], site: TypeSite) -> Vec<Block> {
    let name = ident(&union.item.ident);
    let docs = doc_attributes(&union.docs);
    let deprecated = deprecated_attribute(union.deprecated.as_ref());
    let variants = variants(plan, members, site);
    vec![
        Block::Item(quote! {
            #docs
            #deprecated
            #[derive(Clone)]
            #[non_exhaustive]
            pub enum #name {
                #(#variants,)*
                #[doc = " A value of another kind, or one that could not be read."]
                Unrecognized(rt::core::Json),
            }
        }),
        Block::Table { call: quote!(rt::core::bare_union!), head: quote!(#name), entries: keyed(plan, members, site).collect() },
    ]
}

/// The part of a union that some type holds in a box.
pub(crate) fn boxed(union: &TypePlan) -> Block {
    let name = ident(&union.item.ident);
    Block::Lines(vec![Line::Tokens(quote!(rt::core::boxed_union! { #name }))])
}

/// The items of a choice between URN types.
pub(crate) fn urn_choice(plan: &Plan<'_>, choice: &TypePlan, members: &[VariantPlan], site: TypeSite) -> Vec<Block> {
    let name = ident(&choice.item.ident);
    let docs = doc_attributes(&choice.docs);
    let deprecated = deprecated_attribute(choice.deprecated.as_ref());
    let variants = variants(plan, members, site);
    let entries = members.iter().map(|variant| {
        let name = ident(&variant.ident);
        let ty = variant.ty.as_ref().map(|member| ty(plan, member, site));
        quote!(#name(#ty))
    });
    let narrower: Vec<_> = narrower(plan, choice, members).map(|other| item_path(plan, &other.item, site)).collect();
    let mut blocks = vec![
        Block::Item(quote! {
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
        Block::Table { call: quote!(rt::core::urn_union!), head: quote!(#name), entries: entries.collect() },
    ];
    if !narrower.is_empty() {
        blocks.push(Block::Table { call: quote!(rt::core::urn_union_from!), head: quote!(#name), entries: narrower });
    }
    blocks
}

/// The choices between some of the URN types of a choice, which become it: those of the same module, and those that all products share.
fn narrower<'p>(plan: &'p Plan<'_>, choice: &'p TypePlan, members: &'p [VariantPlan]) -> impl Iterator<Item = &'p TypePlan> {
    let is_within = move |theirs: &[VariantPlan]| theirs.iter().all(|variant| members.iter().any(|member| member.ty == variant.ty));
    plan.types.iter().filter(move |other| {
        let is_near = other.item.module == Module::Shared || other.item.module == choice.item.module;
        let is_part = matches!(&other.shape, Shape::UrnChoice(theirs) if is_within(theirs));
        is_near && is_part && other.item != choice.item
    })
}

/// The table of a union: each variant with its key on the wire or its kind of JSON.
fn keyed<'p>(plan: &'p Plan<'_>, members: &'p [VariantPlan], site: TypeSite) -> impl Iterator<Item = TokenStream> + 'p {
    members.iter().map(move |variant| {
        let (name, key) = (ident(&variant.ident), &variant.wire);
        let ty = variant.ty.as_ref().map(|member| ty(plan, member, site));
        quote!(#name(#ty): #key)
    })
}

fn variants<'p>(plan: &'p Plan<'_>, members: &'p [VariantPlan], site: TypeSite) -> impl Iterator<Item = TokenStream> + 'p {
    members.iter().map(move |variant| {
        let (name, docs) = (ident(&variant.ident), doc_attributes(&variant.docs));
        let deprecated = deprecated_attribute(variant.deprecated.as_ref());
        let ty = variant.ty.as_ref().map(|member| ty(plan, member, site));
        quote!(#docs #deprecated #name(#ty))
    })
}
