//! The file of a resource: handle, key, optional parameters, operations, methods, named projections.

use quote::quote;

use super::catalog::Lookup;
use super::record::{RecordSpec, record};
use super::ty::TypeSite;
use super::{doc_attributes, ident, method, named, operation};
use crate::block::Block;
use crate::plan::Plan;
use crate::plan::model::{ParamsPlan, ResourcePlan};

/// All items of a resource's file.
pub(crate) fn resource(plan: &Plan<'_>, lookup: &Lookup<'_>, resource: &ResourcePlan) -> Vec<Block> {
    let mut blocks = vec![handle(resource), implementation(plan, resource)];
    if let Some(key) = &resource.compound_key {
        blocks.extend(params(plan, key));
    }
    // Functions by alternative keys share the parameters of the method itself.
    let own = resource.methods.iter().filter(|planned| planned.alt_key.is_none());
    blocks.extend(own.filter_map(|planned| planned.params.as_ref()).flat_map(|optional| params(plan, optional)));
    blocks.extend(named::projections(plan, lookup, resource));
    blocks.extend(resource.operations.iter().map(operation::operation));
    blocks
}

fn handle(resource: &ResourcePlan) -> Block {
    let name = ident(&resource.item.ident);
    let docs = doc_attributes(&resource.docs);
    let unread = resource.methods.is_empty().then(|| quote!(#[allow(dead_code, reason = "the schema gives it no methods")]));
    Block::Item(quote! {
        #docs
        #[derive(Clone, Copy, Debug)]
        pub struct #name<'c, C = rt::AtRunTime> {
            #unread
            client: &'c crate::Client<C>,
        }
    })
}

fn implementation(plan: &Plan<'_>, resource: &ResourcePlan) -> Block {
    let name = ident(&resource.item.ident);
    let methods = resource.methods.iter().map(|planned| method::method(plan, planned));
    Block::Item(quote! {
        impl<'c, C> #name<'c, C> {
            pub(crate) const fn new(client: &'c crate::Client<C>) -> Self {
                Self { client }
            }

            #(#methods)*
        }
    })
}

fn params(plan: &Plan<'_>, params: &ParamsPlan) -> Vec<Block> {
    let spec = RecordSpec {
        ident: &params.item.ident,
        full_name: &params.item.ident,
        docs: &params.docs,
        deprecated: None,
        fields: &params.fields,
        open: false,
        built: true,
    };
    record(plan, &spec, TypeSite::Elsewhere)
}
