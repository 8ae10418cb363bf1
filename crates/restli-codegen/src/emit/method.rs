//! Functions of a handle, which turn typed arguments into a request.

use proc_macro2::{Group, Spacing, TokenStream, TokenTree};
use quote::quote;
use restli_schema::api::ResourceMethod;

use super::styles::projection_style;
use super::ty::{TypeSite, into, item_path, ty};
use super::{deprecated_attribute, doc_attributes, ident, usage};
use crate::output::CrateNames;
use crate::plan::Plan;
use crate::plan::model::{Argument, Destination, MethodPlan, Passing, ResourcePlan, Returns, RustType};

/// A function of a handle.
pub(crate) fn method(plan: &Plan<'_>, crates: &CrateNames, resource: &ResourcePlan, method: &MethodPlan) -> TokenStream {
    let (handle, constant) = (ident(&resource.item.ident), ident(&method.constant));
    let example = usage::of_method(plan, crates, resource, method);
    let docs = doc_attributes(&method.docs.iter().cloned().chain(example).collect::<Vec<_>>());
    let alias = wire_name(plan, resource, method).map(|name| quote!(#[doc(alias = #name)]));
    let deprecated = deprecated_attribute(method.deprecated.as_ref());
    // Clippy counts `self` as an argument.
    let lint = (method.arguments.len() > 6).then(|| quote!(#[allow(clippy::too_many_arguments, reason = "all of them are required")]));
    let declaration = declaration(plan, method);
    let alt_key = method.alt_key.iter().map(|name| quote!(.alt_key(#name)));
    let steps = alt_key.chain(method.arguments.iter().map(|argument| step(plan, argument)));
    quote! {
        #docs
        #alias
        #deprecated
        #lint
        #declaration {
            rt::Call::new(self.client.runtime(), #handle::#constant) #(#steps)* .request()
        }
    }
}

/// The head of a function: name, arguments, result and the permission that it needs.
fn declaration(plan: &Plan<'_>, method: &MethodPlan) -> TokenStream {
    let name = ident(&method.fn_name);
    let arguments = method.arguments.iter().map(|argument| signature(plan, argument));
    let returns = returns(plan, &method.returns);
    let params = match (&method.params, method.selects.map(projection_style)) {
        (Some(params), _) => item_path(plan, &params.item, TypeSite::Elsewhere),
        (None, Some(style)) => quote!(rt::NoParams<rt::style::#style>),
        (None, None) => quote!(rt::NoParams),
    };
    let permitted = method.permit.as_ref().map(|permit| {
        let (module, permit) = (ident(&permit.module), ident(&permit.ident));
        quote!(where C: permits::#module::#permit)
    });
    quote!(pub fn #name(&self, #(#arguments),*) -> rt::Request<#returns, #params, C> #permitted)
}

/// The head of a function as text, as it stands in the generated file.
#[must_use]
pub fn signature_text(plan: &Plan<'_>, method: &MethodPlan) -> String {
    let declaration = declaration(plan, method);
    let text = crate::format::item(quote!(impl X { #declaration {} })).unwrap_or_default();
    let lines = text.lines().filter(|line| line.starts_with(' ')).map(|line| line.strip_prefix("    ").unwrap_or(line));
    let text = lines.collect::<Vec<_>>().join("\n");
    text.trim_end_matches(['{', '}', ' ', '\n', ',']).to_owned()
}

/// The head of a function for readers: without the scopes that permit it, and the types of the runtime by their names alone.
pub(crate) fn head(plan: &Plan<'_>, method: &MethodPlan) -> TokenStream {
    let name = ident(&method.fn_name);
    let arguments = method.arguments.iter().map(|argument| signature(plan, argument));
    let returns = returns(plan, &method.returns);
    bare_names(quote!(pub fn #name(&self, #(#arguments),*) -> Request<#returns> {}))
}

/// The tokens with the last name of each path that begins at the runtime in place of the path.
fn bare_names(tokens: TokenStream) -> TokenStream {
    let mut out = Vec::new();
    let mut rest = tokens.into_iter().peekable();
    let mut in_path = false;
    let is_colon = |tree: Option<&TokenTree>| matches!(tree, Some(TokenTree::Punct(punct)) if punct.as_char() == ':' && punct.spacing() == Spacing::Joint);
    while let Some(tree) = rest.next() {
        match tree {
            TokenTree::Ident(name) if (in_path || name == "rt") && is_colon(rest.peek()) => {
                in_path = rest.by_ref().take(2).count() == 2;
            }
            TokenTree::Group(group) => {
                out.push(TokenTree::Group(Group::new(group.delimiter(), bare_names(group.stream()))));
                in_path = false;
            }
            other => {
                out.push(other);
                in_path = false;
            }
        }
    }
    out.into_iter().collect()
}

/// The wire name of a finder or action by which a search in the documentation would not find its function: a search ignores case and
/// underscores, and finds parts of names.
fn wire_name<'p>(plan: &'p Plan<'_>, resource: &ResourcePlan, method: &MethodPlan) -> Option<&'p str> {
    let declared = plan.api[resource.id].methods.get(method.index)?;
    let searched = |name: &str| name.replace('_', "").to_lowercase();
    let is_named = matches!(declared.kind, ResourceMethod::Finder | ResourceMethod::BatchFinder | ResourceMethod::Action);
    (is_named && !searched(&method.fn_name).contains(&searched(&declared.name.wire))).then_some(&declared.name.wire)
}

/// An argument in a signature.
pub(crate) fn signature(plan: &Plan<'_>, argument: &Argument) -> TokenStream {
    let name = ident(&argument.ident);
    let tokens = ty(plan, &argument.ty, TypeSite::Elsewhere);
    match argument.passing {
        Passing::Value => quote!(#name: #tokens),
        Passing::Into => {
            let into = into(plan, &argument.ty, TypeSite::Elsewhere);
            quote!(#name: impl #into)
        }
        Passing::Ref => quote!(#name: &#tokens),
        Passing::Slice => {
            if let RustType::Vec(item) = &argument.ty {
                let item = ty(plan, item, TypeSite::Elsewhere);
                quote!(#name: &[#item])
            } else {
                quote!(#name: &[#tokens])
            }
        }
        Passing::Each { into: false } => quote!(#name: impl rt::List<#tokens>),
        Passing::Each { into: true } => quote!(#name: impl rt::IntoList<#tokens>),
        Passing::EachByKey { into } => {
            let key = argument.by.as_ref().map(|key| ty(plan, key, TypeSite::Elsewhere));
            if into { quote!(#name: impl rt::IntoPairs<#key, #tokens>) } else { quote!(#name: impl rt::List<(#key, #tokens)>) }
        }
    }
}

fn step(plan: &Plan<'_>, argument: &Argument) -> TokenStream {
    let name = ident(&argument.ident);
    let value = match argument.passing {
        Passing::Value => quote!(&#name),
        Passing::Into => {
            let tokens = ty(plan, &argument.ty, TypeSite::Elsewhere);
            quote!(&Into::<#tokens>::into(#name))
        }
        Passing::Each { into: true } => quote!(#name.items()),
        Passing::EachByKey { into: true } => quote!(#name.pairs()),
        Passing::Slice if matches!(argument.ty, RustType::Vec(_)) => quote!(&#name.to_vec()),
        Passing::Ref | Passing::Slice | Passing::Each { into: false } | Passing::EachByKey { into: false } => quote!(#name),
    };
    match &argument.destination {
        Destination::Key(wire) => quote!(.key(#wire, #value)),
        Destination::PathKeys(keys) => {
            let keys = keys.iter().map(|(wire, field)| {
                let field = ident(field);
                quote!(.key(#wire, &#name.#field))
            });
            quote!(#(#keys)*)
        }
        Destination::KeyPart(wire) => quote!(.key_part(#wire, #value)),
        Destination::Query(wire) => quote!(.param(#wire, #value)),
        Destination::Criteria(wire) => quote!(.criteria(#wire, #value)),
        Destination::Body(wire) => quote!(.action_param(#wire, #value)),
        Destination::Ids => quote!(.ids(#value)),
        Destination::Entity => quote!(.entity(#value)),
        Destination::Entities => quote!(.entities(#value)),
        Destination::EntitiesByKey => quote!(.entities_by_key(#value)),
        Destination::Patch => quote!(.patch(Into::into(#name))),
        Destination::PatchesByKey => quote!(.patches_by_key(#value)),
        Destination::Content => quote!(.content(#name)),
    }
}

/// The type that a request resolves to.
fn returns(plan: &Plan<'_>, returns: &Returns) -> TokenStream {
    match returns {
        Returns::Value(value) => ty(plan, value, TypeSite::Elsewhere),
        Returns::Envelope(name, arguments) => {
            let (name, arguments) = (ident(name), arguments.iter().map(|argument| ty(plan, argument, TypeSite::Elsewhere)));
            let arguments = (arguments.len() > 0).then(|| quote!(<#(#arguments),*>));
            quote!(rt::#name #arguments)
        }
        Returns::Empty => quote!(()),
    }
}
