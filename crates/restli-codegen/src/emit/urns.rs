//! URN types.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{doc_attributes, ident};
use crate::block::Block;
use crate::plan::Plan;
use crate::plan::model::{Module, Shape, TypePlan, UrnKey, UrnPlan};

/// The URN types, such as `PersonUrn`.
pub(crate) fn urns(plan: &Plan<'_>) -> Vec<Block> {
    if plan.urns.is_empty() {
        return Vec::new();
    }
    let kinds = plan.urns.iter().map(kind);
    let module = quote! {
        #[doc = " Markers of the URN types. They hold no data."]
        pub mod kinds {
            use super::rt;

            #(#kinds)*
        }
    };
    choices(plan).into_iter().chain(plan.urns.iter().map(alias)).chain([Block::Item(module)]).collect()
}

/// The shared choices between URN types, such as `AuthorUrn`: users look for them among the URN types.
fn choices(plan: &Plan<'_>) -> Option<Block> {
    let is_choice = |planned: &&TypePlan| matches!(planned.shape, Shape::UrnChoice(_)) && planned.item.module == Module::Shared;
    let names = plan.types.iter().filter(is_choice).map(|planned| &planned.item.ident);
    let names: Vec<_> = names.filter(|name| plan.urns.iter().all(|urn| urn.ident != **name)).map(|name| ident(name)).collect();
    (!names.is_empty()).then(|| Block::Item(quote!(pub use crate::types::{#(#names),*};)))
}

fn alias(urn: &UrnPlan) -> Block {
    let (name, kind, docs) = (ident(&urn.ident), ident(&urn.kind), doc_attributes(&urn.docs));
    Block::Item(quote!(#docs pub type #name = rt::core::urn::TypedUrn<kinds::#kind>;))
}

fn kind(urn: &UrnPlan) -> TokenStream {
    let (kind, doc) = (ident(&urn.kind), format!(" The kind of [`super::{}`].", urn.ident));
    let (namespace, entity) = (&urn.namespace, &urn.entity);
    let key = key(&urn.key);
    let longest = urn.longest.map(Literal::u32_unsuffixed).map(|longest| quote!(const LONGEST: usize = #longest;));
    quote! {
        #[doc = #doc]
        #[derive(Debug)]
        pub enum #kind {}

        impl rt::core::urn::UrnType for #kind {
            const NAMESPACE: &'static str = #namespace;
            const ENTITY: &'static str = #entity;
            #longest
            type Key = #key;
        }
    }
}

fn key(parts: &[UrnKey]) -> TokenStream {
    match parts {
        [] => quote!(()),
        [one] => part(one),
        many => {
            let parts = many.iter().map(part);
            quote!((#(#parts),*))
        }
    }
}

fn part(part: &UrnKey) -> TokenStream {
    match part {
        UrnKey::Text => quote!(String),
        UrnKey::Long => quote!(i64),
        UrnKey::Urn => quote!(rt::core::urn::Urn),
        UrnKey::UrnOf(name) => {
            let name = ident(name);
            quote!(super::#name)
        }
    }
}
