//! Events of webhooks: an enum, and the table by which a receiver knows them.

use proc_macro2::TokenStream;
use quote::quote;

use super::ty::{TypeSite, item_path};
use super::{doc_attributes, ident, with};
use crate::block::Block;
use crate::plan::Plan;
use crate::plan::model::EventPlan;

/// The file `incoming.rs`.
pub(crate) fn events(plan: &Plan<'_>) -> Vec<Block> {
    let variants = plan.events.iter().map(|event| {
        let (name, docs, feature) = (ident(&event.ident), doc_attributes(&event.docs), event.feature);
        let body = item_path(plan, &event.body, TypeSite::Elsewhere);
        quote! {
            #docs
            #[cfg(feature = #feature)]
            #name(crate::#body)
        }
    });
    let rows = plan.events.iter().map(row);
    vec![
        Block::Item(quote! {
            #[doc = " An event that a webhook is told of."]
            #[derive(Clone, Debug, PartialEq)]
            #[non_exhaustive]
            pub enum Event {
                #(#variants,)*
                #[doc = " An event that this version of the schema does not know, or whose product is not among the features."]
                Unrecognized(rt::core::UnknownMember),
            }
        }),
        Block::Item(quote! {
            #[doc = " The events by their names, with what a receiver needs to know of each."]
            pub static EVENTS: &[rt::webhook::EventInfo<Event>] = &[#(#rows,)*];
        }),
    ]
}

fn row(event: &EventPlan<'_>) -> TokenStream {
    let (name, variant, feature) = (&event.entry.name.wire, ident(&event.ident), event.feature);
    let id = &event.entry.id;
    let id = (!id.is_empty()).then(|| quote!(.with_id(&[#(#id),*])));
    let [each, time, app] = [("each", &event.entry.each), ("time", &event.entry.time), ("app", &event.entry.app)].map(|(key, path)| {
        let (with, path) = (with(key), path.as_ref()?);
        Some(quote!(.#with(#path)))
    });
    quote! {
        #[cfg(feature = #feature)]
        rt::webhook::EventInfo::new(#name, |body| rt::webhook::read(body, Event::#variant)) #each #id #time #app
    }
}
