//! The file of a resource: handle, key, optional parameters, operations, methods, named projections.

use quote::quote;

use super::catalog::Lookup;
use super::record::{RecordSpec, record};
use super::styles::projection_style;
use super::ty::{TypeSite, ty};
use super::{doc_attributes, ident, method, named, operation};
use crate::block::{Block, Line};
use crate::output::CrateNames;
use crate::plan::Plan;
use crate::plan::model::{MethodPlan, ParamsPlan, ProjectionStyle, ResourcePlan, RustType};

/// All items of a resource's file.
pub(crate) fn resource(plan: &Plan<'_>, lookup: &Lookup<'_>, crates: &CrateNames, resource: &ResourcePlan) -> Vec<Block> {
    let mut blocks: Vec<Block> = handle(resource).into();
    blocks.push(implementation(plan, crates, resource));
    if let Some(key) = &resource.compound_key {
        blocks.extend(params(plan, key, true));
    }
    blocks.extend(resource.path_keys.as_ref().map(|keys| path_keys(plan, keys)));
    // Functions by alternative keys share the parameters of the function by the main key.
    let own = resource.methods.iter().filter(|planned| planned.alt_key.is_none());
    blocks.extend(own.flat_map(|planned| optional_params(plan, planned)));
    blocks.extend(named::projections(plan, lookup, resource));
    blocks.extend(operation::operations(resource));
    blocks
}

/// The handle. Its impls are written out, since `derive` would require bounds on the scopes `C`.
fn handle(resource: &ResourcePlan) -> [Block; 4] {
    let name = ident(&resource.item.ident);
    let docs = doc_attributes(&resource.docs);
    let text = name.to_string();
    let definition = Block::Item(quote! {
        #docs
        pub struct #name<'c, C = rt::Unchecked> {
            client: &'c crate::Client<C>,
        }
    });
    let clone = Block::method(quote!(impl<C> std::clone::Clone for #name<'_, C>), quote!(fn clone(&self) -> Self), quote!(*self));
    let copy = Block::Lines(vec![Line::Braces { head: quote!(impl<C> std::marker::Copy for #name<'_, C>), lines: Vec::new(), end: "" }]);
    let debug = Block::method(
        quote!(impl<C> std::fmt::Debug for #name<'_, C>),
        quote!(fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result),
        quote!(f.debug_struct(#text).field("client", &self.client).finish()),
    );
    [definition, clone, copy, debug]
}

fn implementation(plan: &Plan<'_>, crates: &CrateNames, resource: &ResourcePlan) -> Block {
    let name = ident(&resource.item.ident);
    let methods = resource.methods.iter().map(|planned| method::method(plan, crates, resource, planned));
    Block::Item(quote! {
        impl<'c, C> #name<'c, C> {
            pub(crate) const fn new(client: &'c crate::Client<C>) -> Self {
                Self { client }
            }

            #(#methods)*
        }
    })
}

/// The record of the keys in the path of an entity, for callers to write their names.
fn path_keys(plan: &Plan<'_>, keys: &ParamsPlan) -> Block {
    let (name, docs) = (ident(&keys.item.ident), doc_attributes(&keys.docs));
    let is_number = |ty: &RustType| matches!(ty, RustType::Bool | RustType::I32 | RustType::I64 | RustType::F32 | RustType::F64);
    let copy = keys.fields.iter().all(|field| is_number(&field.ty)).then(|| quote!(Copy,));
    let fields = keys.fields.iter().map(|field| {
        let (name, ty, docs) = (ident(&field.ident), ty(plan, &field.ty, TypeSite::Elsewhere), doc_attributes(&field.docs));
        quote!(#docs pub #name: #ty)
    });
    Block::Item(quote! {
        #docs
        #[derive(Clone, #copy Debug)]
        pub struct #name { #(#fields),* }
    })
}

/// The record of a method's optional parameters, with the method's projection style as an associated type.
fn optional_params(plan: &Plan<'_>, method: &MethodPlan) -> Vec<Block> {
    let Some(optional) = &method.params else { return Vec::new() };
    let name = ident(&optional.item.ident);
    let style = projection_style(method.selects.unwrap_or(ProjectionStyle::None));
    let lines = vec![Line::Tokens(quote!(type Style = rt::style::#style;))];
    let mut blocks = params(plan, optional, false);
    blocks.push(Block::Lines(vec![Line::Braces { head: quote!(impl rt::Params for #name), lines, end: "" }]));
    blocks
}

fn params(plan: &Plan<'_>, params: &ParamsPlan, key: bool) -> Vec<Block> {
    let spec = RecordSpec {
        ident: &params.item.ident,
        full_name: &params.item.ident,
        docs: &params.docs,
        deprecated: None,
        fields: &params.fields,
        open: false,
        built: true,
        key,
        parts: params.parts.as_deref(),
    };
    record(plan, &spec, TypeSite::Elsewhere)
}
