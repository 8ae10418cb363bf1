//! The file of a resource: handle, key, optional parameters, operations, methods, named projections.

use quote::quote;

use super::catalog::Lookup;
use super::record::{Parts, record};
use super::ty::Place;
use super::{Piece, doc_attributes, ident, method, named, operation};
use crate::plan::{ParamsPlan, Plan, ResourcePlan};

/// All items of a resource's file.
pub(crate) fn resource(plan: &Plan<'_>, lookup: &Lookup<'_>, resource: &ResourcePlan) -> Vec<Piece> {
    let mut pieces = vec![handle(resource), implementation(plan, resource)];
    if let Some(key) = &resource.compound_key {
        pieces.extend(params(plan, key));
    }
    // Methods by alternative keys share these with the method itself.
    let own = || resource.methods.iter().filter(|planned| planned.alt_key.is_none());
    pieces.extend(own().filter_map(|planned| planned.params.as_ref()).flat_map(|optional| params(plan, optional)));
    pieces.extend(named::projections(plan, lookup, resource));
    pieces.extend(own().map(|planned| operation::operation(plan, resource, planned)));
    pieces
}

fn handle(resource: &ResourcePlan) -> Piece {
    let name = ident(&resource.item.ident);
    let docs = doc_attributes(&resource.docs);
    let unread = resource.methods.is_empty().then(|| quote!(#[allow(dead_code, reason = "the schema gives it no methods")]));
    Piece::Item(quote! {
        #docs
        #[derive(Clone, Copy, Debug)]
        pub struct #name<'c, C = rt::AtRunTime> {
            #unread
            client: &'c crate::Client<C>,
        }
    })
}

fn implementation(plan: &Plan<'_>, resource: &ResourcePlan) -> Piece {
    let name = ident(&resource.item.ident);
    let methods = resource.methods.iter().map(|planned| method::method(plan, &plan.api[resource.id], planned));
    Piece::Item(quote! {
        impl<'c, C> #name<'c, C> {
            pub(crate) const fn new(client: &'c crate::Client<C>) -> Self {
                Self { client }
            }

            #(#methods)*
        }
    })
}

fn params(plan: &Plan<'_>, params: &ParamsPlan) -> Vec<Piece> {
    let parts = Parts {
        ident: &params.item.ident,
        full_name: &params.item.ident,
        docs: &params.docs,
        deprecated: None,
        fields: &params.fields,
        open: false,
        built: true,
    };
    record(plan, &parts, Place::Elsewhere)
}
