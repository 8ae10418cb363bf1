//! A method: typed arguments in, a request value out.

use proc_macro2::TokenStream;
use quote::quote;
use restli_schema::api::{ProjectionStyle, Resource};

use super::operation::projection_style;
use super::ty::{Place, item_path, ty};
use super::{deprecated_attribute, doc_attributes, ident};
use crate::plan::arguments::{Pass, Role};
use crate::plan::methods::Returns;
use crate::plan::{Argument, MethodPlan, Plan, RustType};

/// One function of a handle.
pub(crate) fn method(plan: &Plan<'_>, resource: &Resource, method: &MethodPlan) -> TokenStream {
    let (name, constant) = (ident(&method.fn_name), ident(&method.constant));
    let docs = doc_attributes(&method.docs);
    let deprecated = deprecated_attribute(method.deprecated.as_ref());
    // Clippy counts `self`.
    let lint = (method.arguments.len() > 6).then(|| quote!(#[allow(clippy::too_many_arguments, reason = "all of them are required")]));
    let arguments = method.arguments.iter().map(|argument| signature(plan, argument));
    let alt_key = method.alt_key.iter().map(|name| quote!(.alt_key(#name)));
    let steps = alt_key.chain(method.arguments.iter().map(|argument| step(plan, argument)));
    let returns = returns(plan, &method.returns);
    let params = if let Some(params) = &method.params { item_path(plan, &params.item, Place::Elsewhere) } else { quote!(()) };
    let style = resource.methods.get(method.index).map_or(ProjectionStyle::None, |method| method.projection);
    let style = style_marker(style).filter(|_| has_entities(&method.returns)).map(|style| quote!(, rt::style::#style));
    let permitted = method.permit.as_ref().map(|permit| {
        let permit = ident(permit);
        quote!(where C: permits::#permit)
    });
    quote! {
        #docs
        #deprecated
        #lint
        pub fn #name(&self, #(#arguments),*) -> rt::Request<#returns, #params, C #style> #permitted {
            rt::Call::new(self.client.runtime(), &#constant) #(#steps)* .request()
        }
    }
}

fn signature(plan: &Plan<'_>, argument: &Argument) -> TokenStream {
    let name = ident(&argument.ident);
    let tokens = ty(plan, &argument.ty, Place::Elsewhere);
    match argument.pass {
        Pass::Value => quote!(#name: #tokens),
        Pass::Str => quote!(#name: &str),
        Pass::Into => quote!(#name: impl Into<#tokens>),
        Pass::Ref => quote!(#name: &#tokens),
        Pass::Slice => {
            if let RustType::Vec(item) = &argument.ty {
                let item = ty(plan, item, Place::Elsewhere);
                quote!(#name: &[#item])
            } else {
                quote!(#name: &[#tokens])
            }
        }
        Pass::Each => quote!(#name: impl IntoIterator<Item = #tokens>),
        Pass::EachByKey => {
            let key = argument.by.as_ref().map(|key| ty(plan, key, Place::Elsewhere));
            quote!(#name: impl IntoIterator<Item = (#key, #tokens)>)
        }
    }
}

fn step(plan: &Plan<'_>, argument: &Argument) -> TokenStream {
    let name = ident(&argument.ident);
    let value = match argument.pass {
        Pass::Value => quote!(&#name),
        Pass::Str => quote!(&#name.to_owned()),
        Pass::Into => {
            let tokens = ty(plan, &argument.ty, Place::Elsewhere);
            quote!(&Into::<#tokens>::into(#name))
        }
        Pass::Slice if matches!(argument.ty, RustType::Vec(_)) => quote!(&#name.to_vec()),
        Pass::Ref | Pass::Slice | Pass::Each | Pass::EachByKey => quote!(#name),
    };
    match &argument.role {
        Role::Key(wire) => quote!(.key(#wire, #value)),
        Role::KeyPart(wire) => quote!(.key_part(#wire, #value)),
        Role::Query(wire) => quote!(.param(#wire, #value)),
        Role::Criteria(wire) => quote!(.criteria(#wire, #value)),
        Role::Body(wire) => quote!(.action_param(#wire, #value)),
        Role::Ids => quote!(.ids(#value)),
        Role::Entity => quote!(.entity(#value)),
        Role::Entities => quote!(.entities(#value)),
        Role::EntitiesByKey => quote!(.entities_by_key(#value)),
        Role::Patch => quote!(.patch(#name.into())),
        Role::PatchesByKey => quote!(.patches_by_key(#value)),
        Role::Content => quote!(.content(#name)),
    }
}

/// The type a request resolves to.
fn returns(plan: &Plan<'_>, returns: &Returns) -> TokenStream {
    match returns {
        Returns::Value(value) => ty(plan, value, Place::Elsewhere),
        Returns::Envelope(name, arguments) => {
            let (name, arguments) = (ident(name), arguments.iter().map(|argument| ty(plan, argument, Place::Elsewhere)));
            quote!(rt::#name<#(#arguments),*>)
        }
        Returns::Empty => quote!(rt::Empty),
    }
}

/// The type that stands for a style; none for that of a whole answer, which a request has if nothing is said.
fn style_marker(style: ProjectionStyle) -> Option<proc_macro2::Ident> {
    match style {
        ProjectionStyle::None => None,
        style => Some(ident(&projection_style(style).to_string())),
    }
}

/// Entities come back, of which fields may be selected.
fn has_entities(returns: &Returns) -> bool {
    match returns {
        Returns::Value(_) => true,
        Returns::Envelope(name, _) => !matches!(*name, "Created" | "BatchCreated" | "BatchStatus"),
        Returns::Empty => false,
    }
}
